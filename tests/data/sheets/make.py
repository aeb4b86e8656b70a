#!/usr/bin/env python3
"""Makes the corpus of table files beside it (files/). Needs python3-openpyxl and LibreOffice (libreoffice-calc-nogui); tests need
neither, for the files are kept. What the reader is to see in each stands in expected/, one line of JSON a row; after a
change: KUPETS_SHEETS_WRITE=1 unit_tests "every file of the corpus is read as it should be", then read the difference.
"""
import datetime as dt
import gzip
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "files")
STAMP = (2026, 11, 21, 10, 30, 0)


def path(name):
    return os.path.join(OUT, name)


def put(name, data):
    with open(path(name), "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)


# ---- by openpyxl, and what LibreOffice makes of it

def book():
    wb = openpyxl.Workbook()
    return wb, wb.active


def types():
    wb, ws = book()
    ws.title = "Типы"
    ws.append(["Название", "Телефон", "Дата", "Когда", "Время", "Сумма", "Доля", "Да", "Заметка"])
    ws.append(["ООО «Ромашка»", 79161234567, dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 10, 30), dt.time(9, 5),
               1234.5, 0.125, True, "первая\nвторая"])
    ws.append(["ИП Ёлкин", 7.7e11, dt.date(1999, 12, 31), dt.datetime(2026, 1, 2, 3, 4, 5), dt.timedelta(hours=49, minutes=30),
               -0.1, 1, False, " с пробелами "])
    ws.append([None, 0.1 + 0.2, dt.date(2024, 2, 29), None, None, 1e-7, 123456789012345, None, "конец"])
    for row in (2, 3, 4):
        ws.cell(row, 6).number_format = "#,##0.00\\ [$₽-419]"
        ws.cell(row, 7).number_format = "0.0%"
    return wb


def formats():
    wb, ws = book()
    ws.title = "Форматы"
    ws.append(["Формат", "Значение"])
    for code in ("[$-419]d mmm yyyy;@", "dd/mm/yy", "yyyy-mm-dd\\Thh:mm:ss", "[h]:mm", "mm:ss", "h:mm AM/PM", "mmmm", "General", "@",
                 '0.00" ₽"', "[$€-407] #,##0.00", "[$USD] 0", "0%", '"дата" 0', "[Red]0.00", "d.m", "hh:mm:ss.000"):
        ws.append([code, 45981.4375])
        ws.cell(ws.max_row, 2).number_format = code
    return wb


def hidden():
    wb, ws = book()
    ws.title = "Видимый"
    for row in (["А", "Б", "В"], [1, 2, 3], [4, 5, 6], [7, 8, 9]):
        ws.append(row)
    ws.row_dimensions[3].hidden = True
    ws.column_dimensions["B"].hidden = True
    wb.create_sheet("Скрытый").append(["тайна"])
    wb["Скрытый"].sheet_state = "hidden"
    return wb


def merged():
    wb, ws = book()
    ws["A1"] = "Отчёт за ноябрь"
    ws.merge_cells("A1:D1")
    ws.append([])
    ws.append(["Клиент", "Город", "Сумма", "Срок"])
    ws["A4"] = "ООО «Бук»"
    ws.merge_cells("A4:A5")
    ws["B4"], ws["C4"], ws["B5"], ws["C5"] = "Тула", 10, "Орёл", 20
    return wb


def errors():
    wb, ws = book()
    ws.append(["Формула", "Чем стала"])
    for formula in ("=1/0", "=NA()", '=VALUE("x")', "=1+1", '="текст"', "=TRUE()", "=DATE(2026,11,21)", "=A1", '=""', "=SQRT(-1)",
                    "=NOSUCHNAME"):
        ws.append([formula[1:], formula])
    ws["B8"].number_format = "dd.mm.yyyy"
    return wb


