#include "common/calendar/recurrence.h"

#include <random>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace kupets;
using namespace kupets::calendar;

namespace {

Timestamp at(std::string_view text) { return *Timestamp::parse(text); }
Zone zone(std::string_view name) { return *Zone::named(name); }

std::vector<std::string> following(std::string_view times, std::string_view from, const Zone& place, int count,
                                   const Recurrence::IsWorking& isWorking = {}) {
    const Recurrence recurrence = *Recurrence::parse(times);
    std::vector<std::string> out;
    Timestamp moment = at(from);
    for (int i = 0; i < count; ++i) {
        const auto next = isWorking ? recurrence.next(moment, place, isWorking) : recurrence.next(moment, place);
        if (!next) break;
        out.push_back(next->text());
        moment = *next;
    }
    return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("zones know what clocks show, and when they show it") {
    const Zone berlin = zone("Europe/Berlin");
    const LocalTime noon{*Date::parse("2026-07-01"), 12 * 3'600'000'000};
    CHECK(berlin.moment(noon) == at("2026-07-01T10:00:00Z"));
    CHECK(berlin.local(at("2026-07-01T10:00:00Z")) == noon);
    CHECK(!berlin.secondMoment(noon));
    CHECK(berlin.moment({*Date::parse("2026-03-29"), 2 * 3'600'000'000 + 1}) == at("2026-03-29T01:00:00Z"));  // never
    const LocalTime twice{*Date::parse("2026-10-25"), 9'000'000'000};
    CHECK(berlin.moment(twice) == at("2026-10-25T00:30:00Z"));
    CHECK(berlin.secondMoment(twice) == at("2026-10-25T01:30:00Z"));
    CHECK(zone("+03:00").moment(noon) == at("2026-07-01T09:00:00Z"));
    CHECK(zone("Europe/Moscow").offset(at("2012-01-01T00:00:00Z")) == 4 * 3'600'000'000);  // not always three
    CHECK(!Zone::named("Europe/Nowhere"));
    CHECK(!Zone::named(""));
}

TEST_CASE("what a clock shows leads back to the moment, anywhere and any time") {
    std::minstd_rand random(7);
    for (const char* name : {"Europe/Berlin", "Europe/Moscow", "America/New_York", "Australia/Lord_Howe",
                             "Asia/Kamchatka", "Pacific/Apia", "UTC", "-04:30"}) {
        const Zone place = zone(name);
        for (int i = 0; i < 3'000; ++i) {
            const Timestamp moment{static_cast<std::int64_t>(random() % 2'000'000'000) * 1'000'000 +
                                   static_cast<std::int64_t>(random() % 1'000'000)};
            const LocalTime shown = place.local(moment);
            const auto second = place.secondMoment(shown);
            INFO(name << " " << moment.text());
            CHECK((place.moment(shown) == moment || second == moment));
        }
    }
}

TEST_CASE("times are read as cron reads them") {
    const Zone utc = Zone::utc();
    CHECK(following("*/20 9-10 * * *", "2026-11-20T09:30:00Z", utc, 4) ==
          Strings{"2026-11-20T09:40:00Z", "2026-11-20T10:00:00Z", "2026-11-20T10:20:00Z", "2026-11-20T10:40:00Z"});
    CHECK(following("0 8 * * 1-5", "2026-11-20T08:00:00Z", utc, 2) ==
          Strings{"2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z"});
    CHECK(following("0 0 1,L * *", "2028-02-01T00:00:00Z", utc, 2) ==
          Strings{"2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"});
    CHECK(following("0 10 * * 1#1,5L", "2026-11-01T00:00:00Z", utc, 3) ==
          Strings{"2026-11-02T10:00:00Z", "2026-11-27T10:00:00Z", "2026-12-07T10:00:00Z"});
    CHECK(following("0 0 13 * 5", "2026-11-07T00:00:00Z", utc, 3) ==  // either will do
          Strings{"2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z"});
    CHECK(following("0 0 29 2 *", "2026-01-01T00:00:00Z", utc, 2) ==
          Strings{"2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"});
    CHECK(following("0 0 * * 7", "2026-11-20T00:00:00Z", utc, 1) == Strings{"2026-11-22T00:00:00Z"});
    CHECK(following("0 0 31 2 *", "2026-01-01T00:00:00Z", utc, 1).empty());
    CHECK(following("0 8 * * *", "2026-11-20T12:00:00Z", zone("Europe/Moscow"), 1) == Strings{"2026-11-21T05:00:00Z"});
}

TEST_CASE("a day that is no working day gives way as the text says") {
    const Zone utc = Zone::utc();
    const Recurrence::IsWorking isWorking = [](Date day) {
        return day < *Date::parse("2026-01-01") || day > *Date::parse("2026-01-11");
    };
    CHECK(following("0 9 5 * * before", "2025-12-20T00:00:00Z", utc, 2, isWorking) ==
          Strings{"2025-12-31T09:00:00Z", "2026-02-05T09:00:00Z"});
    CHECK(following("0 9 5 * * after", "2025-12-20T00:00:00Z", utc, 1, isWorking) == Strings{"2026-01-12T09:00:00Z"});
    CHECK(following("0 9 5 * * skip", "2025-12-20T00:00:00Z", utc, 1, isWorking) == Strings{"2026-02-05T09:00:00Z"});
    CHECK(following("0 9 10 * * before", "2026-10-01T00:00:00Z", utc, 2) ==
          Strings{"2026-10-09T09:00:00Z", "2026-11-10T09:00:00Z"});  // Saturday, by the week alone
}

TEST_CASE("clocks put forward and back") {
    const Zone berlin = zone("Europe/Berlin");
    CHECK(following("30 2 * * *", "2026-03-28T12:00:00Z", berlin, 2) ==
          Strings{"2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"});
    CHECK(following("30 2 * * *", "2026-10-24T12:00:00Z", berlin, 2) ==
          Strings{"2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"});
    CHECK(following("30 * * * *", "2026-10-24T23:00:00Z", berlin, 4) ==  // every hour comes in both
          Strings{"2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"});
    CHECK(following("0 * * * *", "2026-03-29T00:00:00Z", berlin, 2) ==
          Strings{"2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"});
}

TEST_CASE("what comes each hour comes 24 times a day of the world's clock, whatever the clocks of a place do") {
    for (const char* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"}) {
        const Zone place = zone(name);
        const Recurrence recurrence = *Recurrence::parse("*/30 * * * *");
        Timestamp moment = at("2026-01-01T00:00:00Z");
        const Timestamp end = at("2027-01-01T00:00:00Z");
        int count = 0;
        std::int64_t longest = 0;
        while (moment < end) {
            const Timestamp next = *recurrence.next(moment, place);
            longest = std::max(longest, next.micros - moment.micros);
            REQUIRE(next > moment);
            moment = next;
            ++count;
        }
        INFO(name);
        CHECK(longest == 30LL * 60 * 1'000'000);
        CHECK(count == 365 * 48);
    }
}

TEST_CASE("times that are none are named") {
    for (const char* text : {"", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *",
                             "* * * * 8", "5-3 * * * *", "*/0 * * * *", "a * * * *", "* * * * 1#6", "* * * * #1",
                             "* * * * * often", "* * * * * skip more", "-1 * * * *", "1, * * * *", "* * * * L"}) {
        INFO(text);
        const auto parsed = Recurrence::parse(text);
        REQUIRE(!parsed);
        CHECK(parsed.error().code == ErrorCode::Syntax);
    }
    CHECK(Recurrence::parse("61 * * * *").error().args == Strings{"61"});
}
