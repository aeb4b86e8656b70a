// Dates, moments and spans of cells.h.
#include <algorithm>
#include <array>
#include <ctime>

#include "common/sheet/cells.h"

namespace kupets::sheet {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Digits at the beginning, at most `most` of them; their number, 0 when there are none.
int takeNumber(std::string_view& text, int most, int& value) {
    int digits = 0;
    value = 0;
    while (digits < most && !text.empty() && isDigit(text.front())) {
        value = value * 10 + (text.front() - '0');
        text.remove_prefix(1);
        ++digits;
    }
    return digits;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

int fullYear(int year, int digits) { return digits <= 2 ? (year < 70 ? 2000 + year : 1900 + year) : year; }

constexpr std::array<std::string_view, 12> kRussianMonths = {"янв", "фев", "мар", "апр", "ма",  "июн",
                                                             "июл", "авг", "сен", "окт", "ноя", "дек"};
constexpr std::array<std::string_view, 12> kEnglishMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                             "jul", "aug", "sep", "oct", "nov", "dec"};

unsigned monthByName(std::string_view word) {
    // "мар" is looked for before "ма": March before May.
    for (unsigned i = 0; i < 12; ++i) {
        if (word.starts_with(kRussianMonths[i]) || word.starts_with(kEnglishMonths[i])) return i + 1;
    }
    return 0;
}

/// "21 ноября 2026", from behind the day.
std::optional<Date> takeNamedDate(std::string_view& text, int day) {
    const std::string lower = lowerCase(text);
    std::string_view rest = trim(lower);
    const std::size_t end = rest.find_first_of(" .-");
    const unsigned month = monthByName(rest.substr(0, end));
    if (month == 0 || end == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(rest.find_first_not_of(" .-", end) == std::string_view::npos
                           ? rest.size()
                           : rest.find_first_not_of(" .-", end));
    int year = 0;
    const int digits = takeNumber(rest, 4, year);
    if (digits != 4 && digits != 2) return std::nullopt;
    rest = trim(rest);
    if (rest.starts_with("г.")) rest.remove_prefix(std::string_view("г.").size());
    // lowerCase keeps lengths, so what is left of the copy is left of the text.
    text = text.substr(text.size() - rest.size());
    return Date::fromYmd(fullYear(year, digits), month, static_cast<unsigned>(day));
}

/// The date at the beginning; what stands behind it stays in `text`.
std::optional<Date> takeDate(std::string_view& text, DateOrder order) {
    int a = 0;
    int b = 0;
    int c = 0;
    const int digitsA = takeNumber(text, 4, a);
    if (digitsA == 0 || text.empty()) return std::nullopt;
    const char separator = text.front();
    if (separator != '.' && separator != '-' && separator != '/') {
        return digitsA <= 2 ? takeNamedDate(text, a) : std::nullopt;
    }
    text.remove_prefix(1);
    if (digitsA <= 2 && !text.empty() && !isDigit(text.front())) return takeNamedDate(text, a);
    const int digitsB = takeNumber(text, 2, b);
    if (digitsB == 0 || !take(text, separator)) return std::nullopt;
    const int digitsC = takeNumber(text, 4, c);
    if (digitsC == 0 || (!text.empty() && isDigit(text.front()))) return std::nullopt;
    if (digitsA == 4) {
        return digitsC <= 2 ? Date::fromYmd(a, static_cast<unsigned>(b), static_cast<unsigned>(c)) : std::nullopt;
    }
    if (digitsA > 2 || digitsC == 3 || digitsC == 1) return std::nullopt;
    if (order == DateOrder::Ymd) {
        // Told or found to begin with the year: then a year of two digits stands first.
        if (digitsC == 2) return Date::fromYmd(fullYear(a, 2), static_cast<unsigned>(b), static_cast<unsigned>(c));
        order = DateOrder::Dmy;
    }
    const int day = order == DateOrder::Mdy ? b : a;
    const int month = order == DateOrder::Mdy ? a : b;
    return Date::fromYmd(fullYear(c, digitsC), static_cast<unsigned>(month), static_cast<unsigned>(day));
}

struct TimeOfDay {
    std::int64_t micros = 0;
    std::optional<std::int64_t> offsetSeconds;
};

bool takeOffset(std::string_view& text, TimeOfDay& time) {
    if (take(text, 'Z') || take(text, 'z')) {
        time.offsetSeconds = 0;
        return true;
    }
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return true;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    if (takeNumber(text, 2, hours) != 2) return false;
    take(text, ':');
    if (!text.empty() && takeNumber(text, 2, minutes) != 2) return false;
    if (hours > 15 || minutes > 59) return false;
    time.offsetSeconds = sign * (std::int64_t{hours} * 3600 + minutes * 60);
    return true;
}

std::optional<TimeOfDay> parseTime(std::string_view text) {
    TimeOfDay time;
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (takeNumber(text, 2, hours) == 0 || !take(text, ':') || takeNumber(text, 2, minutes) != 2) return std::nullopt;
    if (take(text, ':') && takeNumber(text, 2, seconds) != 2) return std::nullopt;
    if (hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;
    time.micros = (std::int64_t{hours} * 3600 + std::int64_t{minutes} * 60 + seconds) * 1'000'000;
    if (take(text, '.') || take(text, ',')) {
        std::int64_t unit = 100'000;
        if (text.empty() || !isDigit(text.front())) return std::nullopt;
        while (!text.empty() && isDigit(text.front())) {
            time.micros += unit * (text.front() - '0');
            unit /= 10;
            text.remove_prefix(1);
        }
    }
    text = trim(text);
    if (!takeOffset(text, time) || !text.empty()) return std::nullopt;
    return time;
}

/// The time of the place where this runs, to UTC.
std::int64_t localToUtcMicros(Date date, std::int64_t micros) {
    const auto ymd = date.ymd();
    std::tm tm{};
    tm.tm_year = static_cast<int>(ymd.year()) - 1900;
    tm.tm_mon = static_cast<int>(static_cast<unsigned>(ymd.month())) - 1;
    tm.tm_mday = static_cast<int>(static_cast<unsigned>(ymd.day()));
    tm.tm_sec = static_cast<int>(micros / 1'000'000);
    tm.tm_isdst = -1;
    return std::int64_t{std::mktime(&tm)} * 1'000'000 + micros % 1'000'000;
}

}  // namespace

std::optional<Date> parseDate(std::string_view text, DateOrder order) {
    text = trim(text);
    const auto date = takeDate(text, order);
    if (!date || text.empty()) return date;
    if (text.front() != ' ' && text.front() != 'T') return std::nullopt;
    text.remove_prefix(1);
    return parseTime(trim(text)) ? date : std::nullopt;
}

std::optional<Timestamp> parseTimestamp(std::string_view text, DateOrder order) {
    text = trim(text);
    const auto date = takeDate(text, order);
    if (!date) return std::nullopt;
    TimeOfDay time;
    if (!text.empty()) {
        if (text.front() != ' ' && text.front() != 'T' && text.front() != ',') return std::nullopt;
        text.remove_prefix(1);
        const auto parsed = parseTime(trim(text));
        if (!parsed) return std::nullopt;
        time = *parsed;
    }
    if (!time.offsetSeconds) return Timestamp{localToUtcMicros(*date, time.micros)};
    return Timestamp{Timestamp::fromDate(*date).micros + time.micros - *time.offsetSeconds * 1'000'000};
}

std::optional<Duration> parseDuration(std::string_view text) {
    text = trim(text);
    const bool negative = take(text, '-');
    std::int64_t total = 0;
    int parts = 0;
    if (text.empty()) return std::nullopt;
    if (text.find(':') != std::string_view::npos) {
        std::int64_t unit = 3600;
        for (;;) {
            int value = 0;
            if (takeNumber(text, parts == 0 ? 6 : 2, value) == 0 || parts == 3 || (parts > 0 && value > 59))
                return std::nullopt;
            total += unit * value;
            unit /= 60;
            ++parts;
            if (text.empty()) return Duration{negative ? -total : total};
            if (!take(text, ':')) return std::nullopt;
        }
    }
    while (!text.empty()) {
        int value = 0;
        if (takeNumber(text, 9, value) == 0) return std::nullopt;
        text = trim(text);
        const std::size_t end = std::min(text.find_first_of(" .0123456789"), text.size());
        const std::string unit = lowerCase(text.substr(0, end));
        std::int64_t seconds = 0;
        if (unit.empty())
            seconds = text.empty() && parts == 0 ? 1 : 0;
        else if (unit.starts_with("сек") || unit == "с" || unit == "s" || unit.starts_with("sec"))
            seconds = 1;
        else if (unit.starts_with("мин") || unit == "м" || unit == "m" || unit.starts_with("min"))
            seconds = 60;
        else if (unit.starts_with("ч") || unit == "h" || unit.starts_with("hour"))
            seconds = 3600;
        else if (unit.starts_with("д") || unit == "d" || unit.starts_with("day"))
            seconds = 86'400;
        if (seconds == 0) return std::nullopt;
        total += seconds * value;
        ++parts;
        text.remove_prefix(end);
        take(text, '.');
        text = trim(text);
    }
    return Duration{negative ? -total : total};
}

}  // namespace kupets::sheet
