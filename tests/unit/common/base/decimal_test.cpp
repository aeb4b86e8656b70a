#include "common/base/decimal.h"

#include <catch2/catch.hpp>

using kupets::Decimal;

namespace {
Decimal dec(const char* text) { return Decimal::parse(text).value(); }
}  // namespace

TEST_CASE("decimals keep their digits") {
    CHECK(dec("10.50").text() == "10.50");
    CHECK(dec("-0.05").text() == "-0.05");
    CHECK(dec("0").text() == "0");
    CHECK(dec("12345678901234567890.12345678").text() == "12345678901234567890.12345678");
    CHECK_FALSE(Decimal::parse(""));
    CHECK_FALSE(Decimal::parse("-"));
    CHECK_FALSE(Decimal::parse("1,5"));
    CHECK_FALSE(Decimal::parse("1e5"));
    CHECK_FALSE(Decimal::parse(std::string(39, '9')));
}

TEST_CASE("decimals compare by value") {
    CHECK(dec("1.0") == dec("1.00"));
    CHECK(dec("-1.1") < dec("-1.09"));
    CHECK(dec("99999999999999999999999999999999999999") > dec("0.000000000000000001"));
}

TEST_CASE("decimal arithmetic is exact and says when it does not fit") {
    CHECK(Decimal::add(dec("0.1"), dec("0.2")) == dec("0.3"));
    CHECK(Decimal::multiply(dec("1.5"), dec("-2.25"))->text() == "-3.375");
    CHECK(Decimal::divide(dec("1"), dec("3"), 4)->text() == "0.3333");
    CHECK(Decimal::divide(dec("-2"), dec("3"), 0)->text() == "-1");
    CHECK_FALSE(Decimal::divide(dec("1"), dec("0"), 2));
    const Decimal big = dec("99999999999999999999999999999999999999");
    CHECK_FALSE(Decimal::add(big, dec("1")));
    CHECK_FALSE(Decimal::multiply(big, big));
}

TEST_CASE("decimals round half away from zero") {
    CHECK(dec("2.5").rounded(0).text() == "3");
    CHECK(dec("-2.5").rounded(0).text() == "-3");
    CHECK(dec("2.449").rounded(1).text() == "2.4");
    CHECK(dec("1250").rounded(-2).text() == "1300");
    CHECK(dec("10.500").trimmed().text() == "10.5");
}
