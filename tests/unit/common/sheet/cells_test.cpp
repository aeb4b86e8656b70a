#include "common/sheet/cells.h"

#include <catch2/catch.hpp>

#include "common/sheet/csv_reader.h"
#include "common/sheet/csv_writer.h"

using namespace kupets;
using namespace kupets::sheet;

namespace {

std::string decimal(std::string_view text, char separator = ',') {
    const auto value = parseDecimal(text, separator);
    return value ? value->text() : "none";
}

std::string date(std::string_view text, DateOrder order = DateOrder::Dmy) {
    const auto value = parseDate(text, order);
    return value ? value->text() : "none";
}

std::string moment(std::string_view text) {
    const auto value = parseTimestamp(text, DateOrder::Dmy);
    return value ? value->text() : "none";
}

DecimalVotes votes(std::initializer_list<const char*> cells) {
    DecimalVotes result;
    for (const char* cell : cells) result.look(cell);
    return result;
}

std::optional<DateOrder> order(std::initializer_list<const char*> cells) {
    DateOrderVotes result;
    for (const char* cell : cells) result.look(cell);
    return result.result();
}

}  // namespace

TEST_CASE("numbers as people write them") {
    CHECK(decimal("1 234,50") == "1234.50");
    CHECK(decimal("1\xC2\xA0"
                  "234\xE2\x80\xAF"
                  "567,5") == "1234567.5");
    CHECK(decimal("1.234,50") == "1234.50");
    CHECK(decimal("1,234.50", '.') == "1234.50");
    CHECK(decimal("1'234'567", '.') == "1234567");
    CHECK(decimal(" -12,5 ") == "-12.5");
    CHECK(decimal("\xE2\x88\x92"
                  "12") == "-12");
    CHECK(decimal("(12,00)") == "-12.00");
    CHECK(decimal("+7") == "7");
    CHECK(decimal(",5") == "0.5");
    CHECK(decimal("5,") == "5");
    CHECK(decimal("00012") == "12");
    for (const char* bad : {"", "-", ",", "abc", "1 23", "1  234", "12.5", "1,2,3", "1e5", "7,70708E+11", "1 2345",
                            "--1", "()", "1-2", "0x10", "٣"}) {
        CHECK(decimal(bad) == "none");
    }
    CHECK(parseInteger("1 234,00", ',') == 1234);
    CHECK_FALSE(parseInteger("1,5", ','));
    CHECK_FALSE(parseInteger("99999999999999999999", ','));
    CHECK(parsePercent("12,5 %", ',')->text() == "12.5");
    CHECK(*parseMoney("1 500,00 ₽", ',', "USD") == Money{*Decimal::parse("1500.00"), "RUB"});
    CHECK(parseMoney("$10.50", '.', "RUB")->currency == "USD");
    CHECK(parseMoney("700 руб.", ',', "USD")->currency == "RUB");
    CHECK(parseMoney("700", ',', "RUB")->currency == "RUB");
    CHECK_FALSE(parseMoney("₽", ',', "RUB"));
}

TEST_CASE("yes and no") {
    for (const char* yes : {"да", "Да", "ДА", "yes", "TRUE", "1", " истина "}) CHECK(parseBoolean(yes) == true);
    for (const char* no : {"нет", "No", "false", "0", "ЛОЖЬ"}) CHECK(parseBoolean(no) == false);
    CHECK_FALSE(parseBoolean("может быть"));
    CHECK_FALSE(parseBoolean(""));
}

TEST_CASE("dates in each order") {
    CHECK(date("01-03-2017") == "2017-03-01");
    CHECK(date("01/03/2017", DateOrder::Mdy) == "2017-01-03");
    CHECK(date("1.3.17") == "2017-03-01");
    CHECK(date("31.12.69") == "2069-12-31");
    CHECK(date("31.12.70") == "1970-12-31");
    CHECK(date("2017-03-01") == "2017-03-01");
    CHECK(date("2017.3.1", DateOrder::Mdy) == "2017-03-01");
    CHECK(date("17-03-01", DateOrder::Ymd) == "2017-03-01");
    CHECK(date("21 ноября 2026 г.") == "2026-11-21");
    CHECK(date("5 мая 2020") == "2020-05-05");
    CHECK(date("5 марта 2020") == "2020-03-05");
    CHECK(date("21 Nov 2026") == "2026-11-21");
    CHECK(date("21-nov-26") == "2026-11-21");
    CHECK(date("01.03.2017 00:00:00") == "2017-03-01");
    CHECK(date("29.02.2024") == "2024-02-29");
    for (const char* bad : {"", "29.02.2023", "32.01.2020", "01.13.2020", "1.3", "01-03/2017", "01.03.217", "20170301",
                            "01.03.2017x", "вчера", "44927", "01.03.2017 25:00", "5 мая", "00.00.0000"}) {
        CHECK(date(bad) == "none");
    }
}

