#include "common/rules/stages.h"

#include <catch2/catch.hpp>

using namespace kupets;
using namespace kupets::rules;

TEST_CASE("names stand by comma, however they are spaced") {
    CHECK(namesIn("amount, company;contract\n due") ==
          std::vector<std::string>{"amount", "company", "contract", "due"});
    CHECK(namesIn(" , ").empty());
}

TEST_CASE("a checkbox is filled by its tick") {
    CHECK(isFilled(true));
    CHECK_FALSE(isFilled(false));
    CHECK_FALSE(isFilled(Null{}));
    CHECK_FALSE(isFilled(std::string()));
    CHECK(isFilled(std::int64_t{0}));
}

TEST_CASE("leaving is asked for forward and to success only") {
    const Value lane = Uuid::fromName("lane");
    const auto at = [&](std::int64_t position, bool closed = false, bool lost = false) {
        return Standing{closed, lost, lane, position};
    };
    CHECK(asksToLeave(at(1), at(2)));
    CHECK_FALSE(asksToLeave(at(2), at(1)));
    CHECK_FALSE(asksToLeave(at(1), at(9, true, true)));
    CHECK(asksToLeave(at(5), at(2, true)));
    CHECK_FALSE(asksToLeave(at(1), Standing{false, false, Uuid::fromName("other"), std::int64_t{2}}));
    CHECK_FALSE(asksToLeave(at(1), Standing{false, false, lane, Null{}}));
}
