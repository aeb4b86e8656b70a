#include "common/text/spoken_words.h"

#include <algorithm>
#include <array>

namespace kupets::text::spoken {

namespace {

constexpr int kOne = 12;

template <typename Meaning>
struct Entry {
    std::string_view words;
    Meaning meaning;
};

template <typename Meaning, std::size_t size>
std::optional<Meaning> meaningOf(const std::array<Entry<Meaning>, size>& entries, std::string_view word) {
    const auto found = std::ranges::find_if(entries, [&](const auto& entry) { return isOneOf(word, entry.words); });
    if (found == entries.end()) return std::nullopt;
    return found->meaning;
}

constexpr std::array<Entry<int>, 14> kNumbers{{
    {"полтора|полторы", kOne * 3 / 2},
    {"один|одну|одна|одно|one|a|an", kOne},
    {"два|две|пару|two|couple", kOne * 2},
    {"три|three", kOne * 3},
    {"четыре|four", kOne * 4},
    {"пять|five", kOne * 5},
    {"шесть|six", kOne * 6},
    {"семь|seven", kOne * 7},
    {"восемь|eight", kOne * 8},
    {"девять|nine", kOne * 9},
    {"десять|ten", kOne * 10},
    {"пятнадцать|fifteen", kOne * 15},
    {"двадцать|twenty", kOne * 20},
    {"тридцать|thirty", kOne * 30},
}};

constexpr std::array<Entry<Unit>, 8> kUnits{{
    {"мин|минуту|минуты|минут|min|mins|minute|minutes", Unit::Minute},
    {"полчаса", Unit::HalfHour},
    {"ч|час|часа|часов|часик|часика|h|hour|hours", Unit::Hour},
    {"день|дня|дней|day|days", Unit::Day},
    {"неделю|недели|недель|недельку|week|weeks", Unit::Week},
    {"месяц|месяца|месяцев|month|months", Unit::Month},
    {"полгода", Unit::HalfYear},
    {"год|года|лет|year|years", Unit::Year},
}};

constexpr std::array<Entry<int>, 7> kWeekdays{{
    {"понедельник|понедельника|понедельнику|monday", 0},
    {"вторник|вторника|вторнику|tuesday", 1},
    {"среда|среду|среды|среде|wednesday", 2},
    {"четверг|четверга|четвергу|thursday", 3},
    {"пятница|пятницу|пятницы|пятнице|friday", 4},
    {"суббота|субботу|субботы|субботе|saturday", 5},
    {"воскресенье|воскресенья|воскресенью|sunday", 6},
}};

constexpr std::array<Entry<int>, 7> kShortWeekdays{{
    {"пн|mon", 0},
    {"вт|tue", 1},
    {"ср|wed", 2},
    {"чт|thu", 3},
    {"пт|fri", 4},
    {"сб|sat", 5},
    {"вс|sun", 6},
}};

constexpr std::array<Entry<unsigned>, 12> kMonths{{
    {"января|янв|january|jan", 1U},
    {"февраля|фев|february|feb", 2U},
    {"марта|мар|march|mar", 3U},
    {"апреля|апр|april|apr", 4U},
    {"мая|may", 5U},
    {"июня|июн|june|jun", 6U},
    {"июля|июл|july|jul", 7U},
    {"августа|авг|august|aug", 8U},
    {"сентября|сен|сент|september|sep|sept", 9U},
    {"октября|окт|october|oct", 10U},
    {"ноября|ноя|нояб|november|nov", 11U},
    {"декабря|дек|december|dec", 12U},
}};

constexpr std::array<Entry<int>, 5> kParts{{
    {"утром|утра|утру|morning", 9 * 60},
    {"полдень|полудню|полудня|noon|midday", 12 * 60},
    {"обед|обеду|обеда|lunch", 13 * 60},
    {"днем|afternoon", 14 * 60},
    {"вечером|вечеру|вечера|evening|tonight", 18 * 60},
}};

}  // namespace

bool isOneOf(std::string_view word, std::string_view words) {
    while (!words.empty()) {
        const std::size_t end = words.find('|');
        if (words.substr(0, end) == word) return true;
        if (end == std::string_view::npos) return false;
        words.remove_prefix(end + 1);
    }
    return false;
}

std::optional<int> number(std::string_view word) {
    if (word.empty() || word.size() > 4) return std::nullopt;
    int value = 0;
    for (const char c : word) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<int> twelfths(std::string_view word) {
    if (const auto said = meaningOf(kNumbers, word)) return said;
    const std::size_t point = word.find_first_of(",.");
    const auto whole = number(word.substr(0, point));
    if (!whole || *whole > 999) return std::nullopt;
    if (point == std::string_view::npos) return *whole == 0 ? std::nullopt : std::optional(*whole * kOne);
    const std::string_view rest = word.substr(point + 1);
    if (rest == "5") return *whole * kOne + kOne / 2;
    if (rest == "25") return *whole * kOne + kOne / 4;
    if (rest == "75") return *whole * kOne + kOne * 3 / 4;
    return std::nullopt;
}

std::optional<Unit> unit(std::string_view word) { return meaningOf(kUnits, word); }
std::optional<int> weekday(std::string_view word) { return meaningOf(kWeekdays, word); }
std::optional<int> shortWeekday(std::string_view word) { return meaningOf(kShortWeekdays, word); }
std::optional<unsigned> month(std::string_view word) { return meaningOf(kMonths, word); }
std::optional<int> partOfDay(std::string_view word) { return meaningOf(kParts, word); }

}  // namespace kupets::text::spoken
