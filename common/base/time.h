// Dates and moments. Inside everything is UTC; screens and spreadsheets zone it.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kupets {

/// A day of the calendar, without a zone. Years 1 to 9999.
struct Date {
    std::int32_t days = 0;  // since 1970-01-01

    static std::optional<Date> fromYmd(int year, unsigned month, unsigned day);
    /// "2026-11-21".
    static std::optional<Date> parse(std::string_view iso);
    std::chrono::year_month_day ymd() const { return std::chrono::sys_days(std::chrono::days(days)); }
    std::string text() const;
    auto operator<=>(const Date&) const = default;
};

/// A moment: microseconds since 1970-01-01 00:00 UTC.
struct Timestamp {
    std::int64_t micros = 0;

    static Timestamp fromDate(Date date) { return {std::int64_t{date.days} * 86'400'000'000}; }
    /// "2026-11-21T10:30:00Z", "2026-11-21 10:30:00.123456+00", an offset such as "+03:00"; without an offset: UTC.
    static std::optional<Timestamp> parse(std::string_view iso);
    Date date() const;
    /// "2026-11-21T10:30:00.123456Z", fraction left out when zero.
    std::string text() const;
    auto operator<=>(const Timestamp&) const = default;
};

/// A span of time, in seconds.
struct Duration {
    std::int64_t seconds = 0;
    auto operator<=>(const Duration&) const = default;
};

/// Where "now" comes from; tests bring their own.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};
class SystemClock final : public Clock {
public:
    Timestamp now() const override;
};

}  // namespace kupets
