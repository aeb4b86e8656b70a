// Words of both scripts as the Latin letters of their sounds, and back.
#include <array>
#include <utility>

#include "common/text/fold.h"
#include "common/text/likeness.h"
#include "common/text/utf8.h"

namespace kupets::text {
namespace {

/// а … я, in the order of Unicode; ъ and ь are silent.
constexpr std::array<std::string_view, 32> kSounds{"a", "b",  "v",  "g",  "d", "e", "zh", "z", "i", "i", "k",
                                                   "l", "m",  "n",  "o",  "p", "r", "s",  "t", "u", "f", "h",
                                                   "c", "ch", "sh", "sh", "",  "i", "",   "e", "u", "a"};

/// The usual ways of writing them in Latin, longer ones first.
constexpr std::pair<std::string_view, std::string_view> kLatin[] = {
    {"shch", "sh"}, {"sch", "sh"}, {"tch", "ch"}, {"kh", "h"}, {"ph", "f"}, {"ts", "c"}, {"tz", "c"},
    {"ck", "k"},    {"yo", "e"},   {"jo", "e"},   {"yu", "u"}, {"ju", "u"}, {"iu", "u"}, {"ya", "a"},
    {"ja", "a"},    {"ia", "a"},   {"ye", "e"},   {"je", "e"}, {"ie", "e"}, {"y", "i"},  {"j", "i"},
    {"w", "v"},     {"x", "ks"},   {"q", "k"},    {"'", ""},   {"`", ""}};

/// A "c" of Latin words is that of "company", unless it is "ch" or stood for ц.
constexpr std::pair<std::string_view, std::string_view> kCyrillic[] = {
    {"shch", "щ"}, {"sch", "щ"}, {"sh", "ш"}, {"ch", "ч"},  {"zh", "ж"}, {"kh", "х"}, {"ph", "ф"}, {"ts", "ц"},
    {"yo", "е"},   {"yu", "ю"},  {"ya", "я"}, {"ia", "ия"}, {"ck", "к"}, {"a", "а"},  {"b", "б"},  {"c", "к"},
    {"d", "д"},    {"e", "е"},   {"f", "ф"},  {"g", "г"},   {"h", "х"},  {"i", "и"},  {"j", "й"},  {"k", "к"},
    {"l", "л"},    {"m", "м"},   {"n", "н"},  {"o", "о"},   {"p", "п"},  {"q", "к"},  {"r", "р"},  {"s", "с"},
    {"t", "т"},    {"u", "у"},   {"v", "в"},  {"w", "в"},   {"x", "кс"}, {"y", "й"},  {"z", "з"}};

template <typename Table>
std::string replaced(std::string_view text, const Table& table) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        bool found = false;
        for (const auto& [from, to] : table) {
            if (!text.substr(i).starts_with(from)) continue;
            out += to;
            i += from.size();
            found = true;
            break;
        }
        if (!found) out += text[i++];
    }
    return out;
}

std::string sounded(std::string_view folded) {
    std::string out;
    for (std::size_t i = 0; i < folded.size();) {
        const char32_t c = decode(folded, i);
        if (c >= U'а' && c <= U'я') {
            out += kSounds[c - U'а'];
        } else if (c < 0x80) {
            out += static_cast<char>(c);
        } else {
            append(out, c);
        }
    }
    return out;
}

}  // namespace

std::string latinSounds(std::string_view word) {
    // "iya" is "ia" first and "a" then.
    const std::string twice = replaced(replaced(sounded(fold(word)), kLatin), kLatin);
    std::string out;
    for (const char c : twice) {
        const bool digit = c >= '0' && c <= '9';
        if (out.empty() || out.back() != c || digit) out += c;
    }
    return out;
}

std::vector<std::string> spellingsOf(const NameWord& word) {
    std::vector<std::string> out{word.folded};
    const auto add = [&out](std::string spelling) {
        if (!spelling.empty() && spelling != out.front()) out.push_back(std::move(spelling));
    };
    if (word.kind == NameWord::Kind::Number) return out;
    if (!word.cyrillic) {
        add(replaced(word.folded, kCyrillic));
        return out;
    }
    // As most passports have it, and as the sounds go.
    constexpr std::array<std::string_view, 32> kPassport{"a",  "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "y", "k",
                                                         "l",  "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "kh",
                                                         "ts", "ch", "sh", "shch", "",  "y", "",   "e", "yu", "ya"};
    std::string latin;
    for (std::size_t i = 0; i < word.folded.size();) {
        const char32_t c = decode(word.folded, i);
        if (c >= U'а' && c <= U'я') latin += kPassport[c - U'а'];
    }
    add(std::move(latin));
    return out;
}

}  // namespace kupets::text