TEST_CASE("moments and spans") {
    CHECK(moment("2026-11-21T10:30:00Z") == "2026-11-21T10:30:00Z");
    CHECK(moment("21.11.2026 10:30:00.25+03:00") == "2026-11-21T07:30:00.250000Z");
    CHECK(parseTimestamp("21.11.2026 10:30", DateOrder::Dmy));
    CHECK(moment("21.11.2026 24:00") == "none");
    CHECK(moment("10:30") == "none");
    CHECK(parseDuration("1:30:05")->seconds == 5405);
    CHECK(parseDuration("1:30")->seconds == 5400);
    CHECK(parseDuration("90")->seconds == 90);
    CHECK(parseDuration("1 ч 30 мин")->seconds == 5400);
    CHECK(parseDuration("2h")->seconds == 7200);
    CHECK(parseDuration("45 мин.")->seconds == 2700);
    for (const char* bad : {"", "x", "1:60", "1:2:3:4", "1 попугай", "1 2"}) CHECK_FALSE(parseDuration(bad));
}

TEST_CASE("the order of dates is found where the file proves it") {
    CHECK(order({"01-03-2017", "20-10-2016"}) == DateOrder::Dmy);
    CHECK(order({"01/03/2017", "10/20/2016"}) == DateOrder::Mdy);
    CHECK(order({"2017-03-01", "2016-10-20"}) == DateOrder::Ymd);
    CHECK(order({"01.03.2017", "02.04.2017"}) == DateOrder::Dmy);
    CHECK_FALSE(order({"20.10.2016", "10/20/2016"}));
    CHECK(order({}) == DateOrder::Dmy);
    CHECK(order({"2017-03-01", "20.10.2016"}) == DateOrder::Dmy);
}

TEST_CASE("the decimal separator is found where the file proves it") {
    CHECK(votes({"1 234,50"}).result(';') == ',');
    CHECK(votes({"1,234.50"}).result(',') == '.');
    CHECK(votes({"1.234,50"}).result(',') == ',');
    CHECK(votes({"1100.04", "3"}).result(',') == '.');
    CHECK(votes({"1,234", "5,678"}).result(',') == '.');
    CHECK(votes({"1,234", "5,678"}).result(';') == ',');
    CHECK(votes({"1,234,567"}).result(';') == '.');
    CHECK(votes({"12,5 руб."}).result(';') == ',');
    CHECK(votes({}).result(';') == '.');
}

TEST_CASE("what is written is read back") {
    std::string file;
    CsvWriter writer(file, {.delimiter = ';', .byteOrderMark = true});
    const std::vector<std::string> cells{"a;b", "ООО \"Ромашка\"", "line\r\nline", "", " blanks ", "plain"};
    for (const auto& cell : cells) writer.cell(cell);
    writer.endRow();
    CsvReader reader({.delimiter = ';'});
    REQUIRE(reader.feed(file));
    REQUIRE(reader.finish());
    CsvRow row;
    REQUIRE(*reader.next(row));
    CHECK(std::vector<std::string>(row.cells.begin(), row.cells.end()) == cells);
    CHECK(file.ends_with("\r\n"));
}

TEST_CASE("formulas are made harmless, figures stay figures") {
    const auto written = [](std::string_view cell) {
        std::string file;
        CsvWriter writer(file, {.guardFormulas = true});
        writer.cell(cell);
        return file;
    };
    CHECK(written("=1+1") == "'=1+1");
    CHECK(written("@SUM(A1)") == "'@SUM(A1)");
    CHECK(written("-1+2") == "'-1+2");
    CHECK(written("+cmd|' /C calc'!A0") == "'+cmd|' /C calc'!A0");
    CHECK(written("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    CHECK(written("-12.5") == "-12.5");
    CHECK(written("+79161234567") == "+79161234567");
}
