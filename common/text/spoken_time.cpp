#include "common/text/spoken_time.h"

#include <algorithm>
#include <vector>

#include "common/text/fold.h"
#include "common/text/spoken_dates.h"
#include "common/text/spoken_words.h"

namespace kupets::text {

namespace {

using spoken::isOneOf;
using Span = SpokenTime::Span;

constexpr int kTwelfths = 12;
constexpr int kLastMorningHour = 6;  // "в 5": after noon
constexpr int kFriday = 4;
constexpr int kNoon = 12 * 60;  // minutes of the day
constexpr int kAfternoon = 14 * 60;
constexpr int kEvening = 18 * 60;

struct Word {
    std::string_view typed;
    std::string folded;  // without what closes a sentence
    bool taken = false;
};

std::vector<Word> wordsOf(std::string_view typed) {
    std::vector<Word> words;
    std::size_t at = 0;
    while (at < typed.size()) {
        const std::size_t end = std::min(typed.find(' ', at), typed.size());
        if (end > at) {
            Word word{typed.substr(at, end - at), {}};
            std::string_view bare = word.typed;
            while (!bare.empty() && std::string_view(",.;!").find(bare.back()) != std::string_view::npos)
                bare.remove_suffix(1);
            word.folded = fold(bare);
            words.push_back(std::move(word));
        }
        at = end + 1;
    }
    return words;
}

/// Reads one sentence, from left to right.
class Reader {
public:
    Reader(std::string_view typed, const WallTime& now) : words_(wordsOf(typed)), now_(now) {}
    SpokenTask read();

private:
    /// What stands at a place, how many words it takes; 0: nothing.
    std::size_t spanAt(std::size_t at);
    std::size_t dayAt(std::size_t at);
    std::size_t namedDayAt(std::size_t at);
    std::size_t weekAt(std::size_t at);
    std::size_t dateAt(std::size_t at);
    std::size_t timeAt(std::size_t at);
    std::size_t clockAt(std::size_t at, bool told);

    std::string_view word(std::size_t at) const {
        return at < words_.size() && !words_[at].taken ? std::string_view(words_[at].folded) : std::string_view();
    }
    bool isLast(std::size_t at) const { return at + 1 == words_.size(); }
    bool preposition(std::size_t at) const {
        return isOneOf(word(at), "в|во|к|ко|до|на|с|со|at|on|by|till|until|from");
    }
    void take(std::size_t at, std::size_t count) {
        for (std::size_t i = at; i < at + count; ++i) words_[i].taken = true;
    }
    bool hasDay() const { return when_.day.has_value() || when_.span != Span::None; }
    /// Answers `count`.
    std::size_t setDay(std::int32_t days, std::size_t count = 0) {
        when_.day = Date{days};
        return count;
    }
    /// The next such weekday after today.
    void setWeekday(int weekday) { setDay(now_.day.days + (weekday - spoken::weekdayOf(now_.day) + 6) % 7 + 1); }
    Date monday() const { return {now_.day.days - spoken::weekdayOf(now_.day)}; }
    void setSpan(int amount, spoken::Unit unit, bool working);

