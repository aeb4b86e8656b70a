#include <algorithm>
#include <cstdio>

#include "common/expr/arithmetic.h"
#include "common/expr/evaluator.h"
#include "common/text/fold.h"

namespace kupets::expr {
namespace {

constexpr std::int64_t kMicrosADay = 86'400'000'000;
constexpr std::int64_t kMostCharacters = 1'000'000;
constexpr std::int64_t kMicrosAMinute = 60'000'000;
constexpr std::int64_t kMostMonths = 12'000;

Value fromDecimal(const MaybeDecimal& value) { return value ? Value(*value) : Value(Null{}); }

const Date kFirstDay = *Date::fromYmd(1, 1, 1);
const Date kLastDay = *Date::fromYmd(9999, 12, 31);

Value bounded(std::int64_t days) {
    if (days < kFirstDay.days || days > kLastDay.days) return Null{};
    return Date{static_cast<std::int32_t>(days)};
}

Value bounded(Timestamp moment) {
    const Date day = moment.date();
    return day < kFirstDay || day > kLastDay ? Value(Null{}) : Value(moment);
}

/// Of a moment by the clock, before 1970 too.
std::int64_t minuteOfDay(std::int64_t micros) {
    return (micros % kMicrosADay + kMicrosADay) % kMicrosADay / kMicrosAMinute;
}

/// The day `months` after; at the month's end where that is shorter.
std::int64_t daysAfterMonths(Date from, std::int64_t months) {
    using namespace std::chrono;
    const year_month_day start = from.ymd();
    const year_month_day moved = start + std::chrono::months(months);
    const year_month_day_last end(moved.year(), month_day_last(moved.month()));
    const year_month_day clipped(moved.year(), moved.month(), std::min(moved.day(), end.day()));
    return sys_days(clipped).time_since_epoch().count();
}

Value makeDate(const std::vector<Value>& values) {
    const auto year = wholeWithin(std::get<Decimal>(values[0]), 1, 9'999);
    const auto month = wholeWithin(std::get<Decimal>(values[1]), -kMostMonths, kMostMonths);
    const auto day = wholeWithin(std::get<Decimal>(values[2]), -400'000, 400'000);
    if (!year || !month || !day) return Null{};
    const auto first = Date::fromYmd(static_cast<int>(*year), 1, 1);
    return bounded(daysAfterMonths(*first, *month - 1) + *day - 1);
}

Value addTime(Timestamp moment, const Decimal& days) {
    constexpr std::int64_t kMost = 100'000 * kMicrosADay;
    const auto product = multiply(days, Decimal(kMicrosADay));
    const auto micros = product ? wholeWithin(*product, -kMost, kMost) : std::nullopt;
    if (!micros) return Null{};
    return bounded(Timestamp{moment.micros + *micros});
}

std::string joined(const Texts& items, std::string_view between) {
    std::string out;
    bool first = true;
    for (const std::string& item : items) {
        if (!std::exchange(first, false)) out += between;
        out += item;
    }
    return out;
}

/// Single spaces, none at the ends; other white space stays, as in spreadsheets.
std::string trimmed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
        out += c;
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

/// Every `from` of the text becomes `to`; an empty `from` changes nothing. What would grow beyond the longest is
/// nothing.
Value substituted(const std::string& text, const std::string& from, const std::string& to) {
    if (from.empty()) return text;
    std::int64_t found = 0;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + from.size())) ++found;
    const auto length = [](const std::string& of) { return static_cast<std::int64_t>(text::length(of)); };
    if (length(text) + found * (length(to) - length(from)) > kMostCharacters) return Null{};
    std::string out;
    std::size_t begin = 0;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, begin)) {
        out.append(text, begin, at - begin).append(to);
        begin = at + from.size();
    }
    return out.append(text, begin);
}

/// Working days from the calendar's first Monday up to this one, itself included.
std::int64_t workDayNumber(Date date) {
    const std::int64_t days = date.days - kFirstDay.days;  // the year 1 began with a Monday
    return days / 7 * 5 + std::min<std::int64_t>(days % 7 + 1, 5);
}

/// A number of characters among the operands.
std::optional<std::size_t> characters(const Value& value, std::int64_t least) {
    const auto whole = wholeWithin(std::get<Decimal>(value), least, kMostCharacters);
    return whole ? std::optional(static_cast<std::size_t>(*whole)) : std::nullopt;
}

Value part(Op op, const std::vector<Value>& values) {
    const auto& text = std::get<std::string>(values[0]);
    const auto first = characters(values[1], op == Op::Middle ? 1 : 0);
    if (!first) return Null{};
    if (op == Op::Left) return std::string(text::slice(text, 0, *first));
    if (op == Op::Right) {
        const std::size_t length = text::length(text);
        return std::string(text::slice(text, length > *first ? length - *first : 0, length));
    }
    const auto count = characters(values[2], 0);
    return count ? Value(std::string(text::slice(text, *first - 1, *count))) : Value(Null{});
}

}  // namespace

