#!/usr/bin/env python3
"""Makes messy.xlsx, ten years of somebody's Excel in 5,000 rows, and answers.csv: which company each row really is.

Three forms of dates in one column (cells that are dates, "21.11.1975", "21 ноября 1975"), phones in ten spellings, INN with
a wrong digit, two companies in one cell, names with and without legal forms, quotes and capitals, and 200 rows that are a
company once more: by INN, telephone, e-mail or name only. The same each time. Usage: make.py DIR"""
import csv
import os
import random
import sys
import zipfile
from datetime import date, timedelta
from xml.sax.saxutils import escape

ROWS = 5000
DUPLICATES = 200
BROKEN_INN = 60
TWO_IN_ONE = 40
COLUMNS = ["Организация", "ИНН", "Контактное лицо", "Должность", "Телефон", "E-mail", "Город", "Адрес", "День рождения", "Оборот"]

FIRST = ["Северный", "Южный", "Красный", "Белый", "Новый", "Старый", "Зелёный", "Золотой", "Быстрый", "Первый", "Волжский", "Уральский",
         "Сибирский", "Балтийский", "Невский", "Московский", "Тверской", "Казанский", "Донской", "Полярный", "Горный", "Речной", "Лесной",
         "Степной", "Морской", "Звёздный", "Светлый", "Тихий", "Дальний", "Верхний"]
SECOND = ["ветер", "берег", "мост", "дом", "двор", "завод", "склад", "рынок", "причал", "комбинат", "холод", "металл", "кирпич", "бетон",
          "хлеб", "текстиль", "трактор", "станок", "мебельщик", "строитель", "монтаж", "транзит", "экспресс", "вектор", "горизонт", "маяк",
          "якорь", "парус", "компас", "ключ", "родник", "колос", "урожай", "сад", "лён", "янтарь", "гранит", "мрамор", "алмаз", "кристалл"]
TAILS = ["", "", "", " Плюс", " Сервис", " Трейд", " Групп", " Юг", " Восток", " Регион"]
CITIES = ["Москва", "Санкт-Петербург", "Тверь", "Псков", "Казань", "Самара", "Уфа", "Омск", "Томск", "Тула", "Орёл", "Калуга", "Рязань", "Пермь"]
STREETS = ["Ленина", "Мира", "Садовая", "Лесная", "Гагарина", "Победы", "Набережная", "Заводская"]
LAST = ["Иванов", "Петров", "Сидоров", "Кузнецов", "Смирнов", "Попов", "Васильев", "Новиков", "Фёдоров", "Морозов", "Волков", "Соловьёв", "Зайцев", "Павлов"]
NAMES = ["Иван", "Пётр", "Алексей", "Сергей", "Андрей", "Дмитрий", "Илья", "Семён", "Николай", "Павел"]
MIDDLE = ["Иванович", "Петрович", "Алексеевич", "Сергеевич", "Андреевич", "Дмитриевич", "Ильич", "Семёнович"]
POSTS = ["директор", "Генеральный директор", "бухгалтер", "Менеджер", "снабженец", "Инженер"]
FORMS = ["ООО", "АО", "ИП", "ЗАО", "ПАО"]
WRITTEN = {"ООО": "Общество с ограниченной ответственностью", "АО": "Акционерное общество", "ЗАО": "Закрытое акционерное общество",
           "ПАО": "Публичное акционерное общество", "ИП": "Индивидуальный предприниматель"}
MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
                 ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch",
                  "sh", "shch", "", "y", "", "e", "yu", "ya"]))


def inn(number):
    digits = [int(d) for d in f"{770000000 + number:09}"]
    weights = [2, 4, 10, 3, 5, 9, 4, 6, 8]
    return "".join(map(str, digits)) + str(sum(d * w for d, w in zip(digits, weights)) % 11 % 10)


def phone(number, spelling):
    """916 and seven digits in one of ten spellings."""
    n = f"{number:07}"
    a, b, c = n[:3], n[3:5], n[5:]
    return [f"+7 (916) {a}-{b}-{c}", f"8 (916) {a}-{b}-{c}", f"8916{n}", f"+7916{n}", f"7916{n}", f"916 {a} {b} {c}", f"8-916-{a}-{b}-{c}",
            f"тел. 8 916 {a}-{b}-{c}", f"+7.916.{a}.{b}.{c}", f"8 916 {a} {b} {c} доб. 12"][spelling % 10]


def latin(name):
    return "".join(LATIN.get(c.lower(), c).capitalize() if c.isupper() else LATIN.get(c, c) for c in name)


def slip(name, rng):
    at = rng.randrange(2, len(name) - 2)
    while " " in name[at - 1:at + 2]:
        at = rng.randrange(2, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2:] if name[at] != name[at + 1] else name[:at] + name[at + 1:]


def dressed(name, form, style):
    """The name as one or the other would write it."""
    return [f"{form} «{name}»", f'{form} "{name}"', f"{form} {name}", f"{name}, {form}", f"{WRITTEN[form]} «{name}»", name,
            f"{form} «{name.upper()}»", f'"{name}" {form}', name.replace("ё", "е"), f"{form.lower()} {name.lower()}"][style % 10]


def day(rng):
    return date(1950, 1, 1) + timedelta(days=rng.randrange(18000))


