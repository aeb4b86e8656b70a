// Moments that come again and again, written as cron writes them, by the clocks of a place:
//
//     minute hour day-of-month month day-of-week [how]
//     "0 8 * * 1-5"          at eight, Mondays to Fridays
//     "*/15 9-17 * * *"      every quarter of an hour
//     "30 9 10,L * *"        on the tenth and the last day of a month
//     "0 10 * * 1#1"         on the first Monday (5L: on the last Friday)
//     "0 9 10 * * before"    on the tenth, or the working day before it when that is none (after, skip)
//
// Sunday is 0 and 7. When day of month and day of week are both given, either will do. Where clocks are put forward
// over such a time, it comes at that moment; where they show it twice, at the first, but what comes every hour comes in
// both. So each occurrence comes once, whatever clocks do.
//
// Pure, immutable, thread-safe.
#pragma once

#include <bitset>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/calendar/zone.h"

namespace kupets::calendar {

class Recurrence {
public:
    /// Errors: Syntax; args: the part that is wrong.
    static Result<Recurrence> parse(std::string_view text);

    /// Whether a day is a working day; only asked where the text says how it goes by them.
    using IsWorking = std::function<bool(Date)>;
    /// The first occurrence later than `moment`; nothing when none comes within ten years.
    std::optional<Timestamp> next(Timestamp moment, const Zone& zone, const IsWorking& isWorking) const;
    /// Mondays to Fridays.
    std::optional<Timestamp> next(Timestamp moment, const Zone& zone) const;

    const std::string& text() const { return text_; }

private:
    enum class How { Always, Before, After, Skip };
    struct NthWeekday {
        unsigned weekday = 0;  // Sunday is 0
        int nth = 0;           // -1: the last
    };

    Result<void> parseDays(std::string_view text);
    Result<void> parseWeekdays(std::string_view text);
    bool matches(Date day) const;
    bool occursOn(Date day, const IsWorking& isWorking) const;
    std::optional<Timestamp> firstAfter(Timestamp moment, Date day, const Zone& zone) const;

    std::string text_;
    std::bitset<60> minutes_;
    std::bitset<24> hours_;
    std::bitset<32> days_;
    std::bitset<13> months_;
    std::bitset<7> weekdays_;
    bool lastDay_ = false;
    bool anyHour_ = false;
    bool anyDay_ = false;
    bool anyWeekday_ = false;
    std::vector<NthWeekday> nth_;
    How how_ = How::Always;
};

}  // namespace kupets::calendar
