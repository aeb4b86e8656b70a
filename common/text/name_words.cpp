// Names into the words that are compared.
#include <algorithm>
#include <array>
#include <set>

#include "common/text/company_name.h"
#include "common/text/fold.h"
#include "common/text/likeness.h"
#include "common/text/utf8.h"

namespace kupets::text {
namespace {

constexpr std::size_t kMostWords = 12;
constexpr std::size_t kMostBytes = 500;

bool isDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool isCyrillic(char32_t c) { return c >= 0x400 && c <= 0x4FF; }
/// Not the signs × and ÷, nor punctuation and symbols (№, “, …).
bool isLetter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c >= 0x2C00));
}

constexpr std::pair<char32_t, char32_t> kLookalikes[] = {{U'a', U'а'}, {U'e', U'е'}, {U'o', U'о'}, {U'p', U'р'},
                                                         {U'c', U'с'}, {U'x', U'х'}, {U'y', U'у'}, {U'k', U'к'},
                                                         {U'm', U'м'}, {U't', U'т'}, {U'h', U'н'}, {U'b', U'в'}};

char32_t toLatin(char32_t c) {
    for (const auto& [latin, cyrillic] : kLookalikes)
        if (c == cyrillic) return latin;
    return c;
}
char32_t toCyrillic(char32_t c) {
    for (const auto& [latin, cyrillic] : kLookalikes)
        if (c == latin) return cyrillic;
    return c;
}

std::u32string points(std::string_view utf8) {
    std::u32string out;
    for (std::size_t i = 0; i < utf8.size();) out += decode(utf8, i);
    return out;
}
std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append(out, c);
    return out;
}

/// A word of both scripts is a Russian one with Latin letters that look alike.
void unify(std::u32string& word) {
    const auto cyrillic = std::ranges::count_if(word, isCyrillic);
    const auto latin = std::ranges::count_if(word, [](char32_t c) { return c >= U'a' && c <= U'z'; });
    if (cyrillic == 0 || latin == 0) return;
    std::ranges::transform(word, word.begin(), toCyrillic);
}

NameWord wordOf(std::u32string text, NameWord::Kind kind) {
    NameWord word;
    word.kind = kind;
    if (kind == NameWord::Kind::Number) {
        std::ranges::transform(text, text.begin(), toLatin);
        word.folded = word.latin = utf8(text);
        // М8 in Russian and M8 in English are one thread.
        word.latin = latinSounds(word.folded);
        word.folded = word.latin;
        return word;
    }
    unify(text);
    word.cyrillic = std::ranges::any_of(text, isCyrillic);
    word.folded = utf8(text);
    word.latin = latinSounds(word.folded);
    return word;
}

/// Runs of letters and digits, folded; what stands between them separates. `dots`: where a dot follows, it is an
/// initial.
struct Run {
    std::u32string text;
    bool dot = false;
};
std::vector<Run> runsOf(std::string_view typed) {
    const std::u32string folded = points(fold(slice(typed.substr(0, kMostBytes), 0, kMostBytes)));
    std::vector<Run> runs;
    bool open = false;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char32_t c = folded[i];
        // 2,5 and 2.5 are one number.
        const bool point = (c == U',' || c == U'.') && i > 0 && i + 1 < folded.size() && isDigit(folded[i - 1]) &&
                           isDigit(folded[i + 1]);
        if (isLetter(c) || isDigit(c) || point) {
            if (!open) runs.emplace_back();
            open = true;
            runs.back().text += point ? U'.' : c;
            continue;
        }
        if (c == U'\'' || c == U'’' || c == U'`') continue;  // "Д’Артаньян", "Solov'ev"
        if (c == U'.' && open) runs.back().dot = true;
        open = false;
    }
    if (runs.size() > kMostWords) runs.resize(kMostWords);
    return runs;
}

std::string joinedOf(const std::vector<NameWord>& words) {
    std::vector<std::string_view> parts;
    for (const NameWord& word : words) parts.push_back(word.latin);
    std::ranges::sort(parts);
    std::string out;
    for (const std::string_view part : parts) out += part;
    return out;
}

const std::set<std::string_view>& formWords() {
    static const std::set<std::string_view> words{
        "ооо",  "оао", "зао", "пао",  "ао",   "нао",  "ип",   "чп",   "нко",  "ано", "гуп",     "муп",         "фгуп",
        "фгбу", "мбу", "гбу", "оно",  "тоо",  "тов",  "кфх",  "пк",   "снт",  "тсж", "одо",     "чуп",         "нпао",
        "llc",  "ltd", "inc", "gmbh", "corp", "co",   "ag",   "sa",   "plc",  "llp", "limited", "ooo",         "oao",
        "zao",  "pao", "ao",  "ip",   "jsc",  "ojsc", "cjsc", "pjsc", "sarl", "bv",  "oy",      "incorporated"};
    return words;
}

/// Written out, and words that companies call themselves by.
const std::vector<std::vector<std::string_view>>& formPhrases() {
    static const std::vector<std::vector<std::string_view>> phrases{
        {"общество", "с", "ограниченной", "ответственностью"},
        {"общество", "с", "огр", "ответственностью"},
        {"открытое", "акционерное", "общество"},
        {"закрытое", "акционерное", "общество"},
        {"публичное", "акционерное", "общество"},
        {"непубличное", "акционерное", "общество"},
        {"акционерное", "общество"},
        {"индивидуальный", "предприниматель"},
        {"частный", "предприниматель"},
        {"автономная", "некоммерческая", "организация"},
        {"государственное", "унитарное", "предприятие"},
        {"муниципальное", "унитарное", "предприятие"},
        {"группа", "компаний"},
        {"торговый", "дом"},
        {"производственная", "компания"},
        {"научно", "производственное", "объединение"}};
    return phrases;
}