    std::vector<Word> words_;
    WallTime now_;
    SpokenTime when_;
    std::optional<int> clock_;  // the hour as told, a minute of the day
    std::optional<int> part_;   // "вечером": the hour that it means when none is told
    bool halfTold_ = false;     // "утра", "pm"
};

void Reader::setSpan(int amount, spoken::Unit unit, bool working) {
    using spoken::Unit;
    const int whole = amount / kTwelfths;
    switch (unit) {
        case Unit::Minute:
        case Unit::HalfHour:
        case Unit::Hour: {
            const int minutes = unit == Unit::Minute ? 1 : unit == Unit::HalfHour ? 30 : 60;
            when_.span = working ? Span::WorkingMinutes : Span::Minutes;
            when_.count = amount * minutes / kTwelfths;
            return;
        }
        case Unit::Day:
            if (!working) {
                setDay(now_.day.days + whole);
                return;
            }
            when_.span = Span::WorkingDays;
            when_.count = whole;
            return;
        case Unit::Week:
            setDay(now_.day.days + amount * 7 / kTwelfths);
            return;
        case Unit::Month:
            setDay(spoken::plusMonths(now_.day, whole).days + amount % kTwelfths * 30 / kTwelfths);
            return;
        case Unit::HalfYear:
            setDay(spoken::plusMonths(now_.day, amount / 2).days);
            return;
        case Unit::Year:
            setDay(spoken::plusMonths(now_.day, amount).days);
            return;
    }
}

/// "через 2 часа", "через полчаса", "через 3 рабочих дня", "in an hour".
std::size_t Reader::spanAt(std::size_t at) {
    if (!isOneOf(word(at), "через|in|after")) return 0;
    std::size_t next = at + 1;
    const bool half = word(next) == "half";
    if (half) ++next;
    int amount = half ? kTwelfths / 2 : kTwelfths;
    bool counted = false;
    if (isOneOf(word(next), "a") && isOneOf(word(next + 1), "couple")) ++next;
    if (const auto said = spoken::twelfths(word(next))) {
        amount = half ? *said / 2 : *said;
        counted = true;
        ++next;
    }
    if (isOneOf(word(next), "of")) ++next;
    const bool working = isOneOf(word(next), "рабочий|рабочих|рабочие|рабочую|working|business");
    if (working) ++next;
    const auto unit = spoken::unit(word(next));
    // "in March", "after lunch" are something else; "in week" is nothing.
    if (!unit || (!counted && !half && word(at) != "через")) return 0;
    setSpan(amount, *unit, working);
    return next + 1 - at;
}

/// "сегодня", "послезавтра", "day after tomorrow".
std::size_t Reader::namedDayAt(std::size_t at) {
    const auto is = [&](std::size_t place, std::string_view words) { return isOneOf(word(place), words); };
    if (is(at, "сегодня|today")) return setDay(now_.day.days, 1);
    if (is(at, "tonight")) {
        part_ = spoken::partOfDay(word(at));
        return setDay(now_.day.days, 1);
    }
    if (is(at, "завтра|tomorrow|завтрашнего|завтрашнему")) return setDay(now_.day.days + 1, 1);
    if (is(at, "послезавтра")) return setDay(now_.day.days + 2, 1);
    if (is(at, "day") && is(at + 1, "after") && is(at + 2, "tomorrow")) return setDay(now_.day.days + 2, 3);
    return 0;
}

/// "на следующей неделе", "в конце месяца", "on the weekend", "end of month".
std::size_t Reader::weekAt(std::size_t at) {
    const auto is = [&](std::size_t place, std::string_view words) { return isOneOf(word(place), words); };
    if (is(at, "следующей|next") && is(at + 1, "неделе|недели|week")) return setDay(monday().days + 7, 2);
    if (is(at, "этой|this") && is(at + 1, "неделе|недели|week"))
        return setDay(std::max(monday().days + kFriday, now_.day.days), 2);
    if (is(at, "следующем|next") && is(at + 1, "месяце|month")) return setDay(spoken::monthEnd(now_.day).days + 1, 2);
    if (is(at, "выходных|выходные|weekend"))
        return setDay(now_.day.days + (5 - spoken::weekdayOf(now_.day) + 7) % 7, 1);
    const bool end = is(at, "конце|конца|концу|end");
    if (!end) return 0;
    std::size_t of = is(at + 1, "of") ? at + 2 : at + 1;
    if (is(of, "the")) ++of;
    if (is(of, "недели|week")) return setDay(std::max(monday().days + kFriday, now_.day.days), of + 1 - at);
    if (is(of, "месяца|month")) return setDay(spoken::monthEnd(now_.day).days, of + 1 - at);
    if (is(of, "дня|day")) {
        part_ = kEvening;
        return setDay(now_.day.days, of + 1 - at);
    }
    return 0;
}

/// "5 мая", "May 5", "5 мая 2027", "05.05", "15 числа".
std::size_t Reader::dateAt(std::size_t at) {
    if (const auto date = spoken::dottedDate(now_.day, word(at))) return setDay(date->days, 1);
    const bool monthFirst = spoken::month(word(at)).has_value();
    const auto day = spoken::dayNumber(word(monthFirst ? at + 1 : at));
    if (!day) return 0;
    if (!monthFirst && isOneOf(word(at + 1), "числа|числу")) {
        const Date first{now_.day.days - static_cast<std::int32_t>(static_cast<unsigned>(now_.day.ymd().day())) + 1};
        const bool over = *day < static_cast<unsigned>(now_.day.ymd().day());
        const Date month = over ? spoken::plusMonths(first, 1) : first;
        setDay(std::min(month.days + static_cast<std::int32_t>(*day) - 1, spoken::monthEnd(month).days));
        return 2;
    }
    const auto month = spoken::month(word(monthFirst ? at : at + 1));
    if (!month) return 0;
    const auto year = spoken::number(word(at + 2));
    const bool withYear = year && *year >= 2000;
    const auto date = spoken::dateOf(now_.day, *day, *month, withYear ? *year : 0);
    if (!date) return 0;
    when_.day = date;
    if (!withYear) return 2;
    return isOneOf(word(at + 3), "г|года") ? 4 : 3;
}

std::size_t Reader::dayAt(std::size_t at) {
    std::size_t next = at;
    const bool told = preposition(at);
    if (told) ++next;
    if (word(next) == "the") ++next;
    const auto whole = [&](std::size_t count) { return count == 0 ? 0 : next + count - at; };
    if (const std::size_t count = namedDayAt(next)) return whole(count);
    if (const std::size_t count = weekAt(next)) return whole(count);
    if (const std::size_t count = dateAt(next)) return whole(count);
    const bool following = isOneOf(word(next), "следующий|следующую|следующее|следующего|следующей|next");
    const bool coming = isOneOf(word(next), "этот|эту|это|эти|this|ближайший|ближайшую|ближайшее");
    const std::size_t place = following || coming ? next + 1 : next;
    auto weekday = spoken::weekday(word(place));
    if (!weekday && (told || isLast(place))) weekday = spoken::shortWeekday(word(place));
    if (!weekday) return 0;
    if (following)
        setDay(monday().days + 7 + *weekday);
    else
        setWeekday(*weekday);
    return place + 1 - at;
}

/// "10", "10:30", "10.30" with what follows: "часов", "утра", "pm".
std::size_t Reader::clockAt(std::size_t at, bool told) {
    std::string_view text = word(at);
    const bool shortAm = text.ends_with("am");
    const bool shortPm = text.ends_with("pm");
    if (shortAm || shortPm) text.remove_suffix(2);
    const std::size_t point = text.find_first_of(":.");
    const bool colon = point != std::string_view::npos && text[point] == ':';
    const auto hour = spoken::number(text.substr(0, point));
    const auto minute = point == std::string_view::npos ? std::optional(0) : spoken::number(text.substr(point + 1));
    if (!hour || !minute || *hour > 23 || *minute > 59) return 0;
    if (point != std::string_view::npos && text.size() != point + 3) return 0;
    std::size_t count = 1;
    const bool hours = isOneOf(word(at + count), "час|часа|часов|ч|o'clock");
    if (hours) ++count;
    const bool morning = shortAm || isOneOf(word(at + count), "утра|am|ночи");
    const bool evening = shortPm || isOneOf(word(at + count), "вечера|дня|pm");
    if ((morning && !shortAm) || (evening && !shortPm)) ++count;
    if (!told && !colon && !morning && !evening) return 0;
    int value = *hour;
    if (evening && value < 12) value += 12;
    if (morning && value == 12) value = 0;
    const bool exact = morning || evening || colon || point != std::string_view::npos;
    if (!exact && value >= 1 && value <= kLastMorningHour) value += 12;
    clock_ = value * 60 + *minute;
    halfTold_ = morning || evening;
    return count;
}

std::size_t Reader::timeAt(std::size_t at) {
    const bool told = preposition(at);
    std::size_t next = told ? at + 1 : at;
    if (word(next) == "the") ++next;
    if (const auto part = spoken::partOfDay(word(next)); part && !part_) {
        const bool alone = isOneOf(word(next), "утром|днем|вечером|tonight");
        if (!told && !alone && !isOneOf(word(at), "morning|afternoon|evening")) return 0;
        part_ = part;
        return next + 1 - at;
    }
    if (clock_) return 0;
    if (isOneOf(word(next), "час") && told) {
        clock_ = 13 * 60;
        return next + 1 - at;
    }
    const std::size_t count = clockAt(next, told);
    return count == 0 ? 0 : next + count - at;
}

SpokenTask Reader::read() {
    for (std::size_t at = 0; at < words_.size();) {
        std::size_t count = 0;
        if (!hasDay()) count = spanAt(at);
        if (count == 0 && !hasDay()) count = dayAt(at);
        if (count == 0 && when_.span == Span::None) count = timeAt(at);
        take(at, count);
        at += std::max<std::size_t>(count, 1);
    }
    when_.minute = clock_ ? clock_ : part_;
    // "вечером в 7:30"
    if (clock_ && part_ && *part_ >= kAfternoon && *clock_ < kNoon && !halfTold_) when_.minute = *clock_ + kNoon;
    SpokenTask task;
    for (const Word& each : words_) {
        if (each.taken) continue;
        if (!task.words.empty()) task.words += ' ';
        task.words += each.typed;
    }
    while (task.words.ends_with(',')) task.words.pop_back();
    if (!hasDay() && !when_.minute) return task;
    if (!hasDay()) setDay(now_.day.days + (*when_.minute <= now_.minute ? 1 : 0));
    task.when = when_;
    return task;
}

}  // namespace

SpokenTask readTask(std::string_view typed, const WallTime& now) { return Reader(tidy(typed), now).read(); }

}  // namespace kupets::text