def sheets():
    wb, ws = book()
    ws.title = "Первый"
    ws.append(["Название", "Город"])
    ws.append(["Берёза", "Тула"])
    second = wb.create_sheet("Второй & «другой»")
    second["C5"] = "не с начала"
    wb.create_sheet("Пустой")
    chart = wb.create_chartsheet("Диаграмма")
    bars = BarChart()
    bars.add_data(Reference(ws, min_col=1, min_row=1, max_row=2))
    chart.add_chart(bars)
    return wb


def mixed():
    wb, ws = book()
    ws.append(["Когда", "Сколько"])
    for when, much in ((dt.date(2026, 11, 21), 5), ("21.11.2026", "5"), ("2026-11-21", "пять"), ("21/11/26", "5,5"),
                       ("21 ноября 2026 г.", True), ("Nov 21, 2026", dt.date(2026, 1, 5)), (45982, "1 000 руб.")):
        ws.append([when, much])
    return wb


def styled_empty():
    wb, ws = book()
    ws["A1"], ws["A2"] = "Имя", "Пётр"
    fill = PatternFill("solid", fgColor="FFFF00")
    for row in range(1, 60):
        for column in range(1, 40):
            ws.cell(row, column).fill = fill
    ws["A2"].comment = Comment("примечание не часть ячейки", "кто-то")
    return wb


def wide():
    wb, ws = book()
    ws["A1"] = "Первый"
    ws["XFD1"] = "Последний"
    return wb


def long_texts():
    wb, ws = book()
    ws.append(["Ё" * 3000, "=не формула", "'апостроф", "a\tb", "😀 эмодзи"])
    ws["B1"].data_type = "s"
    return wb


def saved(make, name, epoch1904=False):
    wb = make()
    if epoch1904:
        wb.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    wb.properties.created = wb.properties.modified = dt.datetime(*STAMP)
    wb.save(path(name))