Value Evaluator::number(Op op, const Values& values, const Application& application) const {
    if (op == Op::IntegerToDecimal) return Decimal(std::get<std::int64_t>(values[0]));
    const Decimal& a = std::get<Decimal>(values[0]);
    switch (op) {
        case Op::Add:
            return fromDecimal(add(a, std::get<Decimal>(values[1])));
        case Op::Subtract:
            return fromDecimal(subtract(a, std::get<Decimal>(values[1])));
        case Op::Multiply:
            return fromDecimal(multiply(a, std::get<Decimal>(values[1])));
        case Op::Divide:
            return fromDecimal(divide(a, std::get<Decimal>(values[1])));
        case Op::Negate:
            return a.negated();
        case Op::Absolute:
            return a.units() < 0 ? a.negated() : a;
        default:
            break;
    }
    const auto& digits = std::get<Constant>(application.operands[1]->content()).value;
    return fromDecimal(round(a, static_cast<int>(std::get<std::int64_t>(digits))));
}

Value Evaluator::words(Op op, const Values& values) const {
    if (op == Op::Lines) return joined(std::get<Texts>(values[0]), "\n");
    if (op == Op::Concat) {
        std::string out;
        for (const Value& value : values) {
            if (const auto* text = std::get_if<std::string>(&value)) out += *text;
        }
        return out;
    }
    const auto& text = std::get<std::string>(values[0]);
    switch (op) {
        case Op::Join:
            return text + std::get<std::string>(values[1]);
        case Op::Length:
            return static_cast<std::int64_t>(text::length(text));
        case Op::Upper:
            return text::upper(text);
        case Op::Lower:
            return text::lower(text);
        case Op::Trim:
            return trimmed(text);
        case Op::Substitute:
            return substituted(text, std::get<std::string>(values[1]), std::get<std::string>(values[2]));
        case Op::Contains:
            return text::fold(text).contains(text::fold(std::get<std::string>(values[1])));
        case Op::StartsWith:
            return text::fold(text).starts_with(text::fold(std::get<std::string>(values[1])));
        default:
            return part(op, values);
    }
}

Value Evaluator::dates(Op op, const Values& values) const {
    const auto offset = std::chrono::microseconds(context_.zoneOffset).count();
    switch (op) {
        case Op::MakeDate:
            return makeDate(values);
        case Op::DateToTimestamp:
            return bounded(Timestamp{Timestamp::fromDate(std::get<Date>(values[0])).micros - offset});
        case Op::TimestampToDate:
            return bounded(Timestamp{std::get<Timestamp>(values[0]).micros + offset}.date().days);
        case Op::AddTime:
            return addTime(std::get<Timestamp>(values[0]), std::get<Decimal>(values[1]));
        case Op::TimeBetween: {
            const std::int64_t micros = std::get<Timestamp>(values[0]).micros - std::get<Timestamp>(values[1]).micros;
            return fromDecimal(divide(Decimal::fromUnits(micros, 6), Decimal(86'400)));
        }
        case Op::Hour:
            return minuteOfDay(std::get<Timestamp>(values[0]).micros + offset) / 60;
        case Op::Minute:
            return minuteOfDay(std::get<Timestamp>(values[0]).micros + offset) % 60;
        default:
            break;
    }
    const Date date = std::get<Date>(values[0]);
    const auto ymd = date.ymd();
    switch (op) {
        case Op::AddDays: {
            const auto days = wholeWithin(std::get<Decimal>(values[1]), -4'000'000, 4'000'000);
            return days ? bounded(date.days + *days) : Value(Null{});
        }
        case Op::AddMonths: {
            const auto months = wholeWithin(std::get<Decimal>(values[1]), -kMostMonths, kMostMonths);
            return months ? bounded(daysAfterMonths(date, *months)) : Value(Null{});
        }
        case Op::DaysBetween:
            return std::int64_t{date.days} - std::get<Date>(values[1]).days;
        case Op::WorkDaysBetween:
            return workDayNumber(date) - workDayNumber(std::get<Date>(values[1]));
        case Op::Year:
            return std::int64_t{static_cast<int>(ymd.year())};
        case Op::Month:
            return std::int64_t{static_cast<unsigned>(ymd.month())};
        case Op::Day:
            return std::int64_t{static_cast<unsigned>(ymd.day())};
        case Op::Weekday: {
            const std::chrono::weekday weekday{std::chrono::sys_days(ymd)};
            return std::int64_t{weekday.iso_encoding()};
        }
        default:
            return Null{};
    }
}

Value Evaluator::toText(const Value& value) const {
    if (const auto* decimal = std::get_if<Decimal>(&value)) return decimal->trimmed().text();
    if (const auto* texts = std::get_if<Texts>(&value)) return joined(*texts, "; ");
    if (const auto* moment = std::get_if<Timestamp>(&value)) {
        const Timestamp local{moment->micros + std::chrono::microseconds(context_.zoneOffset).count()};
        if (isNull(bounded(local))) return Null{};
        const std::int64_t minutes = minuteOfDay(local.micros);
        char clock[16];
        std::snprintf(clock, sizeof clock, " %02d:%02d", static_cast<int>(minutes / 60),
                      static_cast<int>(minutes % 60));
        return local.date().text() + clock;
    }
    return kupets::toText(value);
}

}  // namespace kupets::expr
