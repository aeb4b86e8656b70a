#include "common/text/capitals.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace kupets::text {
namespace {

constexpr std::array<std::string_view, 22> kParticles{"оглы", "оглу", "кызы", "гызы", "углы", "уулу", "де",  "дер",
                                                      "ди",   "дю",   "да",   "фон",  "ван",  "тер",  "бин", "ибн",
                                                      "von",  "van",  "der",  "de",   "di",   "bin"};
// They stand in what is written in small letters and is no name: "менеджер по продажам".
constexpr std::array<std::string_view, 17> kNoNames{
    "по",  "и",        "из",       "от",        "на",        "для",      "в",     "с",   "отдел",
    "зам", "директор", "менеджер", "бухгалтер", "секретарь", "приемная", "склад", "офис"};
constexpr std::array<std::string_view, 9> kInCities{"на", "ле", "под", "де", "ла", "и", "upon", "am", "an"};

template <typename List>
bool isIn(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

bool isApostrophe(char32_t c) { return c == U'\'' || c == U'’'; }

/// Letters, hyphens, points and apostrophes alone.
bool isOfLetters(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = decode(text, i);
        const bool latin = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
        const bool letter = latin || (c >= 0xC0 && c < 0x530 && c != 0xD7 && c != 0xF7);
        if (!letter && c != U' ' && c != U'-' && c != U'.' && !isApostrophe(c)) return false;
    }
    return !text.empty();
}

bool isMixed(std::string_view text) { return upper(text) != text && lower(text) != text; }

/// Capitals at the beginning and behind each hyphen, point and (in names like "О'Коннор") apostrophe.
template <typename Small>
std::string capitalised(std::string_view word, const Small& small) {
    const std::string low = lower(word);
    std::string out;
    std::string part;
    const auto flush = [&] {
        if (!part.empty() && !(!out.empty() && isIn(small, part))) {
            std::size_t end = 0;
            decode(part, end);
            part = upper(part.substr(0, end)) + part.substr(end);
        }
        out += part;
        part.clear();
    };
    for (std::size_t i = 0; i < low.size();) {
        const char32_t c = decode(low, i);
        if (c == U'-' || c == U'.') {
            flush();
            append(out, c);
            continue;
        }
        append(part, c);
        if (isApostrophe(c) && length(part) == 2) {
            flush();
        }
    }
    flush();
    return out;
}

bool hasFullStopWithin(std::string_view word) { return word.find('.') != std::string_view::npos; }

}  // namespace

std::string standardPerson(std::string_view typed) {
    const std::string name = tidy(typed);
    std::vector<std::string> words = wordsOf(name);
    if (words.empty() || words.size() > 4 || !isOfLetters(name) || isMixed(name)) return name;
    // "ВТБ", "аня": too short to tell a name from an abbreviation.
    if (words.size() == 1 && (length(name) <= 3 || hasFullStopWithin(name))) return name;
    bool real = false;  // more than initials
    for (const std::string& word : words) {
        if (isIn(kNoNames, fold(word))) return name;
        real = real || (!hasFullStopWithin(word) && length(word) > 2);
    }
    if (!real) return name;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string low = lower(words[i]);
        const bool particle = i > 0 && isIn(kParticles, low);
        words[i] = particle ? low : capitalised(words[i], kParticles);
    }
    return joined(words);
}

std::string standardCity(std::string_view typed) {
    const std::string whole = tidy(typed);
    std::string city = whole;
    const std::string folded = fold(city);
    for (const std::string_view mark : {"город ", "гор. ", "гор.", "г. ", "г.", "г "}) {
        // The folded mark is of as many bytes as the typed one.
        if (!folded.starts_with(mark) || folded.size() == mark.size() || folded.size() != city.size()) continue;
        city = tidy(city.substr(mark.size()));
        break;
    }
    const std::string plain = fold(city);
    if (plain == "спб" || plain == "с-пб" || plain == "с.-петербург" || plain == "санкт петербург")
        return "Санкт-Петербург";
    if (plain == "мск") return "Москва";
    std::vector<std::string> words = wordsOf(city);
    if (words.empty() || words.size() > 4 || !isOfLetters(city) || city.find('.') != std::string::npos) return whole;
    if (isMixed(city)) return city;
    if (words.size() == 1 && length(city) <= 3 && upper(city) == city) return whole;  // an abbreviation
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string low = lower(words[i]);
        words[i] = i > 0 && isIn(kInCities, low) ? low : capitalised(words[i], kInCities);
    }
    return joined(words);
}

}  // namespace kupets::text
