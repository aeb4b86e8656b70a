#include "common/text/spoken_dates.h"

#include <algorithm>

#include "common/text/spoken_words.h"

namespace kupets::text::spoken {

int weekdayOf(Date day) {
    return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(day.ymd())).iso_encoding()) - 1;
}

Date plusMonths(Date day, int months) {
    const auto ymd = day.ymd();
    const auto month = std::chrono::year_month(ymd.year(), ymd.month()) + std::chrono::months(months);
    const std::chrono::year_month_day_last last(month.year(), std::chrono::month_day_last(month.month()));
    const auto same = std::min(static_cast<unsigned>(ymd.day()), static_cast<unsigned>(last.day()));
    return Date::fromYmd(static_cast<int>(month.year()), static_cast<unsigned>(month.month()), same).value_or(day);
}

Date monthEnd(Date day) {
    const auto ymd = day.ymd();
    const Date first{day.days - static_cast<std::int32_t>(static_cast<unsigned>(ymd.day())) + 1};
    return {plusMonths(first, 1).days - 1};
}

std::optional<Date> dateOf(Date today, unsigned day, unsigned month, int year) {
    if (year > 0) return Date::fromYmd(year < 100 ? 2000 + year : year, month, day);
    const int thisYear = static_cast<int>(today.ymd().year());
    const auto date = Date::fromYmd(thisYear, month, day);
    return date && *date < today ? Date::fromYmd(thisYear + 1, month, day) : date;
}

std::optional<Date> dottedDate(Date today, std::string_view word) {
    const std::size_t first = word.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = word.find('.', first + 1);
    const std::string_view monthText =
        word.substr(first + 1, second == std::string_view::npos ? second : second - first - 1);
    const auto day = spoken::number(word.substr(0, first));
    const auto month = spoken::number(monthText);
    if (!day || !month || first > 2 || monthText.size() != 2) return std::nullopt;
    if (second == std::string_view::npos)
        return dateOf(today, static_cast<unsigned>(*day), static_cast<unsigned>(*month), 0);
    const std::string_view yearText = word.substr(second + 1);
    const auto year = spoken::number(yearText);
    if (!year || *year == 0 || (yearText.size() != 2 && yearText.size() != 4)) return std::nullopt;
    return dateOf(today, static_cast<unsigned>(*day), static_cast<unsigned>(*month), *year);
}

std::optional<unsigned> dayNumber(std::string_view word) {
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const auto value = spoken::number(word.substr(0, digits));
    if (!value || *value < 1 || *value > 31) return std::nullopt;
    const std::string_view ending = word.substr(digits);
    if (!ending.empty() && !isOneOf(ending, "-го|-ого|-е|-ое|го|st|nd|rd|th")) return std::nullopt;
    return static_cast<unsigned>(*value);
}

}  // namespace kupets::text::spoken
