#include <random>

#include <catch2/catch.hpp>

#include "common/calendar/russia.h"

using namespace kupets;
using namespace kupets::calendar;

namespace {

Timestamp at(std::string_view text) { return *Timestamp::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

WorkingCalendar russia(std::string_view zone = "Europe/Moscow") {
    std::vector<SpecialDay> days;
    for (const NamedDay& named : russianDays()) days.push_back(named.day);
    return {*Zone::named(zone), commonWeek(), days};
}

constexpr std::int64_t kHour = 3'600;

/// A week and days that nobody would think of, in zones whose clocks are moved.
WorkingCalendar strange(std::minstd_rand& random) {
    Week week;
    for (DayHours& hours : week) {
        std::int32_t from = 0;
        while (random() % 3 != 0 && from < 80'000) {
            from += static_cast<std::int32_t>(random() % 30'000);
            const auto to = std::min<std::int32_t>(86'400, from + 60 + static_cast<std::int32_t>(random() % 20'000));
            if (from < to) hours.push_back({from, to});
            from = to + 60;
        }
    }
    week[2] = {{9 * 3600, 17 * 3600}};
    std::vector<SpecialDay> days;
    for (int i = 0; i < 60; ++i)
        days.push_back(
            {Date{20'400 + static_cast<std::int32_t>(random() % 400)}, static_cast<DayKind>(random() % 3), {}});
    constexpr std::array kZones{"Europe/Berlin", "America/New_York", "Europe/Moscow", "Australia/Lord_Howe"};
    return {*Zone::named(kZones[random() % kZones.size()]), week, days};
}

Timestamp someMoment(std::minstd_rand& random) {
    return {(20'400LL * 86'400 + static_cast<std::int64_t>(random() % (400 * 86'400))) * 1'000'000};
}

}  // namespace

TEST_CASE("the working years of Russia have the days and hours that the law gives them") {
    const WorkingCalendar calendar = russia();
    struct Year {
        int year;
        std::int64_t days, hours;
    };
    for (const Year& year : {Year{2024, 248, 1979}, Year{2025, 247, 1972}, Year{2026, 247, 1972}}) {
        INFO(year.year);
        const Date begin = *Date::fromYmd(year.year - 1, 12, 31);
        const Date end = *Date::fromYmd(year.year, 12, 31);
        CHECK(calendar.workingDaysBetween(begin, end) == year.days);
        const auto time = calendar.workingTimeBetween(calendar.zone().moment({Date{begin.days + 1}, 0}),
                                                      calendar.zone().moment({Date{end.days + 1}, 0}));
        CHECK(time->seconds == year.hours * kHour);
    }
    CHECK(!calendar.isWorking(day("2026-01-09")));
    CHECK(calendar.isWorking(day("2024-04-27")));
    CHECK(calendar.hours(day("2026-04-30")) == DayHours{{9 * 3600, 13 * 3600}, {14 * 3600, 17 * 3600}});
    CHECK(!calendar.isWorking(day("2027-06-14")));
}

TEST_CASE("deadlines in working time go round nights, breaks, weekends and holidays") {
    const WorkingCalendar calendar = russia();
    const auto in = [&](std::string_view from, std::int64_t hours) {
        return calendar.addWorkingTime(at(from), {hours * kHour})->text();
    };
    CHECK(in("2026-11-20T07:00:00Z", 2) == "2026-11-20T09:00:00Z");  // Friday 10:00 → 12:00
    CHECK(in("2026-11-20T09:30:00Z", 2) == "2026-11-20T12:30:00Z");  // over the break
    CHECK(in("2026-11-20T14:30:00Z", 2) == "2026-11-23T07:30:00Z");  // Friday 17:30 → Monday 10:30
    CHECK(in("2026-11-21T10:00:00Z", 1) == "2026-11-23T07:00:00Z");  // Saturday
    CHECK(in("2025-12-30T14:00:00Z", 2) == "2026-01-12T07:00:00Z");  // over New Year
    CHECK(in("2026-11-23T07:30:00Z", -2) == "2026-11-20T14:30:00Z");
    CHECK(calendar.addWorkingDays(day("2026-11-20"), 3) == day("2026-11-25"));
    CHECK(calendar.addWorkingDays(day("2026-11-21"), 1) == day("2026-11-23"));
    CHECK(calendar.addWorkingDays(day("2026-01-12"), -1) == day("2025-12-30"));
    CHECK(calendar.addWorkingDays(at("2026-11-20T12:15:00Z"), 1) == at("2026-11-23T12:15:00Z"));
    CHECK(calendar.nextWorkingMoment(at("2026-11-20T10:30:00Z")) == at("2026-11-20T11:00:00Z"));
    CHECK(calendar.nextWorkingMoment(at("2026-11-20T11:30:00Z")) == at("2026-11-20T11:30:00Z"));
    CHECK(calendar.isWorking(at("2026-11-20T11:00:00Z")));
    CHECK(!calendar.isWorking(at("2026-11-20T15:00:00Z")));
}

TEST_CASE("working time adds up, in any calendar and zone") {
    std::minstd_rand random(3);
    for (int round = 0; round < 40; ++round) {
        const WorkingCalendar calendar = strange(random);
        for (int i = 0; i < 50; ++i) {
            const Timestamp from = someMoment(random);
            const Duration time{static_cast<std::int64_t>(random() % 200'000) - 100'000};
            const auto to = calendar.addWorkingTime(from, time);
            REQUIRE(to);
            CHECK(calendar.workingTimeBetween(from, *to)->seconds == time.seconds);
            const Timestamp middle = someMoment(random), end = someMoment(random);
            CHECK(calendar.workingTimeBetween(from, middle)->seconds +
                      calendar.workingTimeBetween(middle, end)->seconds ==
                  calendar.workingTimeBetween(from, end)->seconds);
            const auto next = calendar.nextWorkingMoment(from);
            REQUIRE(next);
            CHECK((*next >= from && calendar.isWorking(*next)));
            CHECK(calendar.workingTimeBetween(from, *next)->seconds == 0);
            const Date today = calendar.zone().local(from).day;
            const auto days = static_cast<std::int64_t>(random() % 60) - 30;
            // Counted from a day off, the first day back is the last one worked.
            if (days >= 0 || calendar.isWorking(today))
                CHECK(calendar.workingDaysBetween(today, *calendar.addWorkingDays(today, days)) == days);
        }
    }
}

TEST_CASE("a calendar without working time has no deadlines") {
    const WorkingCalendar never(Zone::utc(), {}, {});
    CHECK(!never.nextWorkingMoment(at("2026-11-20T10:30:00Z")));
    CHECK(!never.addWorkingTime(at("2026-11-20T10:30:00Z"), {1}));
    CHECK(never.addWorkingTime(at("2026-11-20T10:30:00Z"), {0}) == at("2026-11-20T10:30:00Z"));
    CHECK(!never.addWorkingDays(day("2026-11-20"), 1));
    CHECK(never.workingTimeBetween(at("2026-11-20T10:30:00Z"), at("2027-11-20T10:30:00Z"))->seconds == 0);
    CHECK(!never.workingTimeBetween(at("2026-11-20T10:30:00Z"), at("2099-11-20T10:30:00Z")));
    CHECK(!russia().addWorkingTime(at("2026-11-20T10:30:00Z"), {INT64_MAX}));
}

TEST_CASE("hours are written as people write them") {
    CHECK(*parseHours("9:00-13:00, 14:00–18:00") == commonWeek()[0]);
    CHECK(*parseHours(" 9 - 18 ") == DayHours{{9 * 3600, 18 * 3600}});
    CHECK(*parseHours("22:30-24:00; 0.00-6.00") == DayHours{{0, 6 * 3600}, {81'000, 86'400}});
    CHECK(parseHours("")->empty());
    CHECK(parseHours("–")->empty());
    CHECK(hoursText(commonWeek()[0]) == "9:00–13:00, 14:00–18:00");
    CHECK(*parseHours(hoursText(commonWeek()[0])) == commonWeek()[0]);
    for (const char* text :
         {"9", "9-", "-18", "18-9", "9-9", "9:60-10", "9-25", "9-12,11-15", "утро", "9:0-10", "9-10,", "24:01-25"}) {
        INFO(text);
        CHECK(!parseHours(text));
    }
}
