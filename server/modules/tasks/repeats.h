// When a task that repeats comes again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/calendar/recurrence.h"
#include "common/calendar/working.h"

namespace kupets::tasks {

/// "day", "workday", "week", "month", "quarter", "year" of a task that was due then, as a recurrence by the clocks of
/// the zone: at the same hour, on the same weekday, the same day of the month (its last, when that was its last). Empty
/// when there is no such word.
std::string recurrenceOf(std::string_view repeat, calendar::LocalTime due);

/// The first time after both: when it was due, and now. What one is late with is not done twice in a row.
std::optional<Timestamp> nextDue(std::string_view repeat, Timestamp due, Timestamp now,
                                 const calendar::WorkingCalendar& calendar);

}  // namespace kupets::tasks
