#include "common/calendar/working.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace kupets::calendar {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int32_t kHour = 3'600;
constexpr std::int32_t kDayEnd = 24 * kHour;
constexpr std::int64_t kMostDays = 3'660;

Date later(Date day, std::int64_t days) { return Date{static_cast<std::int32_t>(day.days + days)}; }

/// Monday is 0. The first of January 1970 was a Thursday.
std::size_t weekdayOf(Date day) { return static_cast<std::size_t>(((day.days + 3) % 7 + 7) % 7); }

/// "9", "9:00", "24:00".
std::optional<std::int32_t> clockTime(std::string_view text) {
    int hour = 0;
    int minute = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < 2 && text[digits] >= '0' && text[digits] <= '9'; ++digits)
        hour = hour * 10 + (text[digits] - '0');
    if (digits == 0) return std::nullopt;
    const std::string_view rest = text.substr(digits);
    if (!rest.empty()) {
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (rest.size() != 3 || (rest[0] != ':' && rest[0] != '.') || !isDigit(rest[1]) || !isDigit(rest[2]))
            return std::nullopt;
        minute = (rest[1] - '0') * 10 + (rest[2] - '0');
    }
    if (minute > 59) return std::nullopt;
    const std::int32_t seconds = hour * kHour + minute * 60;
    return seconds <= kDayEnd ? std::optional(seconds) : std::nullopt;
}

std::string withoutBlanks(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        constexpr std::string_view kDash = "–";
        if (text[i] == ' ' || text[i] == '\t') continue;
        if (text.substr(i).starts_with(kDash)) {
            out += '-';
            i += kDash.size() - 1;
        } else {
            out += text[i];
        }
    }
    return out;
}

DayHours shortened(DayHours hours) {
    std::int32_t less = kHour;
    while (!hours.empty() && less > 0) {
        Hours& last = hours.back();
        const std::int32_t cut = std::min(less, last.to - last.from);
        last.to -= cut;
        less -= cut;
        if (last.to == last.from) hours.pop_back();
    }
    return hours;
}

}  // namespace

Result<DayHours> parseHours(std::string_view text) {
    const std::string plain = withoutBlanks(text);
    DayHours out;
    if (plain.empty() || plain == "-") return out;
    for (std::size_t begin = 0; begin <= plain.size();) {
        const std::size_t end = std::min(plain.find_first_of(",;", begin), plain.size());
        const std::string_view part = std::string_view(plain).substr(begin, end - begin);
        const std::size_t dash = part.find('-');
        const auto from = clockTime(part.substr(0, dash));
        const auto to = dash == std::string_view::npos ? std::nullopt : clockTime(part.substr(dash + 1));
        if (!from || !to || *from >= *to) return fail(ErrorCode::InvalidValue, {std::string(part)});
        out.push_back({*from, *to});
        begin = end + 1;
    }
    std::ranges::sort(out, {}, &Hours::from);
    for (std::size_t i = 1; i < out.size(); ++i) {
        if (out[i].from < out[i - 1].to) return fail(ErrorCode::InvalidValue, {std::string(text)});
    }
    return out;
}

std::string hoursText(const DayHours& hours) {
    std::string out;
    for (const Hours& span : hours) {
        char text[32];
        std::snprintf(text, sizeof text, "%d:%02d–%d:%02d", span.from / kHour, span.from / 60 % 60, span.to / kHour,
                      span.to / 60 % 60);
        out += (out.empty() ? "" : ", ") + std::string(text);
    }
    return out;
}

Week commonWeek() {
    Week week;
    for (std::size_t day = 0; day < 5; ++day) week[day] = {{9 * kHour, 13 * kHour}, {14 * kHour, 18 * kHour}};
    return week;
}

WorkingCalendar::WorkingCalendar(Zone zone, Week week, std::span<const SpecialDay> days)
    : zone_(std::move(zone)), week_(std::move(week)) {
    const auto common = std::ranges::find_if(week_, [](const DayHours& hours) { return !hours.empty(); });
    const DayHours ordinary = common == week_.end() ? DayHours() : *common;
    for (const SpecialDay& special : days) {
        DayHours& hours = special_[special.day];
        if (special.kind == DayKind::Off) {
            hours.clear();
            continue;
        }
        const DayHours& own = week_[weekdayOf(special.day)];
        hours = special.hours;
        if (!hours.empty()) continue;
        hours = own.empty() ? ordinary : own;
        if (special.kind == DayKind::Shortened) hours = shortened(std::move(hours));
    }
}

const DayHours& WorkingCalendar::hours(Date day) const {
    const auto special = special_.find(day);
    return special == special_.end() ? week_[weekdayOf(day)] : special->second;
}

