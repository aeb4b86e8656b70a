// The vocabulary of spoken_time.h: folded words (text::fold) with their endings.
#pragma once

#include <optional>
#include <string_view>

namespace kupets::text::spoken {

enum class Unit { Minute, HalfHour, Hour, Day, Week, Month, HalfYear, Year };

/// Whether `word` is one of "a|b|c".
bool isOneOf(std::string_view word, std::string_view words);

/// "2", "два", "пару", "полтора", in twelfths of one, so that halves and quarters of an hour are whole; 1 to 999.
std::optional<int> twelfths(std::string_view word);
/// Digits alone, and not more than four.
std::optional<int> number(std::string_view word);
std::optional<Unit> unit(std::string_view word);
/// 0: Monday.
std::optional<int> weekday(std::string_view word);
/// The same by two or three letters: "пт", "fri".
std::optional<int> shortWeekday(std::string_view word);
/// 1 to 12.
std::optional<unsigned> month(std::string_view word);
/// "утром", "в обед", "evening": the minute of the day that people mean.
std::optional<int> partOfDay(std::string_view word);

}  // namespace kupets::text::spoken
