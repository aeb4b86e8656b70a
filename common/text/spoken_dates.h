// Days of the calendar as spoken_time.h reads and counts them.
#pragma once

#include <optional>
#include <string_view>

#include "common/base/time.h"

namespace kupets::text::spoken {

/// 0: Monday.
int weekdayOf(Date day);
/// The same day of a month so many months later; its last one where there is none.
Date plusMonths(Date day, int months);
/// The last day of the month.
Date monthEnd(Date day);
/// Day and month by their numbers; without a year (0) the next such day, today included.
std::optional<Date> dateOf(Date today, unsigned day, unsigned month, int year);
/// "05.05", "5.05.2027".
std::optional<Date> dottedDate(Date today, std::string_view word);
/// "5", "5-го", "5th": 1 to 31.
std::optional<unsigned> dayNumber(std::string_view word);

}  // namespace kupets::text::spoken