def converted(source, target, kind, *, name=None):
    with tempfile.TemporaryDirectory() as room:
        profile = "-env:UserInstallation=file://" + room + "/profile"
        copy = os.path.join(room, "source" + os.path.splitext(source)[1])
        shutil.copy(path(source), copy)
        subprocess.run(["soffice", profile, "--headless", "--convert-to", kind, "--outdir", os.path.join(room, "out"), copy],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        made = os.listdir(os.path.join(room, "out"))
        shutil.copy(os.path.join(room, "out", made[0]), path(target))


def by_programs():
    makers = {"types": types, "formats": formats, "hidden": hidden, "merged": merged, "errors": errors, "sheets": sheets,
              "mixed": mixed}
    for name, make in makers.items():
        saved(make, f"openpyxl_{name}.xlsx")
        converted(f"openpyxl_{name}.xlsx", f"office_{name}.xlsx", "xlsx")
        converted(f"openpyxl_{name}.xlsx", f"office_{name}.ods", "ods")
        converted(f"openpyxl_{name}.xlsx", f"office_{name}.xls", "xls:MS Excel 97")
    saved(types, "openpyxl_1904.xlsx", epoch1904=True)
    converted("openpyxl_1904.xlsx", "office_1904.xls", "xls:MS Excel 97")
    saved(styled_empty, "openpyxl_styled_empty.xlsx")
    converted("openpyxl_styled_empty.xlsx", "office_styled_empty.ods", "ods")
    saved(wide, "openpyxl_wide.xlsx")
    saved(long_texts, "openpyxl_texts.xlsx")
    converted("openpyxl_texts.xlsx", "office_texts.xls", "xls:MS Excel 97")
    converted("openpyxl_types.xlsx", "office_types.csv", "csv:Text - txt - csv (StarCalc):59,34,76,1,,1049,false,true")
    converted("openpyxl_types.xlsx", "office_1251.csv", "csv:Text - txt - csv (StarCalc):59,34,34,1,,1049,false,true")
    converted("openpyxl_types.xlsx", "flat_ods.xlsx", "fods")
    converted("openpyxl_types.xlsx", "web_page.xls", "html:HTML (StarCalc)")
    converted("openpyxl_types.xlsx", "pdf.xlsx", "pdf")


# ---- .xlsx by hand

TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="%s"/></Relationships>"""
BOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s<sheets>
<sheet name="Лист" sheetId="1" r:id="s1"/></sheets></workbook>"""
BOOK_RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="%s"/>
<Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="y" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="http://example.com/evil.xlsx" TargetMode="External"/>
</Relationships>"""
SHEET = """<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s<sheetData>%s</sheetData></worksheet>"""
TEXTS = """<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>"""
STYLES = """<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="[$-419]d mmm yyyy;@"/></numFmts>
<cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/><xf numFmtId="9"/></cellXfs></styleSheet>"""


def package(name, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path(name), "w", method) as out:
        for part, data in parts.items():
            info = zipfile.ZipInfo(part, STAMP)
            info.compress_type = method
            out.writestr(info, data)


def xlsx(name, rows, texts="", before="", book_pr="", **other):
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS % "xl/workbook.xml", "xl/workbook.xml": BOOK % book_pr,
             "xl/_rels/workbook.xml.rels": BOOK_RELS % "worksheets/sheet1.xml",
             "xl/worksheets/sheet1.xml": SHEET % (before, rows), "xl/sharedStrings.xml": TEXTS % texts, "xl/styles.xml": STYLES}
    for key, data in other.get("parts", {}).items():
        if data is None:
            del parts[key]
        else:
            parts[key] = data
    package(name, parts)


def t(text):
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx_by_hand():
    table = "<row>" + t("Имя") + t("Город") + "</row><row>" + t("Пётр") + t("Псков") + "</row>"
    xlsx("hand_no_places.xlsx", table + "<row/><row><c/><c><v>5</v></c></row>")
    xlsx("hand_rich.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
         '<row r="3"><c r="B3" t="inlineStr"><is><r><t>жир</t></r><r><t xml:space="preserve">ный </t></r></is></c></row>',
         texts='<si><r><rPr><b/></rPr><t>Два </t></r><r><t>цвета</t></r></si>'
               '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>')
    xlsx("hand_numbers.xlsx", "".join(f"<row><c><v>{v}</v></c></row>" for v in (
        "79161234567", "7.7E+11", "7.70708E+11", "1.1000000000000001", "0.30000000000000004", "40702810938000000001", "1E-7", "-0",
        "007", "1.50", "+3", ".5", "12345678901234567.89", "9.9999999999999995E-1", "1e400", "abc", "1,5", "NaN", "")))
    xlsx("hand_dates.xlsx", "".join(f'<row><c s="{s}"><v>{v}</v></c></row>' for s, v in (
        (1, "1"), (1, "59"), (1, "60"), (1, "61"), (1, "0"), (1, "-5"), (1, "0.5"), (1, "45981"), (1, "45981.4375"), (2, "45981"), (3, "2.5"),
        (3, "0.0000001"), (1, "2958465"), (1, "2958466"), (1, "1e300"), (1, "45981.999999999"), (4, "0.5"), (99, "45981")))
        + '<row><c t="d"><v>2026-11-21</v></c><c t="d"><v>2026-11-21T10:30:00</v></c></row>')
    xlsx("hand_1904.xlsx", '<row><c s="1"><v>0</v></c><c s="1"><v>44519</v></c></row>', book_pr='<workbookPr date1904="1"/>')
    xlsx("hand_kinds.xlsx", '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c><c t="str"><f>A1</f><v>итог</v></c>'
         '<c><f>1+1</f><v>2</v></c><c><f>1+1</f></c><c t="str"><f>""</f><v></v></c><c t="e"><f>NA()</f><v>#N/A</v></c>'
         '<c t="b"><f>TRUE()</f><v>1</v></c><c t="str"><f t="shared" si="0"/><v>общая</v></c><c t="s"><v>0</v></c></row>', texts="<si><t/></si>")
    xlsx("hand_escapes.xlsx", "<row>" + t("строка_x000D_&#10;вторая") + t("_x005F_x0041_") + t("_x0041") + t("&lt;b&gt; &amp; &#1046;")
         + t("_xZZZZ_") + "</row>")
    xlsx("hand_order.xlsx", '<row r="5"><c r="B5"><v>5</v></c></row><row r="2"><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c>'
         '<c r="A2"><v>9</v></c></row><row><c><v>7</v></c></row>')
    xlsx("hand_hidden.xlsx", '<row hidden="1"><c><v>1</v></c></row><row hidden="0"><c><v>2</v></c></row><row hidden="true"><c><v>3</v></c></row>',
         before='<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1"/></cols>')
    xlsx("hand_header.xlsx", "<row r='3'>" + t("Выгрузка из 1С, ноябрь 2026") + "</row><row r='6'>" + t("№") + t("Клиент") + t("Телефон")
         + "</row><row r='7'><c><v>1</v></c>" + t("ООО «Бук»") + t("+7 916 123-45-67") + "</row>")
    prefixed = SHEET % ("", "<row><c t='inlineStr'><is><t>с приставкой</t></is></c></row>")
    for tag in ("worksheet", "sheetData", "row", "c ", "c>", "is>", "t>"):
        prefixed = prefixed.replace("<" + tag, "<x:" + tag).replace("</" + tag, "</x:" + tag)
    xlsx("hand_prefix.xlsx", "", parts={"xl/worksheets/sheet1.xml": prefixed.replace("xmlns=", "xmlns:x=")})
    strict = SHEET.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
    strict_rels = BOOK_RELS.replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                                    "http://purl.oclc.org/ooxml/officeDocument/relationships")
    xlsx("hand_strict.xlsx", "", parts={"xl/worksheets/sheet1.xml": strict % ("", table),
                                        "xl/_rels/workbook.xml.rels": strict_rels % "worksheets/sheet1.xml"})
    xlsx("hand_absolute.xlsx", table, parts={"xl/_rels/workbook.xml.rels": BOOK_RELS % "/xl/worksheets/sheet1.xml",
                                             "_rels/.rels": RELS % "/xl/workbook.xml"})
    xlsx("hand_slashes.xlsx", "", parts={"xl/_rels/workbook.xml.rels": BOOK_RELS % "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml": None,
                                         "xl\\worksheets\\sheet1.xml": SHEET % ("", table)})
    wide = (SHEET % ("", table)).replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    xlsx("hand_utf16.xlsx", "", parts={"xl/worksheets/sheet1.xml": wide})
    xlsx("hand_no_texts.xlsx", table, parts={"xl/sharedStrings.xml": None, "xl/styles.xml": None})
    xlsx("hand_macro.xlsm", table, parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0not looked at"})

    # ---- and what is wrong with some
    xlsx("bad_text_number.xlsx", table + '<row><c t="s"><v>7</v></c></row>', texts="<si><t>один</t></si>")
    xlsx("bad_place.xlsx", table + '<row r="9"><c r="9A"><v>7</v></c></row>')
    xlsx("bad_far_column.xlsx", table + '<row r="9"><c r="ZZZZZZ9"><v>7</v></c></row>')
    xlsx("bad_row_number.xlsx", table + '<row r="99999999999999999999"><c><v>7</v></c></row>')
    xlsx("bad_xml.xlsx", "", parts={"xl/worksheets/sheet1.xml": (SHEET % ("", table * 3))[:-60] + "</row><"})
    xlsx("bad_cut_xml.xlsx", "", parts={"xl/worksheets/sheet1.xml": (SHEET % ("", table * 3))[:-150]})
    xlsx("bad_no_sheet.xlsx", "", parts={"xl/worksheets/sheet1.xml": None})
    xlsx("bad_no_book.xlsx", "", parts={"xl/workbook.xml": None})
    xlsx("bad_no_sheets.xlsx", "", parts={"xl/workbook.xml": '<?xml version="1.0"?><workbook><sheets/></workbook>'})
    dtd = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    xlsx("bad_entities.xlsx", "", parts={"xl/worksheets/sheet1.xml": dtd + "<worksheet><sheetData><row>" + t("&c;") + "</row></sheetData></worksheet>"})
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    xlsx("bad_outside.xlsx", "", parts={"xl/sharedStrings.xml": outside + "<sst><si><t>&a;</t></si></sst>"})
    xlsx("bad_deep.xlsx", "<row>" + "<c>" * 3000 + "</c>" * 3000 + "</row>")
    xlsx("bad_bomb.xlsx", table + " " * (24 << 20))
    xlsx("bad_bomb_texts.xlsx", table, texts="<si><t>" + "A" * (24 << 20) + "</t></si>")
    xlsx("bad_long_cell.xlsx", "<row>" + t("Я" * 600_000) + "</row>")
    with open(path("openpyxl_types.xlsx"), "rb") as file:
        whole = file.read()
    put("bad_truncated.xlsx", whole[:len(whole) // 2])
    put("bad_truncated_end.xlsx", whole[:-10])
    broken = bytearray(whole)
    at = whole.find(b"xl/worksheets/sheet1.xml") + 60
    broken[at:at + 40] = bytes(40)
    put("bad_crc.xlsx", bytes(broken))
    locked = bytearray(whole)  # each part says that it is encrypted
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + flag] |= 1
            at = locked.find(mark, at + 4)
    put("bad_locked_zip.xlsx", bytes(locked))


# ---- what is no table, and what is closed

def compound(name, streams):
    """A compound file of small streams, each padded so that it needs no mini stream."""
    sector = 512
    bodies = [(n, data + bytes(max(4096, -(-len(data) // sector) * sector) - len(data)), len(data)) for n, data in streams]
    count = sum(len(body) // sector for _, body, _ in bodies)
    table, place, entries = [0xFFFFFFFD, 0xFFFFFFFE], 2, []
    for title, body, _ in bodies:
        sectors = len(body) // sector
        table += [place + i + 1 for i in range(sectors - 1)] + [0xFFFFFFFE]
        entries.append((title, 2, place, len(body)))
        place += sectors
    assert count + 2 <= 128 and len(entries) < 4
    table += [0xFFFFFFFF] * (128 - len(table))
    root = [("Root Entry", 5, 0xFFFFFFFE, 0)] + entries
    directory = b""
    for i in range(4):
        title, kind, start, size = root[i] if i < len(root) else ("", 0, 0, 0)
        text = title.encode("utf-16le")
        right = i + 1 if 0 < i < len(root) - 1 else 0xFFFFFFFF
        directory += text + bytes(64 - len(text)) + struct.pack("<HBBIII", len(text) + 2 if title else 0, kind, 1, 0xFFFFFFFF, right,
                                                                1 if i == 0 and len(root) > 1 else 0xFFFFFFFF)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xFF" * 4 * 108
    put(name, header + struct.pack("<128I", *table) + directory + b"".join(body for _, body, _ in bodies))


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def xls_stream(cells, version=0x600, extra=b""):
    def name(text):
        return struct.pack("<B", len(text)) + (b"\0" if version == 0x600 else b"") + text.encode("cp1251" if version != 0x600 else "latin1")
    begin = record(0x809, struct.pack("<HHHH", version, 5, 0, 0) + bytes(8))
    page = record(0x42, struct.pack("<H", 1251))
    sheet = record(0x809, struct.pack("<HHHH", version, 16, 0, 0) + bytes(8)) + cells + record(0x0A)
    title = name("Sheet" if version == 0x600 else "Лист")
    place = len(begin + extra + page) + 4 + 6 + len(title) + 4
    return begin + extra + page + record(0x85, struct.pack("<IBB", place, 0, 0) + title) + record(0x0A) + sheet


def xls_by_hand():
    old = b"".join(record(0x204, struct.pack("<HHHH", r, c, 0, len(text)) + text.encode("cp1251"))
                   for r, row in enumerate((("Имя", "Город"), ("Пётр", "Псков"))) for c, text in enumerate(row))
    old += record(0x203, struct.pack("<HHHd", 2, 0, 0, 79161234567.0)) + record(0x27E, struct.pack("<HHHI", 2, 1, 0, (1250 << 2) | 3))
    compound("hand_excel5.xls", [("Book", xls_stream(old, 0x500))])
    cells = record(0x208, struct.pack("<HHHHHHI", 1, 0, 3, 0, 0, 0, 0x20))
    cells += record(0xBD, struct.pack("<HH", 0, 0) + b"".join(struct.pack("<HI", 0, (n << 2) | 2) for n in (1, 2, 3)) + struct.pack("<H", 2))
    cells += record(0x06, struct.pack("<HHH", 1, 0, 0) + struct.pack("<BBBBBBH", 0, 0, 0, 0, 0, 0, 0xFFFF) + bytes(8))
    cells += record(0x207, struct.pack("<HB", 4, 1) + "итог".encode("utf-16le"))
    cells += record(0x06, struct.pack("<HHH", 1, 1, 0) + struct.pack("<BBBBBBH", 2, 0, 7, 0, 0, 0, 0xFFFF) + bytes(8))
    cells += record(0x205, struct.pack("<HHHBB", 1, 2, 0, 1, 0)) + record(0x205, struct.pack("<HHHBB", 1, 3, 0, 0x2A, 1))
    compound("hand_kinds.xls", [("Workbook", xls_stream(cells))])
    compound("bad_locked.xls", [("Workbook", xls_stream(cells, extra=record(0x2F, bytes(54))))])
    compound("bad_cut.xls", [("Workbook", xls_stream(cells)[:-30])])
    compound("bad_text_number.xls", [("Workbook", xls_stream(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 5))))])
    compound("bad_locked.xlsx", [("EncryptionInfo", b"x"), ("EncryptedPackage", b"y" * 100)])
    compound("word.xls", [("WordDocument", b"w")])
    compound("letter.xls", [("__properties_version1.0", b"w")])
    compound("other_compound.xls", [("Something", b"w")])
    with open(path("office_types.xls"), "rb") as file:
        put("bad_truncated.xls", file.read()[:3000])


def ods_by_hand():
    mime = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    head = ('<?xml version="1.0"?><o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            "<o:body><o:spreadsheet>%s</o:spreadsheet></o:body></o:document-content>")
    cell = '<table:table-cell o:value-type="string"%s><text:p>%s</text:p></table:table-cell>'
    rows = ('<table:table-row>' + cell % ("", "Имя") + cell % (' table:number-columns-repeated="3"', "раз") + '</table:table-row>'
            '<table:table-row table:number-rows-repeated="3" table:visibility="filter">' + cell % ("", 'два<text:s text:c="3"/>слова') +
            '</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
            '</table:table-row><table:table-row>' + '<table:table-cell o:value-type="string"><o:annotation><text:p>примечание</text:p>'
            '</o:annotation><text:p>первый<text:line-break/>ряд</text:p><text:p>вто<text:span>рой</text:span></text:p></table:table-cell>'
            '<table:covered-table-cell/><table:table-cell o:value-type="float" o:value="7.7E+11"><text:p>7,7E+11</text:p></table:table-cell>'
            '<table:table-cell o:value-type="time" o:time-value="PT26H05M03.250S"/><table:table-cell o:value-type="date" '
            'o:date-value="2026-11-21T10:30:00.000000000"/><table:table-cell o:value-type="currency" o:currency="RUB" o:value="10.50"/>'
            '<table:table-cell o:value-type="percentage" o:value="0.5"/><table:table-cell table:formula="of:=1/0" o:value-type="string" '
            'o:string-value=""><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>')
    tables = f'<table:table table:name="Лист">{rows}</table:table><table:table table:name="\'file:///a.ods\'#$Лист">{rows}</table:table>'
    package("hand_cells.ods", mime | {"content.xml": head % tables})
    package("bad_locked.ods", mime | {"content.xml": b"\x01\x02", "META-INF/manifest.xml": "<m><encryption-data/></m>"})
    package("bad_no_content.ods", mime)
    package("bad_entities.ods", mime | {"content.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + (head % tables)[21:]})
    package("bad_repeated.ods", mime | {"content.xml": head % ('<table:table table:name="Лист"><table:table-row>'
            + cell % (' table:number-columns-repeated="16384"', "x") + "</table:table-row></table:table>")})
    package("bad_cut.ods", mime | {"content.xml": (head % tables)[:1200]})
    package("text.ods", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": head % ""})


def no_tables():
    png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c489")
    put("picture.xlsx", png + bytes(40))
    put("jpeg.ods", b"\xFF\xD8\xFF\xE0" + bytes(60))
    put("xml_2003.xls", '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>')
    put("table_html.xls", "<table><tr><td>Имя</td></tr></table>")
    put("rtf.xls", "{\\rtf1\\ansi text}")
    put("gzip.xlsx", gzip.compress(b"x" * 100, mtime=0))
    put("empty.xlsx", b"")
    put("noise.csv", bytes((i * 97 + i // 7 * 13) % 32 for i in range(4000)))
    put("sylk.csv", "ID;PWXL;N;E\nC;Y1;X1;K\"a\"\nE\n")
    put("excel4.xls", struct.pack("<HHHHH", 0x409, 6, 0, 16, 0) + bytes(40))
    package("word.xlsx", {"[Content_Types].xml": TYPES, "_rels/.rels": RELS % "word/document.xml", "word/document.xml": "<d/>"})
    package("slides.xlsx", {"[Content_Types].xml": TYPES, "_rels/.rels": RELS % "ppt/presentation.xml", "ppt/presentation.xml": "<d/>"})
    package("binary.xlsb", {"[Content_Types].xml": TYPES, "_rels/.rels": RELS % "xl/workbook.bin", "xl/workbook.bin": b"\x83\x01"})
    package("archive.xlsx", {"readme.txt": "just a file"})
    put("empty_zip.xlsx", b"PK\x05\x06" + bytes(18))


def csv():
    table = "Имя;Город;Сумма\r\nПётр;Псков;1 234,50\r\n\"ООО \"\"Бук\"\"\";\"Тула\r\nЦентр\";=1+1\r\n"
    put("csv_utf8.csv", table)
    put("csv_mark.csv", "\ufeff" + table)
    put("csv_1251.txt", table.encode("cp1251"))
    put("csv_utf16.csv", table.encode("utf-16"))
    put("csv_utf16be.csv", table.encode("utf-16be"))
    put("csv_tabs.tsv", "a\tb\n1\t2\n")
    put("csv_told.csv", "sep=|\na|b\n1|2\n")
    put("csv_ragged.csv", "a,b,c\n1,2\n1,2,3,4\n\n1,2,3,,\n")
    put("csv_damaged.csv", "имя,город\nПётр,Псков\nАн".encode() + b"\xff" + "на,Орёл\nОльга,Тверь\nИя,Уфа\nЛев,Чита\n".encode())
    put("csv_nul.csv", b"a,b\n1,\0\n2,3\n")
    put("bad_quote.csv", 'a,b\n1,"2\n3,4\n')
    put("bad_wide.csv", "," * 2000 + "\n")
    put("csv_one.csv", "телефон\n+79161234567\n")


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)
    by_programs()
    xlsx_by_hand()
    xls_by_hand()
    ods_by_hand()
    no_tables()
    csv()
    print(len(os.listdir(OUT)), "files,", sum(os.path.getsize(path(f)) for f in os.listdir(OUT)), "bytes")


if __name__ == "__main__":
    sys.exit(main())
