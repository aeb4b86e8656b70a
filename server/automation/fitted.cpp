#include "server/automation/fitted.h"

#include <limits>

namespace kupets::automation {

namespace {
constexpr std::int64_t kLeastInteger = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMostInteger = std::numeric_limits<std::int64_t>::max();
}  // namespace

Value fitted(const schema::Field& field, Value value, const calendar::Zone& zone) {
    if (const auto* figure = std::get_if<Decimal>(&value); figure && field.type() == v1::INTEGER) {
        const Decimal whole = figure->trimmed();
        const bool fits = whole.scale() == 0 && whole.units() >= kLeastInteger && whole.units() <= kMostInteger;
        if (fits) return static_cast<std::int64_t>(whole.units());
    }
    if (const auto* moment = std::get_if<Timestamp>(&value); moment && field.type() == v1::DATE)
        return zone.local(*moment).day;
    if (const auto* day = std::get_if<Date>(&value); day && field.type() == v1::DATE_TIME)
        return zone.moment({*day, 0});
    if (const auto* one = std::get_if<Uuid>(&value); one && field.type() == v1::REFERENCES) return Ids{*one};
    return value;
}

}  // namespace kupets::automation
