#include "common/text/company_name.h"

using kupets::text::CompanyName;
using kupets::text::legalForm;
using kupets::text::namesTwoCompanies;
using kupets::text::splitCompanyName;

namespace {
struct Case {
    const char* typed;
    const char* name;
    const char* form;
};
}  // namespace

TEST_CASE("The legal form is told from a company's name", "[company_name]") {
    const Case cases[] = {
        {"ООО «Ромашка»", "Ромашка", "ООО"},
        {"ООО Ромашка", "Ромашка", "ООО"},
        {"ооо ромашка", "ромашка", "ООО"},
        {"О.О.О. «Ромашка»", "Ромашка", "ООО"},
        {"OOO Ромашка", "Ромашка", "ООО"},  // in Latin letters
        {"ООО\"Ромашка\"", "Ромашка", "ООО"},
        {"  ООО   “Ромашка”  ", "Ромашка", "ООО"},
        {"ООО „Ромашка“", "Ромашка", "ООО"},
        {"ООО 'Ромашка'", "Ромашка", "ООО"},
        {"«Ромашка», ООО", "Ромашка", "ООО"},
        {"Ромашка, ООО", "Ромашка", "ООО"},
        {"Ромашка ООО", "Ромашка", "ООО"},
        {"Ромашка (ООО)", "Ромашка", "ООО"},
        {"(ООО) Ромашка", "Ромашка", "ООО"},
        {"ООО - Ромашка", "Ромашка", "ООО"},
        {"«ООО Ромашка»", "Ромашка", "ООО"},
        {"\"ООО \"Ромашка\"\"", "Ромашка", "ООО"},
        {"ООО ООО Ромашка", "Ромашка", "ООО"},
        {"000 \"Ромашка\"", "Ромашка", "ООО"},
        {"Общество с ограниченной ответственностью «Ромашка»", "Ромашка", "ООО"},
        {"ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ \"РОМАШКА\"", "РОМАШКА", "ООО"},
        {"Публичное акционерное общество «Сбербанк»", "Сбербанк", "ПАО"},
        {"Акционерное общество Вымпел", "Вымпел", "АО"},
        {"АО Вымпел", "Вымпел", "АО"},
        {"ПАО «Газпром»", "Газпром", "ПАО"},
        {"ЗАО Север", "Север", "ЗАО"},
        {"ОАО «РЖД»", "РЖД", "ОАО"},
        {"НАО Красная поляна", "Красная поляна", "НАО"},
        {"ИП Иванов Иван Иванович", "Иванов Иван Иванович", "ИП"},
        {"Индивидуальный предприниматель Семёнов П. А.", "Семёнов П. А.", "ИП"},
        {"Иванов И. И. ИП", "Иванов И. И.", "ИП"},
        {"ИП Глава КФХ Иванов", "Иванов", "ИП глава КФХ"},
        {"Крестьянское (фермерское) хозяйство «Рассвет»", "Рассвет", "КФХ"},
        {"КФХ Рассвет", "Рассвет", "КФХ"},
        {"ТСЖ «Дом 5»", "Дом 5", "ТСЖ"},
        {"СНТ Берёзка", "Берёзка", "СНТ"},
        {"Садоводческое некоммерческое товарищество «Ёлочка»", "Ёлочка", "СНТ"},
        {"ГУП «Водоканал»", "Водоканал", "ГУП"},
        {"МУП Теплосети", "Теплосети", "МУП"},
        {"ФГУП «Почта»", "Почта", "ФГУП"},
        {"ГБУ Жилищник", "Жилищник", "ГБУ"},
        {"Государственное казённое учреждение «Центр»", "Центр", "ГКУ"},
        {"МБУ Спорт", "Спорт", "МБУ"},
        {"ФГБУ «Заповедник»", "Заповедник", "ФГБУ"},
        {"АНО Развитие", "Развитие", "АНО"},
        {"НКО «Дети»", "Дети", "НКО"},
        {"ТОО Степь", "Степь", "ТОО"},
        {"ОДО «Бел»", "Бел", "ОДО"},
        {"ЧУП «Лён»", "Лён", "ЧУП"},
        {"Romashka LLC", "Romashka", "LLC"},
        {"LLC Romashka", "Romashka", "LLC"},
        {"Smith & Sons Ltd.", "Smith & Sons", "Ltd"},
        {"Apple, Inc.", "Apple", "Inc"},
        {"Müller GmbH", "Müller", "GmbH"},
        {"Müller GmbH & Co. KG", "Müller", "GmbH & Co. KG"},
        {"Guangzhou Trade Co., Ltd", "Guangzhou Trade", "Co., Ltd"},
        {"Škoda s.r.o.", "Škoda", "s.r.o."},
        {"Volvo AB", "Volvo", "AB"},
    };
    for (const Case& c : cases) {
        INFO(c.typed);
        const CompanyName split = splitCompanyName(c.typed);
        CHECK(split.name == c.name);
        CHECK(split.form == c.form);
    }
}

