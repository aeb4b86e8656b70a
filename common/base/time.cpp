#include "common/base/time.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace kupets {
namespace {

/// Reads exactly `width` digits from the front of `text`.
std::optional<int> digits(std::string_view& text, std::size_t width) {
    if (text.size() < width) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool skip(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Date> takeDate(std::string_view& text) {
    const auto year = digits(text, 4);
    if (!year || !skip(text, '-')) return std::nullopt;
    const auto month = digits(text, 2);
    if (!month || !skip(text, '-')) return std::nullopt;
    const auto day = digits(text, 2);
    if (!day) return std::nullopt;
    return Date::fromYmd(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

/// ".123456", any number of digits; what is finer than a microsecond is cut off.
std::optional<std::int64_t> takeFraction(std::string_view& text) {
    if (!skip(text, '.')) return 0;
    std::int64_t micros = 0;
    int count = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (count < 6) micros = micros * 10 + (text.front() - '0');
        ++count;
        text.remove_prefix(1);
    }
    if (count == 0) return std::nullopt;
    for (; count < 6; ++count) micros *= 10;
    return micros;
}

std::optional<std::int64_t> takeOffsetSeconds(std::string_view& text) {
    if (text.empty() || skip(text, 'Z')) return 0;
    const bool minus = text.front() == '-';
    if (!minus && text.front() != '+') return std::nullopt;
    text.remove_prefix(1);
    const auto hours = digits(text, 2);
    if (!hours) return std::nullopt;
    int minutes = 0;
    if (!text.empty()) {
        skip(text, ':');
        const auto m = digits(text, 2);
        if (!m) return std::nullopt;
        minutes = *m;
    }
    const std::int64_t offset = std::int64_t{*hours} * 3600 + minutes * 60;
    return minus ? -offset : offset;
}

}  // namespace

std::optional<Date> Date::fromYmd(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    const year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!ymd.ok() || year < 1 || year > 9999) return std::nullopt;
    return Date{static_cast<std::int32_t>(sys_days(ymd).time_since_epoch().count())};
}

std::optional<Date> Date::parse(std::string_view iso) {
    const auto date = takeDate(iso);
    if (!date || !iso.empty()) return std::nullopt;
    return date;
}

std::string Date::text() const {
    const auto date = ymd();
    std::array<char, 32> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::optional<Timestamp> Timestamp::parse(std::string_view iso) {
    const auto date = takeDate(iso);
    if (!date) return std::nullopt;
    std::int64_t micros = fromDate(*date).micros;
    if (iso.empty()) return Timestamp{micros};
    if (!skip(iso, 'T') && !skip(iso, ' ')) return std::nullopt;
    const auto hour = digits(iso, 2);
    if (!hour || *hour > 23 || !skip(iso, ':')) return std::nullopt;
    const auto minute = digits(iso, 2);
    if (!minute || *minute > 59) return std::nullopt;
    int second = 0;
    std::int64_t fraction = 0;
    if (skip(iso, ':')) {
        const auto s = digits(iso, 2);
        if (!s || *s > 59) return std::nullopt;
        second = *s;
        const auto f = takeFraction(iso);
        if (!f) return std::nullopt;
        fraction = *f;
    }
    const auto offset = takeOffsetSeconds(iso);
    if (!offset || !iso.empty()) return std::nullopt;
    micros += ((std::int64_t{*hour} * 60 + *minute) * 60 + second - *offset) * 1'000'000 + fraction;
    return Timestamp{micros};
}

Date Timestamp::date() const {
    using namespace std::chrono;
    return Date{static_cast<std::int32_t>(floor<days>(microseconds(micros)).count())};
}

std::string Timestamp::text() const {
    const Date day = date();
    const std::int64_t rest = micros - fromDate(day).micros;
    const std::int64_t seconds = rest / 1'000'000;
    std::array<char, 40> buffer{};
    int length = std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                               static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    std::string out = day.text() + std::string(buffer.data(), static_cast<std::size_t>(length));
    if (const std::int64_t fraction = rest % 1'000'000; fraction != 0) {
        length = std::snprintf(buffer.data(), buffer.size(), ".%06d", static_cast<int>(fraction));
        out.append(buffer.data(), static_cast<std::size_t>(length));
    }
    return out + "Z";
}

Timestamp SystemClock::now() const {
    using namespace std::chrono;
    return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace kupets
