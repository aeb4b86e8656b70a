// Where a task's deadline goes when it is carried into a column of the board by time.
#include "client/model/time_board.h"

#include <catch2/catch.hpp>

#include "client/model/notices.h"
#include "common/calendar/russia.h"

using namespace kupets;
using model::When;

TEST_CASE("a task that is carried into another column keeps its hour where it can") {
    std::vector<calendar::SpecialDay> days;
    for (const calendar::NamedDay& each : calendar::russianDays()) days.push_back(each.day);
    const calendar::WorkingCalendar work(*calendar::Zone::named("Europe/Moscow"), calendar::commonWeek(), days);
    const auto at = [](const char* text) { return *Timestamp::parse(text); };
    const auto put = [&](When when, const char* due, const char* now) {
        const auto made = model::dueIn(when, due ? std::optional(at(due)) : std::nullopt, at(now), work);
        return made ? made->text() : std::string();
    };
    const char* const wednesday = "2026-11-18T12:00:00+03:00";
    CHECK(put(When::Today, "2026-11-25T15:30:00+03:00", wednesday) == "2026-11-18T12:30:00Z");
    CHECK(put(When::Today, "2026-11-10T10:00:00+03:00", wednesday) == "2026-11-18T15:00:00Z");  // its hour has passed
    CHECK(put(When::Today, "2026-11-10T10:00:00+03:00", "2026-11-18T19:00:00+03:00") == "2026-11-18T17:00:00Z");
    CHECK(put(When::Today, nullptr, wednesday) == "2026-11-18T15:00:00Z");
    CHECK(put(When::Tomorrow, "2026-11-10T10:00:00+03:00", wednesday) == "2026-11-19T07:00:00Z");
    CHECK(put(When::Week, "2026-11-10T10:00:00+03:00", wednesday) == "2026-11-20T07:00:00Z");  // Friday
    CHECK(put(When::Week, "2026-11-10T10:00:00+03:00", "2026-11-20T12:00:00+03:00") == "2026-11-22T07:00:00Z");
    CHECK(put(When::Later, "2026-11-10T10:00:00+03:00", wednesday) == "2026-11-23T07:00:00Z");  // Monday
    CHECK(put(When::Never, "2026-11-10T10:00:00+03:00", wednesday).empty());
    CHECK(put(When::Overdue, "2026-11-10T10:00:00+03:00", wednesday).empty());
}

TEST_CASE("quiet hours may go over midnight") {
    const model::QuietHours night{20 * 3600, 9 * 3600};
    CHECK(night.covers(23 * 3600));
    CHECK(night.covers(3 * 3600));
    CHECK_FALSE(night.covers(9 * 3600));
    CHECK_FALSE(night.covers(12 * 3600));
    const model::QuietHours lunch{13 * 3600, 14 * 3600};
    CHECK(lunch.covers(13 * 3600));
    CHECK_FALSE(lunch.covers(14 * 3600));
    CHECK_FALSE((model::QuietHours{0, 0}).covers(0));
}