/// The short form of the second kind is taken away too, so that both ways of writing it agree.
const std::set<std::string_view>& emptyWords() {
    static const std::set<std::string_view> words{"компания", "фирма",   "предприятие", "корпорация", "холдинг",
                                                  "гк",       "тд",      "пкф",         "нпо",        "company",
                                                  "group",    "holding", "the",         "firma"};
    return words;
}

void dropPhrases(std::vector<NameWord>& words) {
    for (const auto& phrase : formPhrases()) {
        const auto found = std::search(words.begin(), words.end(), phrase.begin(), phrase.end(),
                                       [](const NameWord& word, std::string_view part) { return word.folded == part; });
        if (found == words.end()) continue;
        if (phrase.size() == words.size()) continue;
        words.erase(found, found + static_cast<std::ptrdiff_t>(phrase.size()));
    }
}

void drop(std::vector<NameWord>& words, const std::set<std::string_view>& what) {
    std::vector<NameWord> left;
    std::ranges::copy_if(words, std::back_inserter(left),
                         [&](const NameWord& word) { return !what.contains(word.folded); });
    if (!left.empty()) words = std::move(left);
}

bool endsWithAny(std::string_view text, std::initializer_list<std::string_view> ends) {
    return std::ranges::any_of(ends, [text](std::string_view end) { return text.ends_with(end); });
}
bool isPatronymic(std::string_view latin) {
    return latin.size() > 6 && endsWithAny(latin, {"ovich", "evich", "ovna", "evna", "ichna", "inichna"});
}

}  // namespace

Name companyName(std::string_view typed) {
    Name name;
    name.kind = NameKind::Company;
    for (Run& run : runsOf(splitCompanyName(typed).name)) {
        const bool number = std::ranges::any_of(run.text, isDigit);
        name.words.push_back(wordOf(std::move(run.text), number ? NameWord::Kind::Number : NameWord::Kind::Letters));
    }
    dropPhrases(name.words);
    drop(name.words, formWords());
    drop(name.words, emptyWords());
    name.joined = joinedOf(name.words);
    return name;
}

Name personName(std::string_view typed) {
    Name name;
    name.kind = NameKind::Person;
    for (Run& run : runsOf(typed)) {
        const bool initial = run.text.size() == 1 || (run.text.size() == 2 && run.dot);
        NameWord word = wordOf(std::move(run.text), initial ? NameWord::Kind::Initial : NameWord::Kind::Letters);
        if (!initial && isPatronymic(word.latin)) word.kind = NameWord::Kind::Patronymic;
        name.words.push_back(std::move(word));
    }
    name.joined = joinedOf(name.words);
    return name;
}

Name thingName(std::string_view typed) {
    Name name;
    for (const Run& run : runsOf(typed)) {
        // "5кг" is "5" and "кг"; "м8х40" is "м8" and "40"; "м8" is one.
        std::u32string part;
        const auto flush = [&] {
            if (part.empty()) return;
            const bool number = std::ranges::any_of(part, isDigit);
            const bool sign = !number && part.size() == 1 && (part == U"х" || part == U"x") && !name.words.empty() &&
                              name.words.back().kind == NameWord::Kind::Number;
            if (!sign) name.words.push_back(wordOf(part, number ? NameWord::Kind::Number : NameWord::Kind::Letters));
            part.clear();
        };
        for (const char32_t c : run.text) {
            const bool digit = isDigit(c) || c == U'.';
            const bool wasDigit = !part.empty() && (isDigit(part.back()) || part.back() == U'.');
            if (wasDigit && !digit) flush();
            if (!wasDigit && digit && part.size() > 3) flush();
            if (!wasDigit && digit && (part == U"х" || part == U"x") && !name.words.empty()) flush();
            part += c;
        }
        flush();
    }
    name.joined = joinedOf(name.words);
    return name;
}

Name nameOf(NameKind kind, std::string_view typed) {
    switch (kind) {
        case NameKind::Company:
            return companyName(typed);
        case NameKind::Person:
            return personName(typed);
        case NameKind::Words:
            break;
    }
    return thingName(typed);
}

std::string exactForm(std::string_view typed) {
    std::u32string out;
    const std::u32string folded = points(fold(tidy(typed)));
    std::size_t from = 0;
    if (folded.starts_with(U"г.") || folded.starts_with(U"г ")) from = 2;
    if (folded.starts_with(U"город ")) from = 6;
    for (std::size_t i = from; i < folded.size(); ++i) {
        const char32_t c = folded[i];
        if (isLetter(c) || isDigit(c)) out += toLatin(c);
    }
    return utf8(out);
}

std::uint64_t hashOf(std::string_view bytes, std::uint64_t seed) {
    // FNV-1a, its bits mixed: the same on every computer, for it stands in advisory locks that servers share.
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ (seed * 0x9e3779b97f4a7c15ULL);
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93ULL;
    return hash ^ (hash >> 32);
}

}  // namespace kupets::text
