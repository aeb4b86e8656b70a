#include "common/expr/functions.h"

#include <array>
#include <string>
#include <unordered_map>

#include "common/text/fold.h"

namespace kupets::expr {
namespace {

constexpr std::uint16_t kMany = 100;

// clang-format off
constexpr std::array kFunctions = {
    FunctionInfo{Function::If,         "IF",          "ЕСЛИ",       2, 3},
    FunctionInfo{Function::Coalesce,   "COALESCE",    "ЕСЛИПУСТО",  2, kMany},
    FunctionInfo{Function::IsBlank,    "ISBLANK",     "ЕПУСТО",     1, 1},
    FunctionInfo{Function::Sum,        "SUM",         "СУММ",       1, 3},
    FunctionInfo{Function::Count,      "COUNT",       "СЧЁТ",       1, 3},
    FunctionInfo{Function::Average,    "AVERAGE",     "СРЗНАЧ",     1, 3},
    FunctionInfo{Function::Min,        "MIN",         "МИН",        1, kMany},
    FunctionInfo{Function::Max,        "MAX",         "МАКС",       1, kMany},
    FunctionInfo{Function::Abs,        "ABS",         "МОДУЛЬ",     1, 1},
    FunctionInfo{Function::Round,      "ROUND",       "ОКРУГЛ",     1, 2},
    FunctionInfo{Function::Len,        "LEN",         "ДЛСТР",      1, 1},
    FunctionInfo{Function::Left,       "LEFT",        "ЛЕВСИМВ",    2, 2},
    FunctionInfo{Function::Right,      "RIGHT",       "ПРАВСИМВ",   2, 2},
    FunctionInfo{Function::Mid,        "MID",         "ПСТР",       3, 3},
    FunctionInfo{Function::Upper,      "UPPER",       "ПРОПИСН",    1, 1},
    FunctionInfo{Function::Lower,      "LOWER",       "СТРОЧН",     1, 1},
    FunctionInfo{Function::Trim,       "TRIM",        "СЖПРОБЕЛЫ",  1, 1},
    FunctionInfo{Function::Concat,     "CONCAT",      "СЦЕП",       1, kMany},
    FunctionInfo{Function::Substitute, "SUBSTITUTE",  "ПОДСТАВИТЬ", 3, 3},
    FunctionInfo{Function::Contains,   "CONTAINS",    "СОДЕРЖИТ",   2, 2},
    FunctionInfo{Function::StartsWith, "STARTS_WITH", "НАЧИНАЕТСЯ", 2, 2},
    FunctionInfo{Function::Has,        "HAS",         "ИМЕЕТ",      2, 2},
    FunctionInfo{Function::Today,      "TODAY",       "СЕГОДНЯ",    0, 0},
    FunctionInfo{Function::Now,        "NOW",         "ТДАТА",      0, 0},
    FunctionInfo{Function::Year,       "YEAR",        "ГОД",        1, 1},
    FunctionInfo{Function::Month,      "MONTH",       "МЕСЯЦ",      1, 1},
    FunctionInfo{Function::Day,        "DAY",         "ДЕНЬ",       1, 1},
    FunctionInfo{Function::Hour,       "HOUR",        "ЧАС",        1, 1},
    FunctionInfo{Function::Minute,     "MINUTE",      "МИНУТЫ",     1, 1},
    FunctionInfo{Function::Date,       "DATE",        "ДАТА",       1, 3},
    FunctionInfo{Function::Days,       "DAYS",        "ДНИ",        2, 2},
    FunctionInfo{Function::WorkDays,   "WORKDAYS",    "РАБДНИ",     2, 2},
    FunctionInfo{Function::EDate,      "EDATE",       "ДАТАМЕС",    2, 2},
    FunctionInfo{Function::Weekday,    "WEEKDAY",     "ДЕНЬНЕД",    1, 1},
    FunctionInfo{Function::Me,         "ME",          "Я",          0, 0},
    FunctionInfo{Function::MyDepartment, "MY_DEPARTMENT", "МОЙОТДЕЛ", 0, 0},
    FunctionInfo{Function::Id,         "ID",          "ИД",         1, 1},
};

struct WordInfo { Word word; std::string_view english; std::string_view russian; };
constexpr std::array kWords = {
    WordInfo{Word::And,   "AND",   "И"},
    WordInfo{Word::Or,    "OR",    "ИЛИ"},
    WordInfo{Word::Not,   "NOT",   "НЕ"},
    WordInfo{Word::In,    "IN",    "В"},
    WordInfo{Word::True,  "TRUE",  "ИСТИНА"},
    WordInfo{Word::False, "FALSE", "ЛОЖЬ"},
    WordInfo{Word::Null,  "NULL",  "ПУСТО"},
};
// clang-format on

template <typename Key, typename Table, typename KeyOf>
std::unordered_map<std::string, Key> indexed(const Table& table, KeyOf keyOf) {
    std::unordered_map<std::string, Key> index;
    for (const auto& row : table) {
        index.emplace(text::fold(row.english), keyOf(row));
        index.emplace(text::fold(row.russian), keyOf(row));
    }
    return index;
}

template <typename Key>
std::optional<Key> find(const std::unordered_map<std::string, Key>& index, std::string_view name) {
    const auto found = index.find(text::fold(name));
    return found == index.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::span<const FunctionInfo> functions() { return kFunctions; }

const FunctionInfo& info(Function function) { return kFunctions[static_cast<std::size_t>(function)]; }

std::optional<Function> functionByName(std::string_view name) {
    static const auto index = indexed<Function>(kFunctions, [](const FunctionInfo& row) { return row.function; });
    return find(index, name);
}

std::string_view wordName(Word word, Language language) {
    const WordInfo& row = kWords[static_cast<std::size_t>(word)];
    return language == Language::English ? row.english : row.russian;
}

std::optional<Word> wordByName(std::string_view name) {
    static const auto index = indexed<Word>(kWords, [](const WordInfo& row) { return row.word; });
    return find(index, name);
}

}  // namespace kupets::expr
