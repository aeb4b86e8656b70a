#include "common/rules/values.h"

#include <catch2/catch.hpp>

#include "common/words/terms.h"

using namespace kupets;
using namespace kupets::rules;

namespace {

schema::Field field(v1::FieldType type) {
    schema::Field made;
    made.def.set_name("f");
    made.def.set_type(type);
    if (type == v1::CHOICE || type == v1::MULTI_CHOICE) {
        made.def.add_choices()->set_value("won");
        made.def.add_choices()->set_value("lost");
    }
    return made;
}

schema::Field bounded(v1::FieldType type, const char* least, const char* most) {
    schema::Field made = field(type);
    made.def.set_least(least);
    made.def.set_most(most);
    return made;
}

Value text(std::string value) { return value; }
Decimal number(const char* digits) { return Decimal::parse(digits).value(); }
Value rub(const char* amount) { return Money{number(amount), "RUB"}; }

std::string outcome(const schema::Field& of, const Value& value) {
    const Result<Value> normal = normalise(of, value);
    if (normal) return "fits";
    CHECK(normal.error().fieldPath == "f");
    return std::string(errorCodeName(normal.error().code));
}

std::vector<std::string> reasons(const schema::Field& of, const Value& value) {
    const Result<Value> normal = normalise(of, value);
    return normal ? std::vector<std::string>{} : normal.error().args;
}

}  // namespace

TEST_CASE("what fits a field is stored in its one form") {
    struct Row {
        v1::FieldType type;
        Value given, stored;
    };
    const Uuid id = Uuid::make();
    const Uuid other = Uuid::make();
    const std::vector<Row> rows{
        {v1::TEXT, text("  Два \t слова\xC2\xA0 "), text("Два слова")},
        {v1::TEXT, std::string("a\0b", 3), text("a b")},
        {v1::ADDRESS, text(" Пермь,  Ленина 1 "), text("Пермь, Ленина 1")},
        {v1::LONG_TEXT, text(" строка\n  ещё "), text(" строка\n  ещё ")},
        {v1::CHOICE, text("won"), text("won")},
        {v1::MULTI_CHOICE, Texts{"won", " ", "lost", "won"}, Texts{"won", "lost"}},
        {v1::PHONES, Texts{"8 (916) 123-45-67", "", "+7 916 1234567"}, Texts{"+79161234567"}},
        {v1::EMAILS, Texts{" Ivan@Firma.RU ", " "}, Texts{"Ivan@firma.ru"}},
        {v1::URL, text("Firma.ru/A"), text("https://firma.ru/A")},
        {v1::INN, text("7707 083893"), text("7707083893")},
        {v1::KPP, text("7736 ab 001"), text("7736AB001")},
        {v1::OGRN, text("1027700132195"), text("1027700132195")},
        {v1::BANK_ACCOUNT, BankAccount{"30101 810 4 0000 0000 225", "044525000"},
         BankAccount{"30101810400000000225", "044525000"}},
        {v1::INTEGER, std::int64_t{-7}, std::int64_t{-7}},
        {v1::DECIMAL, number("5.555"), number("5.56")},
        {v1::DECIMAL, std::int64_t{5}, number("5.00")},
        {v1::PERCENT, number("-0.005"), number("-0.01")},
        {v1::MONEY, Money{number("5.005"), ""}, rub("5.01")},
        {v1::MONEY, Money{number("1"), "USD"}, Money{number("1"), "USD"}},
        {v1::MONEY, number("1.5"), rub("1.50")},
        {v1::MONEY, std::int64_t{2}, rub("2")},
        {v1::BOOLEAN, false, false},
        {v1::DATE, *Date::fromYmd(9999, 12, 31), *Date::fromYmd(9999, 12, 31)},
        {v1::DATE_TIME, *Timestamp::parse("9999-12-31T23:59:59.999999Z"),
         *Timestamp::parse("9999-12-31T23:59:59.999999Z")},
        {v1::DURATION, Duration{90}, Duration{90}},
        {v1::REFERENCE, id, id},
        {v1::USER, id, id},
        {v1::FILE, id, id},
        {v1::REFERENCES, Ids{id, other, id}, Ids{id, other}},
    };
    for (const Row& row : rows) {
        CAPTURE(v1::FieldType_Name(row.type), toText(row.given));
        const Result<Value> normal = normalise(field(row.type), row.given);
        REQUIRE(normal);
        CHECK(*normal == row.stored);
        CHECK(normalise(field(row.type), *normal) == *normal);  // the form is its own form
    }
}