def money(rng):
    amount = rng.randrange(10_000, 90_000_000)
    return rng.choice([amount, f"{amount:,}".replace(",", " ") + ",50 руб.", f"{amount} ₽", f"{amount:,}".replace(",", " ")])


def companies(count, rng):
    names = [first + " " + second + tail for first in FIRST for second in SECOND for tail in sorted(set(TAILS))]
    rng.shuffle(names)
    made = []
    for i in range(count):
        # One name in twenty-five is borne by another company in another town: not the same.
        name = made[i - 1]["name"] if i % 25 == 24 else names.pop()
        city = CITIES[(CITIES.index(made[i - 1]["city"]) + 1) % len(CITIES)] if i % 25 == 24 else rng.choice(CITIES)
        made.append({"id": i, "name": name, "form": rng.choice(FORMS), "inn": inn(i * 7 + 3), "phone": i * 1009 + 17,
                     "mail": f"office{i}@firma{i}.example", "city": city})
    return made


def row(company, rng):
    person = f"{rng.choice(LAST)} {rng.choice(NAMES)} {rng.choice(MIDDLE)}"
    birthday = day(rng)
    form = rng.randrange(3)
    written = birthday if form == 0 else birthday.strftime("%d.%m.%Y") if form == 1 else f"{birthday.day} {MONTHS[birthday.month - 1]} {birthday.year}"
    return {"Организация": dressed(company["name"], company["form"], rng.randrange(10)), "ИНН": company["inn"] if rng.random() < 0.8 else "",
            "Контактное лицо": rng.choice([person, person.upper(), person]), "Должность": rng.choice(POSTS),
            "Телефон": phone(company["phone"], rng.randrange(10)),
            "E-mail": rng.choice([company["mail"], company["mail"].replace("firma", "Firma"), " " + company["mail"]]),
            "Город": rng.choice([company["city"], "г. " + company["city"]]),
            "Адрес": f"ул. {rng.choice(STREETS)}, д. {rng.randrange(1, 200)}", "День рождения": written, "Оборот": money(rng)}


def again(company, kind, rng):
    """The company once more, to be known by one thing only."""
    made = row(company, rng)
    # The person is another one, and nothing else of it is the same.
    made["ИНН"] = company["inn"] if kind == 0 else ""
    made["Телефон"] = phone(company["phone"], rng.randrange(10)) if kind == 1 else ""
    made["E-mail"] = company["mail"].replace("firma", "FIRMA") if kind == 2 else ""
    name = company["name"]
    if kind == 4:
        name = latin(name)
    elif kind == 5:
        words = name.split()
        name = " ".join(words[1:] + words[:1])
    elif kind == 6:
        name = slip(name, rng)
    made["Организация"] = dressed(name, company["form"], rng.randrange(10)) if kind != 4 else name
    return made


def table():
    """(rows, answers): an answer is the company's number, or the reason why the row can not come in."""
    rng = random.Random(20261121)
    distinct = companies(ROWS - DUPLICATES, rng)
    lines = [(row(company, rng), company["id"]) for company in distinct]
    special = rng.sample(range(len(lines)), BROKEN_INN + TWO_IN_ONE + DUPLICATES)
    for at in special[:BROKEN_INN]:
        made, _ = lines[at]
        number = distinct[at]["inn"]
        made["ИНН"] = number[:9] + str((int(number[9]) + 1) % 10)
        lines[at] = (made, "INN")
    for at in special[BROKEN_INN:BROKEN_INN + TWO_IN_ONE]:
        made, _ = lines[at]
        other = distinct[(at + 100) % len(distinct)]
        made["Организация"] = f"ООО «{distinct[at]['name']}» / ИП {rng.choice(LAST)}" if at % 2 else f"ООО «{distinct[at]['name']}», АО «{other['name']}»"
        lines[at] = (made, "two companies")
    twins = [(again(distinct[at], i % 7, rng), at) for i, at in enumerate(special[BROKEN_INN + TWO_IN_ONE:])]
    lines += twins
    rng.shuffle(lines)
    return [made for made, _ in lines], [answer for _, answer in lines]


def cell(reference, value):
    if value == "":
        return ""
    if isinstance(value, date):
        return f'<c r="{reference}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def write_xlsx(path, rows):
    letters = "ABCDEFGHIJ"
    out = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>']
    # A title stands above the table, as in life.
    out.append(f'<row r="1">{cell("A1", "База клиентов, обновлено 12.03.2019")}</row>')
    for number, values in enumerate([COLUMNS] + [[r[c] for c in COLUMNS] for r in rows], 3):
        out.append(f'<row r="{number}">' + "".join(cell(f"{letters[i]}{number}", v) for i, v in enumerate(values)) + "</row>")
    out.append("</sheetData></worksheet>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Клиенты" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<?xml version="1.0"?><styleSheet xmlns="{main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": "".join(out),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


FIRST_ROW = 4  # of the data, as the sheet numbers it


def make(folder):
    rows, answers = table()
    write_xlsx(os.path.join(folder, "messy.xlsx"), rows)
    with open(os.path.join(folder, "answers.csv"), "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["row", "company"])
        out.writerows((number, answer) for number, answer in enumerate(answers, FIRST_ROW))


if __name__ == "__main__":
    make(sys.argv[1])
