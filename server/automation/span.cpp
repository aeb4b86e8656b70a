#include "server/automation/span.h"

namespace kupets::automation {

namespace {
constexpr std::int64_t kMinute = 60'000'000;  // microseconds
constexpr std::int32_t kMostDays = 3660;
}  // namespace

Timestamp momentOf(const Value& value, const calendar::Zone& zone) {
    if (const auto* day = std::get_if<Date>(&value)) return zone.moment({*day, 0});
    const auto* moment = std::get_if<Timestamp>(&value);
    return moment ? *moment : Timestamp{-1};
}

std::optional<Timestamp> add(Timestamp from, const v1::RuleSpan& span, const calendar::WorkingCalendar& calendar) {
    const std::int64_t amount = span.amount();
    switch (span.unit()) {
        case v1::RuleSpan::HOURS:
            return Timestamp{from.micros + amount * 60 * kMinute};
        case v1::RuleSpan::DAYS: {
            if (std::abs(amount) > kMostDays) return std::nullopt;
            calendar::LocalTime local = calendar.zone().local(from);
            local.day.days += static_cast<std::int32_t>(amount);
            return calendar.zone().moment(local);
        }
        case v1::RuleSpan::WORKING_HOURS:
            return calendar.addWorkingTime(from, Duration{amount * 3600});
        case v1::RuleSpan::WORKING_DAYS:
            return calendar.addWorkingDays(from, amount);
        default:
            return Timestamp{from.micros + amount * kMinute};
    }
}

}  // namespace kupets::automation
