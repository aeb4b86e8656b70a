#include "server/modules/tasks/repeats.h"

#include <algorithm>

#include <fmt/format.h>

namespace kupets::tasks {
namespace {

constexpr std::int64_t kMinute = 60'000'000;  // microseconds

}  // namespace

std::string recurrenceOf(std::string_view repeat, calendar::LocalTime due) {
    const std::int64_t minutes = due.micros / kMinute;
    const std::string time = fmt::format("{} {}", minutes % 60, minutes / 60);
    const auto ymd = due.day.ymd();
    const unsigned day = static_cast<unsigned>(ymd.day());
    const unsigned month = static_cast<unsigned>(ymd.month());
    const bool last = Date{due.day.days + 1}.ymd().day() == std::chrono::day(1);
    const std::string dayOfMonth = last ? "L" : std::to_string(day);
    if (repeat == "day") return time + " * * *";
    if (repeat == "workday") return time + " * * * skip";
    if (repeat == "week") {
        const auto weekday = std::chrono::weekday(std::chrono::sys_days(std::chrono::days(due.day.days)));
        return time + " * * " + std::to_string(weekday.c_encoding());
    }
    if (repeat == "month") return time + " " + dayOfMonth + " * *";
    if (repeat == "quarter") {
        const unsigned first = (month - 1) % 3 + 1;
        return fmt::format("{} {} {},{},{},{} *", time, dayOfMonth, first, first + 3, first + 6, first + 9);
    }
    if (repeat == "year") return fmt::format("{} {} {} *", time, dayOfMonth, month);
    return {};
}

std::optional<Timestamp> nextDue(std::string_view repeat, Timestamp due, Timestamp now,
                                 const calendar::WorkingCalendar& calendar) {
    const std::string text = recurrenceOf(repeat, calendar.zone().local(due));
    if (text.empty()) return std::nullopt;
    const auto recurrence = calendar::Recurrence::parse(text);
    if (!recurrence) return std::nullopt;
    return recurrence->next(std::max(due, now), calendar.zone(),
                            [&calendar](Date day) { return calendar.isWorking(day); });
}

}  // namespace kupets::tasks