TEST_CASE("Quotes within a name stay right", "[company_name]") {
    const Case cases[] = {
        {"ООО «ТД «Ромашка»", "ТД «Ромашка»", "ООО"},  // one sign closes both
        {"ООО «ТД «Ромашка»»", "ТД «Ромашка»", "ООО"},
        {"ООО \"ТД \"Ромашка\"\"", "ТД «Ромашка»", "ООО"},
        {"ООО \"ТД \"Ромашка\"", "ТД «Ромашка»", "ООО"},
        {"ООО ТД «Ромашка»", "ТД «Ромашка»", "ООО"},
        {"ООО ТД \"Ромашка\"", "ТД «Ромашка»", "ООО"},
        {"ООО «Альфа» и «Бета»", "«Альфа» и «Бета»", "ООО"},
        {"ООО «Ромашка» (Москва)", "«Ромашка» (Москва)", "ООО"},
        {"ООО Ромашка»", "Ромашка", "ООО"},
        {"«Ромашка»", "Ромашка", ""},
        {"ООО О'Кей", "О'Кей", "ООО"},
        {"ООО \"О'Кей\"", "О'Кей", "ООО"},
        {"McDonald’s", "McDonald’s", ""},
    };
    for (const Case& c : cases) {
        INFO(c.typed);
        const CompanyName split = splitCompanyName(c.typed);
        CHECK(split.name == c.name);
        CHECK(split.form == c.form);
    }
}

TEST_CASE("What is not certain stays as it is", "[company_name]") {
    for (const char* name :
         {"ООО", "ИП", "Ромашка", "Ипотека", "ОООчень", "Торговый дом ООО Ромашка", "Филиал АО «Вымпел» в Туле", "Саша",
          "КФХ", "ООО «»", "Mercedes", "Saga", "IP Telecom", "Первый ао и второй"}) {
        INFO(name);
        CHECK(splitCompanyName(name).form.empty());
        CHECK(splitCompanyName(name).name == name);
    }
    CHECK(splitCompanyName("").name.empty());
    CHECK(splitCompanyName("  ").name.empty());
    // What is split already stays so.
    for (const char* name : {"ООО «ТД «Ромашка»", "Общество с ограниченной ответственностью «А и Б»", "ООО ИП"}) {
        const CompanyName once = splitCompanyName(name);
        CHECK(splitCompanyName(once.name).name == once.name);
    }
}

TEST_CASE("A form by itself is abbreviated", "[company_name]") {
    CHECK(legalForm("ооо") == "ООО");
    CHECK(legalForm(" Общество с ограниченной ответственностью ") == "ООО");
    CHECK(legalForm("gmbh") == "GmbH");
    CHECK(legalForm("Ltd.") == "Ltd");
    CHECK(legalForm("Колхоз") == "Колхоз");
    CHECK(legalForm("") == "");
}

TEST_CASE("Two companies in one cell are told", "[company_name]") {
    for (const char* two :
         {"ООО Ромашка / ИП Иванов", "ООО А, ООО Б", "ООО «А»; ООО «Б»", "ООО Ромашка и ИП Иванов",
          "Ромашка ООО, Лютик ООО", "ООО Ромашка\nАО Лютик", "АО \"А\" + ЗАО \"Б\"", "ИП Иванов | ИП Петров"}) {
        INFO(two);
        CHECK(namesTwoCompanies(two));
    }
    for (const char* one : {"ООО Ромашка", "Ромашка, ООО", "ООО «А, ООО Б»", "ООО Рога и копыта", "ООО \"А / ИП Б\"",
                            "ООО Ромашка, Москва", "ООО Дочернее предприятие АО Газпром", "Guangzhou Trade Co., Ltd",
                            "ООО, ИП", "", "Рога и копыта"}) {
        INFO(one);
        CHECK_FALSE(namesTwoCompanies(one));
    }
}
