#include "client/data/value_input.h"

#include <QDateTime>

#include <catch2/catch.hpp>

#include "tests/client/support/schema.h"

using namespace kupets;
using namespace kupets::data;

namespace {

const schema::Field& fieldOfType(v1::FieldType type) {
    static std::vector<std::unique_ptr<schema::Field>> made;
    auto field = std::make_unique<schema::Field>();
    field->def.set_name("f");
    field->def.set_type(type);
    if (type == v1::MULTI_CHOICE || type == v1::CHOICE) {
        v1::ChoiceDef* choice = field->def.add_choices();
        choice->set_value("won");
        choice->mutable_label()->set_ru("Успех");
        choice->mutable_label()->set_en("Won");
    }
    return *made.emplace_back(std::move(field));
}

Result<Value> typed(v1::FieldType type, const char* text, Language language = Language::Russian) {
    return parseText(fieldOfType(type), QString::fromUtf8(text), language);
}
Decimal number(const char* text) { return Decimal::parse(text).value(); }
Date day(const char* iso) { return Date::parse(iso).value(); }

}  // namespace

TEST_CASE("what people type becomes values") {
    CHECK(typed(v1::INTEGER, "12 345") == Value(std::int64_t{12345}));
    CHECK(typed(v1::INTEGER, "−7") == Value(std::int64_t{-7}));
    CHECK(typed(v1::DECIMAL, "1 234,50") == Value(number("1234.50")));
    CHECK(typed(v1::DECIMAL, "1.234,5") == Value(number("1234.5")));
    CHECK(typed(v1::DECIMAL, "1,234", Language::English) == Value(number("1234")));
    CHECK(typed(v1::DECIMAL, "1,5", Language::English) == Value(number("1.5")));
    CHECK(typed(v1::PERCENT, "12,5 %") == Value(number("12.5")));
    CHECK(typed(v1::MONEY, "1 500 руб.") == Value(Money{number("1500"), "RUB"}));
    CHECK(typed(v1::MONEY, "$99.90") == Value(Money{number("99.90"), "USD"}));
    CHECK(typed(v1::MONEY, "10 byn") == Value(Money{number("10"), "BYN"}));
    CHECK(typed(v1::DATE, "09.03.2026") == Value(day("2026-03-09")));
    CHECK(typed(v1::DATE, "9.3.26") == Value(day("2026-03-09")));
    CHECK(typed(v1::DATE, "2026-03-09") == Value(day("2026-03-09")));
    CHECK(typed(v1::DATE, "9 Mar 2026", Language::English) == Value(day("2026-03-09")));
    CHECK(typed(v1::DURATION, "1:30") == Value(Duration{5400}));
    CHECK(typed(v1::DURATION, "1 ч 30 мин") == Value(Duration{5400}));
    CHECK(typed(v1::DURATION, "45") == Value(Duration{2700}));
    CHECK(typed(v1::BOOLEAN, "Да") == Value(true));
    CHECK(typed(v1::CHOICE, "успех") == Value(std::string("won")));
    CHECK(typed(v1::MULTI_CHOICE, "Won; won") == Value(Texts{"won"}));
    CHECK(typed(v1::PHONES, "8 (916) 123-45-67, +7 495 000-00-00") == Value(Texts{"+79161234567", "+74950000000"}));
    CHECK(typed(v1::EMAILS, " Ivan@Firma.RU ") == Value(Texts{"Ivan@firma.ru"}));
    CHECK(typed(v1::INN, "7707 083893") == Value(std::string("7707083893")));
    CHECK(typed(v1::TEXT, "  два   слова ") == Value(std::string("два слова")));
    CHECK(typed(v1::TEXT, "   ") == Value(Null{}));
    const QDateTime moment(QDate(2026, 3, 9), QTime(14, 5));
    CHECK(typed(v1::DATE_TIME, "09.03.2026 14:05") == Value(Timestamp{moment.toMSecsSinceEpoch() * 1000}));
}

TEST_CASE("what does not fit is refused by code and field") {
    const auto schema = test::smallSchema();
    const schema::Entity& company = *schema->entity("company");
    const auto refusal = [&](const char* field, const char* text) {
        const auto result = parseText(*company.field(field), QString::fromUtf8(text), Language::Russian);
        return result ? std::pair(ErrorCode{}, std::string())
                      : std::pair(result.error().code, result.error().fieldPath);
    };
    using Refusal = std::pair<ErrorCode, std::string>;
    CHECK(refusal("employees", "много") == Refusal(ErrorCode::InvalidValue, "employees"));
    CHECK(refusal("employees", "1,5") == Refusal(ErrorCode::InvalidValue, "employees"));
    CHECK(refusal("employees", "-1") == Refusal(ErrorCode::OutOfRange, "employees"));
    CHECK(refusal("name", "") == Refusal(ErrorCode::Required, "name"));
    CHECK(refusal("name", std::string(41, 'a').c_str()) == Refusal(ErrorCode::TooLong, "name"));
    CHECK(refusal("inn", "1234567890") == Refusal(ErrorCode::InvalidValue, "inn"));
    CHECK(refusal("owner", "Иван") == Refusal(ErrorCode::WrongType, "owner"));
    CHECK_FALSE(typed(v1::DATE, "31.02.2026").has_value());
    CHECK_FALSE(typed(v1::DURATION, "завтра").has_value());
    CHECK_FALSE(typed(v1::CHOICE, "неизвестно").has_value());
}

TEST_CASE("what an editor shows is read back as the same value") {
    const std::vector<std::pair<v1::FieldType, Value>> values{
        {v1::INTEGER, std::int64_t{1234567}},
        {v1::DECIMAL, number("-1234.5")},
        {v1::MONEY, Money{number("1234.5"), "RUB"}},
        {v1::MONEY, Money{number("7"), "EUR"}},
        {v1::DATE, day("2026-12-01")},
        {v1::DURATION, Duration{5400}},
        {v1::DURATION, Duration{75}},
        {v1::BOOLEAN, false},
        {v1::CHOICE, std::string("won")},
        {v1::PHONES, Texts{"+79161234567"}},
    };
    for (const Language language : {Language::Russian, Language::English}) {
        for (const auto& [type, value] : values) {
            const schema::Field& field = fieldOfType(type);
            const QString text = editText(field, value, language);
            CAPTURE(text.toStdString());
            CHECK(parseText(field, text, language) == value);
        }
    }
}
