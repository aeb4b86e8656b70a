#include "common/calendar/recurrence.h"

#include <algorithm>
#include <charconv>

namespace kupets::calendar {
namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr std::int64_t kMostShift = 3 * 60 * kMinute;
constexpr int kMostDays = 3'660;  // ten years
constexpr int kLongestRest = 40;  // days off in a row that are looked through

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(by, begin), text.size());
        if (by != ' ' || end > begin) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::unexpected<Error> wrong(std::string_view part) { return fail(ErrorCode::Syntax, {std::string(part)}); }

std::optional<unsigned> number(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// "*", "5", "1-5", "*/2", "8-18/2" into bits.
template <std::size_t N>
Result<void> addRange(std::string_view part, unsigned least, unsigned most, std::bitset<N>& bits) {
    const std::size_t slash = part.find('/');
    const std::string_view range = part.substr(0, slash);
    unsigned step = 1;
    if (slash != std::string_view::npos) {
        const auto given = number(part.substr(slash + 1));
        if (!given || *given == 0) return wrong(part);
        step = *given;
    }
    unsigned from = least;
    unsigned to = most;
    if (range != "*") {
        const std::size_t dash = range.find('-');
        const auto first = number(range.substr(0, dash));
        const auto last = dash != std::string_view::npos ? number(range.substr(dash + 1)) : first;
        if (!first || !last || *first < least || *last > most || *first > *last) return wrong(part);
        from = *first;
        to = slash != std::string_view::npos && dash == std::string_view::npos ? most : *last;
    }
    for (unsigned i = from; i <= to; i += step) bits.set(i % N);
    return {};
}

template <std::size_t N>
Result<void> addList(std::string_view text, unsigned least, unsigned most, std::bitset<N>& bits) {
    for (const std::string_view part : split(text, ',')) {
        if (auto ok = addRange(part, least, most, bits); !ok) return ok;
    }
    return {};
}

unsigned weekdayOf(Date day) { return std::chrono::weekday(std::chrono::sys_days(day.ymd())).c_encoding(); }

Date daysLater(Date day, int days) { return Date{day.days + days}; }

bool isLastOfMonth(Date day) { return daysLater(day, 1).ymd().month() != day.ymd().month(); }

}  // namespace

Result<Recurrence> Recurrence::parse(std::string_view text) {
    const auto parts = split(text, ' ');
    if (parts.size() < 5 || parts.size() > 6) return wrong(text.substr(0, 100));
    Recurrence out;
    out.text_ = text;
    out.anyHour_ = parts[1].starts_with('*');
    out.anyDay_ = parts[2] == "*";
    out.anyWeekday_ = parts[4] == "*";
    if (auto ok = addList(parts[0], 0, 59, out.minutes_); !ok) return std::unexpected(ok.error());
    if (auto ok = addList(parts[1], 0, 23, out.hours_); !ok) return std::unexpected(ok.error());
    if (auto ok = out.parseDays(parts[2]); !ok) return std::unexpected(ok.error());
    if (auto ok = addList(parts[3], 1, 12, out.months_); !ok) return std::unexpected(ok.error());
    if (auto ok = out.parseWeekdays(parts[4]); !ok) return std::unexpected(ok.error());
    if (parts.size() == 5) return out;
    if (parts[5] == "before")
        out.how_ = How::Before;
    else if (parts[5] == "after")
        out.how_ = How::After;
    else if (parts[5] == "skip")
        out.how_ = How::Skip;
    else
        return wrong(parts[5]);
    return out;
}

Result<void> Recurrence::parseDays(std::string_view text) {
    for (const std::string_view part : split(text, ',')) {
        if (part == "L") {
            lastDay_ = true;
            continue;
        }
        if (auto ok = addRange(part, 1, 31, days_); !ok) return ok;
    }
    return {};
}

