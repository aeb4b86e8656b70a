// The working time of a company: hours by weekday, days that differ (public holidays, moved and shortened days), by the
// clocks of its zone. What "in two working hours" and "within three working days" mean.
//
// Pure, immutable, thread-safe. What would lie more than ten years away is nothing: in a calendar without any working
// time everything would.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/calendar/zone.h"

namespace kupets::calendar {

/// From … to, seconds since midnight, 24:00 at most.
struct Hours {
    std::int32_t from = 0;
    std::int32_t to = 0;
    bool operator==(const Hours&) const = default;
};
/// In order, apart from one another; none: a day off.
using DayHours = std::vector<Hours>;

/// "9:00-13:00, 14:00–18:00"; empty or "-": none. Errors: InvalidValue; args: the part that is wrong.
Result<DayHours> parseHours(std::string_view text);
std::string hoursText(const DayHours& hours);

enum class DayKind {
    Off,        // whatever weekday it is
    Working,    // as the first weekday that has hours
    Shortened,  // an hour less at its end than its weekday has, or than a working day
};

struct SpecialDay {
    Date day;
    DayKind kind = DayKind::Off;
    DayHours hours = {};  // its own, if any; not of days off
    bool operator==(const SpecialDay&) const = default;
};

/// Monday first.
using Week = std::array<DayHours, 7>;
/// Monday to Friday, 9:00–13:00 and 14:00–18:00.
Week commonWeek();

class WorkingCalendar {
public:
    WorkingCalendar(Zone zone, Week week, std::span<const SpecialDay> days);

    const Zone& zone() const { return zone_; }
    /// Empty: a day off.
    const DayHours& hours(Date day) const;
    bool isWorking(Date day) const { return !hours(day).empty(); }
    bool isWorking(Timestamp moment) const;

    /// This moment when it is within working time, else the next beginning of it.
    std::optional<Timestamp> nextWorkingMoment(Timestamp moment) const;
    /// When so much working time has passed since; back in time when negative. No time at all: the moment itself.
    std::optional<Timestamp> addWorkingTime(Timestamp from, Duration time) const;
    /// Negative when `to` comes first.
    std::optional<Duration> workingTimeBetween(Timestamp from, Timestamp to) const;

    /// The so-manieth working day after (before, when negative); the day itself when 0.
    std::optional<Date> addWorkingDays(Date from, std::int64_t days) const;
    /// The same, at the same time by the clock.
    std::optional<Timestamp> addWorkingDays(Timestamp from, std::int64_t days) const;
    /// Working days after `from` up to `to`; negative when `to` comes first.
    std::optional<std::int64_t> workingDaysBetween(Date from, Date to) const;

private:
    struct Span {
        Timestamp begin, end;
    };
    std::vector<Span> spans(Date day) const;
    std::optional<Timestamp> forward(Timestamp from, std::int64_t micros) const;
    std::optional<Timestamp> backward(Timestamp from, std::int64_t micros) const;

    Zone zone_;
    Week week_;
    std::map<Date, DayHours> special_;
};

}  // namespace kupets::calendar
