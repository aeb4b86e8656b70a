#include "client/data/value_format.h"

#include <catch2/catch.hpp>

#include "tests/client/support/schema.h"

using namespace kupets;
using namespace kupets::data;

namespace {

Decimal number(const char* text) { return Decimal::parse(text).value(); }
/// Spaces as people see them.
QString plain(QString text) { return text.replace(QChar(0x00A0), u' '); }
QString shown(const char* entity, const char* field, Value value, std::string title = {},
              Language language = Language::Russian) {
    static const auto schema = test::smallSchema();
    return plain(display({std::move(value), std::move(title)}, schema->entity(entity)->field(field), language));
}

}  // namespace

TEST_CASE("values read as people write them") {
    CHECK(shown("deal", "amount", Money{number("1234500"), "RUB"}) == "1 234 500 ₽");
    CHECK(shown("deal", "amount", Money{number("1234500.5"), "RUB"}) == "1 234 500,50 ₽");
    CHECK(shown("deal", "amount", Money{number("-1234.00"), "USD"}, {}, Language::English) == "−$1,234");
    CHECK(shown("deal", "amount", Money{number("5"), "BYN"}) == "5 BYN");
    CHECK(shown("deal", "probability", number("12.50")) == "12,5 %");
    CHECK(shown("deal", "status", std::string("on_hold")) == "На паузе");
    CHECK(shown("deal", "status", std::string("gone")) == "gone");
    CHECK(shown("deal", "company", Uuid::fromName("a"), "ООО «Вектор»") == "ООО «Вектор»");
    CHECK(shown("deal", "company", Uuid::fromName("a")) == "(без названия)");
    CHECK(shown("deal", "starts", *Date::parse("2026-03-09")) == "09.03.2026");
    CHECK(shown("deal", "starts", *Date::parse("2026-03-09"), {}, Language::English) == "9 Mar 2026");
    CHECK(shown("company", "employees", std::int64_t{12345}) == "12 345");
    CHECK(shown("company", "employees", Null{}).isEmpty());
    CHECK(plain(displayDuration({5400}, Language::Russian)) == "1 ч 30 мин");
    CHECK(plain(displayDecimal(number("-1000.5"), Language::Russian, 2)) == "−1 000,50");
}

TEST_CASE("choices know their colours and numbers their side") {
    const auto schema = test::smallSchema();
    const schema::Entity& deal = *schema->entity("deal");
    CHECK(choiceColor(deal.field("status"), std::string("on_track")) == namedColor("green"));
    CHECK_FALSE(choiceColor(deal.field("status"), std::string("gone")).isValid());
    CHECK((alignmentOf(deal.field("amount")) & Qt::AlignRight));
    CHECK((alignmentOf(deal.field("name")) & Qt::AlignLeft));
}

TEST_CASE("moments of today and yesterday are named so") {
    const auto at = [](const QDateTime& when) { return Timestamp{when.toMSecsSinceEpoch() * 1000}; };
    const QDateTime now(QDate(2026, 3, 9), QTime(15, 0));
    const auto brief = [&](const QDateTime& when) {
        return displayMomentBriefly(at(when), at(now), Language::Russian);
    };
    CHECK(brief(QDateTime(QDate(2026, 3, 9), QTime(10, 5))) == "сегодня в 10:05");
    CHECK(brief(QDateTime(QDate(2026, 3, 8), QTime(23, 59))) == "вчера в 23:59");
    CHECK(brief(QDateTime(QDate(2026, 2, 1), QTime(8, 0))) == "1 февраля в 08:00");
    CHECK(brief(QDateTime(QDate(2025, 12, 31), QTime(8, 0))) == "31 декабря 2025 в 08:00");
}