TEST_CASE("what does not fit is refused by a code that says why") {
    struct Row {
        v1::FieldType type;
        Value given;
        const char* code;
    };
    const std::vector<Row> rows{
        {v1::TEXT, std::int64_t{5}, "WRONG_TYPE"},
        {v1::TEXT, std::string(251, 'a'), "TOO_LONG"},
        {v1::TEXT, text("a\xFF"), "INVALID_VALUE"},
        {v1::LONG_TEXT, std::string("a\0b", 3), "INVALID_VALUE"},
        {v1::LONG_TEXT, std::string(100'001, 'a'), "TOO_LONG"},
        {v1::CHOICE, text("Won"), "INVALID_VALUE"},
        {v1::MULTI_CHOICE, Texts{"won", "new"}, "INVALID_VALUE"},
        {v1::MULTI_CHOICE, text("won"), "WRONG_TYPE"},
        {v1::PHONES, Texts{"8 916 123-45-67", "нет"}, "INVALID_VALUE"},
        {v1::PHONES, Texts(101, "1"), "LIMIT_EXCEEDED"},
        {v1::EMAILS, Texts{"a@"}, "INVALID_VALUE"},
        {v1::URL, text("ftp:/x y"), "INVALID_VALUE"},
        {v1::INN, text("7707083890"), "INVALID_VALUE"},
        {v1::KPP, text("77"), "INVALID_VALUE"},
        {v1::OGRN, text("1027700132190"), "INVALID_VALUE"},
        {v1::BANK_ACCOUNT, BankAccount{"30101810400000000226", "044525000"}, "INVALID_VALUE"},
        {v1::BANK_ACCOUNT, text("30101810400000000225"), "WRONG_TYPE"},
        {v1::INTEGER, number("1.5"), "WRONG_TYPE"},
        {v1::DECIMAL, text("1"), "WRONG_TYPE"},
        {v1::MONEY, Money{number("5"), "rub"}, "INVALID_VALUE"},
        {v1::MONEY, Money{number("5"), "ROUBLE"}, "INVALID_VALUE"},
        {v1::MONEY, text("5"), "WRONG_TYPE"},
        {v1::BOOLEAN, std::int64_t{1}, "WRONG_TYPE"},
        {v1::DATE, Timestamp{0}, "WRONG_TYPE"},
        {v1::DATE, Date{Date::fromYmd(9999, 12, 31)->days + 1}, "OUT_OF_RANGE"},
        {v1::DATE, Date{Date::fromYmd(1, 1, 1)->days - 1}, "OUT_OF_RANGE"},
        {v1::DATE_TIME, Date{0}, "WRONG_TYPE"},
        {v1::DATE_TIME, Timestamp{std::numeric_limits<std::int64_t>::max()}, "OUT_OF_RANGE"},
        {v1::DATE_TIME, Timestamp{std::numeric_limits<std::int64_t>::min()}, "OUT_OF_RANGE"},
        {v1::DURATION, std::int64_t{5}, "WRONG_TYPE"},
        {v1::REFERENCE, text("x"), "WRONG_TYPE"},
        {v1::REFERENCES, Uuid::make(), "WRONG_TYPE"},
        {v1::REFERENCES, Ids(101), "LIMIT_EXCEEDED"},
    };
    for (const Row& row : rows) {
        CAPTURE(v1::FieldType_Name(row.type), toText(row.given).substr(0, 100));
        CHECK(outcome(field(row.type), row.given) == row.code);
        const std::string code = row.code;
        if (code == "WRONG_TYPE" || code == "INVALID_VALUE")
            CHECK(words::term(reasons(field(row.type), row.given).at(1), words::Language::Russian));
    }
}

TEST_CASE("blank values are null, and required fields refuse them") {
    const std::vector<std::pair<v1::FieldType, Value>> blanks{
        {v1::TEXT, Null{}},
        {v1::TEXT, text("  \t\xC2\xA0 ")},
        {v1::LONG_TEXT, text("\n \n")},
        {v1::PHONES, Texts{}},
        {v1::PHONES, Texts{" ", ""}},
        {v1::PHONES, Texts(200, " ")},
        {v1::REFERENCES, Ids{}},
        {v1::INN, text(" ")},
        {v1::MONEY, Null{}},
    };
    for (const auto& [type, value] : blanks) {
        CAPTURE(v1::FieldType_Name(type), toText(value));
        schema::Field of = field(type);
        CHECK(isBlank(value));
        CHECK(normalise(of, value) == Value(Null{}));
        CHECK(normaliseRequired(of, value) == Value(Null{}));
        of.def.set_required(true);
        CHECK(normalise(of, value) == Value(Null{}));
        const auto refused = normaliseRequired(of, value);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Required);
        CHECK(refused.error().fieldPath == "f");
    }
    for (const Value& given :
         {Value(false), Value(std::int64_t{0}), Value(text("0")), Value(Money{}), Value(Duration{})})
        CHECK_FALSE(isBlank(given));
    schema::Field required = field(v1::BOOLEAN);
    required.def.set_required(true);
    CHECK(normaliseRequired(required, false) == Value(false));
}

TEST_CASE("a field has its own limits of length, scale and size") {
    schema::Field name = field(v1::TEXT);
    name.def.set_max_length(3);
    CHECK(mostCharacters(name) == 3);
    CHECK(outcome(name, text(" ёжи ")) == "fits");  // characters after tidying, not bytes
    CHECK(outcome(name, text("ёжик")) == "TOO_LONG");
    CHECK(reasons(name, text("ёжик")) == std::vector<std::string>{"3"});
    CHECK(mostCharacters(field(v1::TEXT)) == 250);
    CHECK(mostCharacters(field(v1::LONG_TEXT)) == 100'000);

    schema::Field share = bounded(v1::PERCENT, "0", "100");
    CHECK(outcome(share, number("100.004")) == "fits");  // rounded first
    CHECK(outcome(share, number("100.005")) == "OUT_OF_RANGE");
    CHECK(outcome(share, number("-0.005")) == "OUT_OF_RANGE");
    CHECK(reasons(share, number("101")) == std::vector<std::string>{"0", "100"});
    share.def.set_scale(3);
    CHECK(normalise(share, number("99.9996")) == Value(number("100")));
    CHECK(outcome(share, number("100.001")) == "OUT_OF_RANGE");

    CHECK(outcome(bounded(v1::INTEGER, "1", ""), std::int64_t{0}) == "OUT_OF_RANGE");
    CHECK(outcome(bounded(v1::INTEGER, "", "5"), std::int64_t{6}) == "OUT_OF_RANGE");
    CHECK(outcome(bounded(v1::INTEGER, "1", ""), std::int64_t{1}) == "fits");
    CHECK(outcome(bounded(v1::MONEY, "0", ""), rub("-0.01")) == "OUT_OF_RANGE");
    CHECK(outcome(bounded(v1::MONEY, "0", ""), rub("-0.004")) == "fits");
}

TEST_CASE("an error quotes no more than the beginning of what was wrong") {
    const auto refused = reasons(field(v1::CHOICE), std::string(5000, 'x') + "\xFF");
    REQUIRE(refused.size() == 2);
    CHECK(refused[0] == std::string(100, 'x'));
    CHECK(refused[1] == "choice");
    CHECK(reasons(field(v1::INTEGER), text("\xFF")) == std::vector<std::string>{"\uFFFD", "integer"});
}
