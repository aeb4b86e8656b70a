#include <catch2/catch.hpp>

#include "common/base/error.h"
#include "common/base/time.h"
#include "common/base/uuid.h"
#include "common/base/value.h"
#include "kupets/v1/error.pb.h"

using namespace kupets;

TEST_CASE("new ids rise and survive their text") {
    Uuid last = Uuid::make();
    for (int i = 0; i < 10'000; ++i) {
        const Uuid next = Uuid::make();
        REQUIRE(last < next);
        last = next;
    }
    CHECK((last.bytes[6] >> 4) == 7);
    CHECK((last.bytes[8] >> 6) == 2);
    CHECK(Uuid::parse(last.text()) == last);
    CHECK(Uuid::fromBytes(last.view()) == last);
    CHECK_FALSE(Uuid::parse("018f"));
    CHECK_FALSE(Uuid::parse(last.text() + "0"));
    CHECK(Uuid::fromName("stage.won") == Uuid::fromName("stage.won"));
    CHECK_FALSE(Uuid::fromName("a") == Uuid::fromName("b"));
}

TEST_CASE("dates and moments read and write ISO 8601") {
    CHECK(Date::parse("1970-01-01")->days == 0);
    CHECK(Date::parse("2024-02-29")->text() == "2024-02-29");
    CHECK_FALSE(Date::parse("2023-02-29"));
    CHECK_FALSE(Date::parse("2023-2-9"));
    CHECK_FALSE(Date::parse("2023-02-09x"));
    CHECK(Timestamp::parse("2026-11-21T10:30:00Z")->text() == "2026-11-21T10:30:00Z");
    CHECK(Timestamp::parse("2026-11-21 10:30:00.5+03")->text() == "2026-11-21T07:30:00.500000Z");
    CHECK(Timestamp::parse("1969-12-31T23:59:59.999999Z")->micros == -1);
    CHECK(Timestamp{-1}.date().text() == "1969-12-31");
    CHECK_FALSE(Timestamp::parse("2026-11-21T25:00:00Z"));
}

TEST_CASE("every error code has the contract's number and name") {
    const auto* codes = v1::ErrorCode_descriptor();
    for (int i = 0; i < codes->value_count(); ++i) {
        const auto* value = codes->value(i);
        if (value->number() == 0) continue;
        const auto code = static_cast<ErrorCode>(value->number());
        CHECK(value->name() == "ERROR_CODE_" + std::string(errorCodeName(code)));
    }
}

TEST_CASE("errors name the place from outside in") {
    const Error error = Error(ErrorCode::Required, {}, "amount").within("changes[3]");
    CHECK(error.fieldPath == "changes[3].amount");
    CHECK(describe(error) == "REQUIRED at changes[3].amount");
}

TEST_CASE("values have a plain text") {
    CHECK(toText(Null{}).empty());
    CHECK(toText(Money{*Decimal::parse("10.50"), "RUB"}) == "10.50 RUB");
    CHECK(toText(Texts{"a", "b"}) == "a; b");
}
