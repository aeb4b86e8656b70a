// The names of the expression language: functions and words, each in English and Russian. Case does not matter, nor ё
// and е.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kupets::expr {

enum class Language { English, Russian };

// clang-format off
enum class Function : std::uint8_t {
    If, Coalesce, IsBlank,
    Sum, Count, Average, Min, Max,
    Abs, Round,
    Len, Left, Right, Mid, Upper, Lower, Trim, Concat, Substitute, Contains, StartsWith, Has,
    Today, Now, Year, Month, Day, Hour, Minute, Date, Days, WorkDays, EDate, Weekday,
    Me, MyDepartment, Id,
};
// clang-format on

struct FunctionInfo {
    Function function;
    std::string_view english;
    std::string_view russian;
    std::uint16_t least;  // number of arguments
    std::uint16_t most;
};

/// All functions, in the order of the enumeration.
std::span<const FunctionInfo> functions();
const FunctionInfo& info(Function function);
std::optional<Function> functionByName(std::string_view name);

/// Words that are no field names unless in brackets: [in].
enum class Word : std::uint8_t { And, Or, Not, In, True, False, Null };
std::string_view wordName(Word word, Language language);
std::optional<Word> wordByName(std::string_view name);

}  // namespace kupets::expr
