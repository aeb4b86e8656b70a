// What somebody types when he is in a hurry: "перезвонить через 2 часа", "завтра в 10 отправить счёт", "call Anna on
// friday at 5pm". Russian and English, mixed at will. Pure functions over UTF-8 that never fail; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/time.h"

namespace kupets::text {

/// A moment by the clock on somebody's wall.
struct WallTime {
    Date day;
    int minute = 0;  // of the day
};

/// When he means: either so long from now, or a day of the calendar.
struct SpokenTime {
    enum class Span { None, Minutes, WorkingMinutes, WorkingDays };
    Span span = Span::None;  // None: `day` is there
    int count = 0;           // of the span's unit
    std::optional<Date> day;
    std::optional<int> minute;  // of the day; none: any time of it
    bool operator==(const SpokenTime&) const = default;
};

struct SpokenTask {
    std::string words;               // what is left without the time: "перезвонить"
    std::optional<SpokenTime> when;  // none: he named no time
};

/// The first day and the first hour that `typed` names; an hour alone is the next time the clock shows it. Hours from 1
/// to 6 without "утра" or "am" are after noon, as in an office. A weekday is the next one after today, a day of a month
/// that is over the next year's.
SpokenTask readTask(std::string_view typed, const WallTime& now);

}  // namespace kupets::text