Result<void> Recurrence::parseWeekdays(std::string_view text) {
    for (const std::string_view part : split(text, ',')) {
        const std::size_t hash = part.find('#');
        if (hash == std::string_view::npos && !part.ends_with('L')) {
            if (auto ok = addRange(part, 0, part.contains('-') || part.size() == 1 ? 7 : 6, weekdays_); !ok) return ok;
            continue;
        }
        const bool last = part.ends_with('L');
        const auto weekday = number(last ? part.substr(0, part.size() - 1) : part.substr(0, hash));
        const auto nth = last ? std::optional(0U) : number(part.substr(hash + 1));
        if (!weekday || *weekday > 7 || !nth || (!last && (*nth < 1 || *nth > 5))) return wrong(part);
        nth_.push_back({*weekday % 7, last ? -1 : static_cast<int>(*nth)});
    }
    return {};
}

bool Recurrence::matches(Date day) const {
    const auto ymd = day.ymd();
    if (!months_[static_cast<unsigned>(ymd.month())]) return false;
    const unsigned ofMonth = static_cast<unsigned>(ymd.day());
    const unsigned weekday = weekdayOf(day);
    const bool byDay = days_[ofMonth] || (lastDay_ && isLastOfMonth(day));
    const bool byWeekday = weekdays_[weekday] || std::ranges::any_of(nth_, [&](const NthWeekday& nth) {
                               if (nth.weekday != weekday) return false;
                               if (nth.nth > 0) return (ofMonth - 1) / 7 + 1 == static_cast<unsigned>(nth.nth);
                               return daysLater(day, 7).ymd().month() != ymd.month();
                           });
    if (anyDay_) return byWeekday;
    if (anyWeekday_) return byDay;
    return byDay || byWeekday;
}

/// A working day stands for the days off next to it, on the side that the text says.
bool Recurrence::occursOn(Date day, const IsWorking& isWorking) const {
    if (how_ == How::Always) return matches(day);
    if (!isWorking(day)) return false;
    if (matches(day)) return true;
    if (how_ == How::Skip) return false;
    const int side = how_ == How::Before ? 1 : -1;
    for (int i = 1; i <= kLongestRest && !isWorking(daysLater(day, i * side)); ++i) {
        if (matches(daysLater(day, i * side))) return true;
    }
    return false;
}

std::optional<Timestamp> Recurrence::firstAfter(Timestamp moment, Date day, const Zone& zone) const {
    const std::int64_t offset = zone.offset(moment);
    std::optional<Timestamp> best;
    const auto offer = [&](Timestamp at) {
        if (at > moment && (!best || at < *best)) best = at;
    };
    for (int minute = 0; minute < 24 * 60; ++minute) {
        if (!hours_[static_cast<std::size_t>(minute / 60)] || !minutes_[static_cast<std::size_t>(minute % 60)])
            continue;
        const LocalTime local{day, minute * kMinute};
        // Clocks are moved by less than this; nearer by it is looked at exactly.
        const std::int64_t about = Timestamp::fromDate(day).micros + local.micros - offset;
        if (about < moment.micros - kMostShift) continue;
        if (best && about > best->micros + kMostShift) break;
        offer(zone.moment(local));
        if (!anyHour_) continue;
        if (const auto again = zone.secondMoment(local)) offer(*again);
    }
    return best;
}

std::optional<Timestamp> Recurrence::next(Timestamp moment, const Zone& zone, const IsWorking& isWorking) const {
    // What clocks show may jump over midnight: the day before is looked at too.
    const Date begin = daysLater(zone.local(moment).day, -1);
    std::optional<Timestamp> best;
    for (int i = 0; i <= kMostDays; ++i) {
        const Date day = daysLater(begin, i);
        if (best && i > 2) break;
        if (!occursOn(day, isWorking)) continue;
        const auto found = firstAfter(moment, day, zone);
        if (found && (!best || *found < *best)) best = found;
    }
    return best;
}

std::optional<Timestamp> Recurrence::next(Timestamp moment, const Zone& zone) const {
    return next(moment, zone, [](Date day) {
        const unsigned weekday = weekdayOf(day);
        return weekday >= 1 && weekday <= 5;
    });
}

}  // namespace kupets::calendar