/// What of the day's working hours there is by the clocks of the zone.
std::vector<WorkingCalendar::Span> WorkingCalendar::spans(Date day) const {
    const auto moment = [&](std::int32_t second) {
        return second == kDayEnd ? zone_.moment({later(day, 1), 0}) : zone_.moment({day, second * kSecond});
    };
    std::vector<Span> out;
    for (const Hours& span : hours(day)) {
        const Span both{moment(span.from), moment(span.to)};
        if (both.begin < both.end) out.push_back(both);
    }
    return out;
}

bool WorkingCalendar::isWorking(Timestamp moment) const {
    return std::ranges::any_of(spans(zone_.local(moment).day),
                               [moment](const Span& span) { return span.begin <= moment && moment < span.end; });
}

std::optional<Timestamp> WorkingCalendar::nextWorkingMoment(Timestamp moment) const {
    const Date begin = zone_.local(moment).day;
    for (std::int64_t i = 0; i <= kMostDays; ++i) {
        for (const Span& span : spans(later(begin, i))) {
            if (moment < span.end) return std::max(moment, span.begin);
        }
    }
    return std::nullopt;
}

std::optional<Timestamp> WorkingCalendar::addWorkingTime(Timestamp from, Duration time) const {
    constexpr std::int64_t kMost = kMostDays * kDayEnd;
    if (time.seconds > kMost || time.seconds < -kMost) return std::nullopt;
    if (time.seconds == 0) return from;
    return time.seconds > 0 ? forward(from, time.seconds * kSecond) : backward(from, -time.seconds * kSecond);
}

std::optional<Timestamp> WorkingCalendar::forward(Timestamp from, std::int64_t micros) const {
    const Date begin = zone_.local(from).day;
    for (std::int64_t i = 0; i <= kMostDays; ++i) {
        for (const Span& span : spans(later(begin, i))) {
            const Timestamp start = std::max(from, span.begin);
            if (start >= span.end) continue;
            if (span.end.micros - start.micros >= micros) return Timestamp{start.micros + micros};
            micros -= span.end.micros - start.micros;
        }
    }
    return std::nullopt;
}

std::optional<Timestamp> WorkingCalendar::backward(Timestamp from, std::int64_t micros) const {
    const Date begin = zone_.local(from).day;
    for (std::int64_t i = 0; i <= kMostDays; ++i) {
        auto all = spans(later(begin, -i));
        std::ranges::reverse(all);
        for (const Span& span : all) {
            const Timestamp end = std::min(from, span.end);
            if (end <= span.begin) continue;
            if (end.micros - span.begin.micros >= micros) return Timestamp{end.micros - micros};
            micros -= end.micros - span.begin.micros;
        }
    }
    return std::nullopt;
}

std::optional<Duration> WorkingCalendar::workingTimeBetween(Timestamp from, Timestamp to) const {
    const Timestamp begin = std::min(from, to);
    const Timestamp end = std::max(from, to);
    const Date last = zone_.local(end).day;
    Date day = zone_.local(begin).day;
    if (last.days - day.days > kMostDays) return std::nullopt;
    std::int64_t micros = 0;
    for (; day <= last; day = later(day, 1)) {
        for (const Span& span : spans(day)) {
            const Timestamp both[] = {std::max(begin, span.begin), std::min(end, span.end)};
            if (both[0] < both[1]) micros += both[1].micros - both[0].micros;
        }
    }
    return Duration{(to < from ? -micros : micros) / kSecond};
}

std::optional<Date> WorkingCalendar::addWorkingDays(Date from, std::int64_t days) const {
    const int step = days < 0 ? -1 : 1;
    std::int64_t left = std::abs(days);
    Date day = from;
    for (std::int64_t i = 0; left > 0; ++i) {
        if (i > kMostDays) return std::nullopt;
        day = later(day, step);
        if (isWorking(day)) --left;
    }
    return day;
}

std::optional<Timestamp> WorkingCalendar::addWorkingDays(Timestamp from, std::int64_t days) const {
    const LocalTime local = zone_.local(from);
    const auto day = addWorkingDays(local.day, days);
    if (!day) return std::nullopt;
    return days == 0 ? from : zone_.moment({*day, local.micros});
}

std::optional<std::int64_t> WorkingCalendar::workingDaysBetween(Date from, Date to) const {
    if (std::abs(std::int64_t{to.days} - from.days) > kMostDays) return std::nullopt;
    const Date end = std::max(from, to);
    std::int64_t count = 0;
    for (Date day = later(std::min(from, to), 1); day <= end; day = later(day, 1)) count += isWorking(day);
    return to < from ? -count : count;
}

}  // namespace kupets::calendar
