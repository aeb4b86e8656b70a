#include "common/calendar/zone.h"

#include <algorithm>
#include <utility>

#include <unicode/timezone.h>

namespace kupets::calendar {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;
constexpr std::int64_t kMillisecond = 1'000;

std::int64_t floorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// "+03:00", "-5": ICU takes these as "GMT+03:00".
std::string icuName(std::string_view name) {
    const bool offset = !name.empty() && (name.front() == '+' || name.front() == '-');
    return (offset ? "GMT" : "") + std::string(name);
}

}  // namespace

struct Zone::Rules {
    std::unique_ptr<icu::TimeZone> zone;
};

Zone::Zone(std::string name, std::shared_ptr<const Rules> rules) : name_(std::move(name)), rules_(std::move(rules)) {}

std::optional<Zone> Zone::named(std::string_view name) {
    auto rules = std::make_shared<Rules>();
    rules->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(icuName(name))));
    if (!rules->zone || *rules->zone == icu::TimeZone::getUnknown()) return std::nullopt;
    return Zone(std::string(name), std::move(rules));
}

Zone Zone::utc() { return *named("UTC"); }

Zone Zone::ofThisComputer() {
    const std::unique_ptr<icu::TimeZone> host(icu::TimeZone::detectHostTimeZone());
    icu::UnicodeString id;
    std::string name;
    if (host) host->getID(id).toUTF8String(name);
    const auto zone = named(name);
    return zone ? *zone : utc();
}

std::int64_t Zone::offset(Timestamp moment) const {
    std::int32_t raw = 0;
    std::int32_t saving = 0;
    UErrorCode error = U_ZERO_ERROR;
    rules_->zone->getOffset(static_cast<UDate>(floorDiv(moment.micros, kMillisecond)), false, raw, saving, error);
    return U_FAILURE(error) ? 0 : (std::int64_t{raw} + saving) * kMillisecond;
}

LocalTime Zone::local(Timestamp moment) const {
    const std::int64_t shown = moment.micros + offset(moment);
    const std::int64_t day = floorDiv(shown, kDay);
    return {Date{static_cast<std::int32_t>(day)}, shown - day * kDay};
}

// Offsets before and after whatever happens around that time; both may say what the clocks show, or none.
Timestamp Zone::moment(LocalTime local) const {
    const std::int64_t shown = std::int64_t{local.day.days} * kDay + local.micros;
    const std::int64_t before = offset({shown - kDay});
    const std::int64_t after = offset({shown + kDay});
    const Timestamp first{shown - std::max(before, after)};
    const Timestamp second{shown - std::min(before, after)};
    if (first.micros + offset(first) == shown) return first;
    if (second.micros + offset(second) == shown) return second;
    // Clocks are put forward over it, somewhere between the two.
    std::int64_t low = first.micros;
    std::int64_t high = second.micros;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (middle + offset({middle}) < shown ? low : high) = middle;
    }
    return {high};
}

std::optional<Timestamp> Zone::secondMoment(LocalTime local) const {
    const std::int64_t shown = std::int64_t{local.day.days} * kDay + local.micros;
    const Timestamp later{shown - std::min(offset({shown - kDay}), offset({shown + kDay}))};
    if (later == moment(local) || later.micros + offset(later) != shown) return std::nullopt;
    return later;
}

}  // namespace kupets::calendar
