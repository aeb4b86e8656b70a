#include "common/text/company_name.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/text/fold.h"
#include "common/text/legal_forms.h"
#include "common/text/utf8.h"

namespace kupets::text {
namespace {

using forms::Form;
using forms::Letters;
using forms::Place;

bool isOpening(char32_t c) { return c == U'«' || c == U'„' || c == U'‹' || c == U'‘'; }
bool isClosing(char32_t c) { return c == U'»' || c == U'”' || c == U'›' || c == U'’'; }
/// Opens and closes, or is used for both.
bool isStraight(char32_t c) { return c == U'"' || c == U'\'' || c == U'“' || c == U'`' || c == U'‟'; }
bool isQuote(char32_t c) { return isOpening(c) || isClosing(c) || isStraight(c); }
bool isGap(char32_t c) {
    return c <= U' ' || c == 0xA0 || c == U',' || c == U'(' || c == U')' || c == U';' || c == U'/' || c == U'|';
}

struct Word {
    std::string key;  // folded, without points
    std::size_t begin;
    std::size_t end;
    bool quoted;  // a quote stands between it and the word before
};

std::vector<Word> wordsOf(std::string_view text) {
    std::vector<Word> words;
    bool inside = false;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const char32_t c = decode(text, i);
        // An apostrophe within a word ("O'Key") is no quote.
        const bool apostrophe = (c == U'\'' || c == U'’') && inside && i < text.size() && text[i] != ' ';
        if (isGap(c) || (isQuote(c) && !apostrophe)) {
            quoted = quoted || isQuote(c);
            inside = false;
            continue;
        }
        if (!inside) words.push_back({"", begin, begin, std::exchange(quoted, false)});
        inside = true;
        words.back().end = i;
    }
    for (Word& word : words) {
        word.key = fold(text.substr(word.begin, word.end - word.begin));
        std::erase(word.key, '.');
    }
    return words;
}

/// Latin letters that look like Russian ones, in a word of nothing else: "OOO" typed on the other layout.
std::string lookAlike(const std::string& key) {
    constexpr std::string_view kLatin = "aceohkmptxb0";
    constexpr std::u32string_view kRussian = U"асеонкмртхво";
    std::string out;
    bool changed = false;
    for (std::size_t i = 0; i < key.size();) {
        const char32_t c = decode(key, i);
        const std::size_t at = c < 0x80 ? kLatin.find(static_cast<char>(c)) : std::string_view::npos;
        changed = changed || at != std::string_view::npos;
        append(out, at == std::string_view::npos ? c : kRussian[at]);
    }
    return changed ? out : std::string();
}

struct Known {
    const Form* form;
    std::vector<std::string_view> words;
};
using Index = std::unordered_map<std::string_view, std::vector<Known>>;

std::vector<std::string_view> partsOf(std::string_view words) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = words.find(' ');
        parts.push_back(words.substr(0, end));
        if (end == std::string_view::npos) return parts;
        words.remove_prefix(end + 1);
    }
}

/// By their first or last word, the longest first.
Index makeIndex(bool byFirst) {
    Index index;
    for (const Form& form : forms::kForms) {
        if (byFirst && form.place == Place::Behind) continue;
        std::vector<std::string_view> parts = partsOf(form.words);
        index[byFirst ? parts.front() : parts.back()].push_back({&form, parts});
    }
    for (auto& [word, list] : index)
        std::ranges::sort(list, std::ranges::greater(), [](const Known& known) { return known.words.size(); });
    return index;
}

bool isCapital(std::string_view typed) { return upper(typed) == typed; }

struct Found {
    const Form* form;
    std::size_t words;
};

std::optional<Found> match(const Index& index, const std::vector<Word>& words, std::string_view text, bool front,
                           const std::string& key) {
    const auto known = index.find(key);
    if (known == index.end()) return std::nullopt;
    for (const Known& item : known->second) {
        const std::size_t count = item.words.size();
        if (count > words.size()) continue;
        const std::size_t start = front ? 0 : words.size() - count;
        bool same = true;
        for (std::size_t i = 0; same && i < count; ++i) {
            const Word& word = words[start + i];
            const bool edge = front ? i == 0 : i + 1 == count;
            same = (edge ? key == item.words[i] : word.key == item.words[i]) && (i == 0 || !word.quoted);
        }
        const Word& first = words[start];
        const bool big = item.form->letters == Letters::Any ||
                         isCapital(text.substr(first.begin, words[start + count - 1].end - first.begin));
        if (same && big) return Found{item.form, count};
    }
    return std::nullopt;
}

std::optional<Found> find(const std::vector<Word>& words, std::string_view text, bool front) {
    static const Index atFront = makeIndex(true);
    static const Index behind = makeIndex(false);
    if (words.empty()) return std::nullopt;
    const Index& index = front ? atFront : behind;
    const std::string& key = front ? words.front().key : words.back().key;
    // Three noughts are the letters only where a quoted name follows: "000 "Ромашка"".
    const bool noughts = key == "000" && !(front && words.size() > 1 && words[1].quoted);
    if (auto found = match(index, words, text, front, key); found || noughts) return found;
    const std::string other = lookAlike(key);
    return other.empty() ? std::nullopt : match(index, words, text, front, other);
}

/// Without spaces, commas, dashes and lone brackets at the ends.
std::string trimmed(std::string_view text) {
    std::string out = tidy(text);
    const auto isLoose = [](char c) { return c == ' ' || c == ',' || c == ';' || c == '-'; };
    const auto dashed = [&] { return out.starts_with("–") || out.starts_with("—"); };
    while (!out.empty() && (isLoose(out.front()) || dashed())) out.erase(0, dashed() ? 3 : 1);
    while (!out.empty() && (isLoose(out.back()) || out.ends_with("–") || out.ends_with("—")))
        out.resize(out.size() - (isLoose(out.back()) ? 1 : 3));
    return out;
}

struct Quotes {
    std::vector<std::pair<std::size_t, std::size_t>> at;  // begin and end of each
    std::vector<char32_t> kind;
};

Quotes quotesOf(std::string_view text) {
    Quotes quotes;
    char32_t before = U' ';
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const char32_t c = decode(text, i);
        std::size_t next = i;
        const char32_t after = next < text.size() ? decode(text, next) : U' ';
        const bool apostrophe = (c == U'\'' || c == U'’' || c == U'`') && !isGap(before) && !isGap(after) &&
                                !isQuote(before) && !isQuote(after);
        before = c;
        if (!isQuote(c) || apostrophe) continue;
        quotes.at.emplace_back(begin, i);
        quotes.kind.push_back(c);
    }
    return quotes;
}

/// Which quotes close, told by what stands beside them where the sign itself does not.
std::vector<bool> closings(std::string_view text, const Quotes& quotes) {
    std::vector<bool> out;
    for (std::size_t i = 0; i < quotes.kind.size(); ++i) {
        const auto [begin, end] = quotes.at[i];
        const bool atStart = begin == 0 || text[begin - 1] == ' ' || text[begin - 1] == '(' || text[begin - 1] == '-';
        const bool nested = i > 0 && quotes.at[i - 1].second == begin && !out[i - 1];
        const char32_t c = quotes.kind[i];
        out.push_back(isStraight(c) ? !(atStart || nested) : isClosing(c));
    }
    return out;
}

/// Takes the quotes around the whole away; those within stay, as «».
std::string unquoted(const std::string& text) {
    const Quotes quotes = quotesOf(text);
    if (quotes.at.empty()) return text;
    const std::vector<bool> closing = closings(text, quotes);
    const std::size_t last = quotes.at.size() - 1;
    const bool starts = quotes.at.front().first == 0 && !closing.front();
    const bool ends = quotes.at[last].second == text.size() && closing[last];
    int depth = 0;
    std::size_t closedAt = last + 1;  // the one that closes the first
    for (std::size_t i = 0; i <= last && closedAt > last; ++i) {
        depth += closing[i] ? -1 : 1;
        if (depth <= 0) closedAt = i;
    }
    bool dropFirst = starts && closedAt > last;  // «ТД «Ромашка»: one sign closes both
    bool dropLast = false;
    if (starts && ends && closedAt == last && last > 0) dropFirst = dropLast = true;
    if (!starts && last == 0 && ends) dropLast = true;  // Ромашка»
    int balance = 0;
    for (std::size_t i = 0; i <= last; ++i) {
        if ((i == 0 && dropFirst) || (i == last && dropLast)) continue;
        balance += closing[i] ? -1 : 1;
    }
    std::string out;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= last; ++i) {
        out.append(text, from, quotes.at[i].first - from);
        from = quotes.at[i].second;
        if ((i == 0 && dropFirst) || (i == last && dropLast)) continue;
        if (balance == 0 && quotes.kind[i] != U'\'') {
            out += closing[i] ? "»" : "«";
        } else {
            out.append(text, quotes.at[i].first, quotes.at[i].second - quotes.at[i].first);
        }
    }
    return tidy(out.append(text, from));
}

bool hasLetter(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = decode(text, i);
        if (!isQuote(c) && !isGap(c) && c != U'.' && c != U'-') return true;
    }
    return false;
}

/// What is left of a text when the words in front or behind are taken out.
std::string without(std::string_view text, const std::vector<Word>& words, const Found& found, bool front) {
    if (front) {
        std::string rest(text.substr(words[found.words - 1].end));
        if (rest.starts_with(')')) rest.erase(0, 1);
        return trimmed(rest);
    }
    const Word& first = words[words.size() - found.words];
    std::string rest = trimmed(text.substr(0, first.begin));
    const std::string behind = tidy(text.substr(words.back().end));
    if (rest.ends_with('(') && behind == ")") return trimmed(rest.substr(0, rest.size() - 1));
    return behind.empty() ? rest : std::string();
}

}  // namespace

CompanyName splitCompanyName(std::string_view typed) {
    const std::string whole = tidy(typed);
    std::string name = unquoted(whole);
    std::string form;
    for (bool again = true; again;) {
        again = false;
        const std::vector<Word> words = wordsOf(name);
        for (const bool front : {true, false}) {
            const auto found = find(words, name, front);
            if (!found || found->words == words.size()) continue;
            const std::string rest = without(name, words, *found, front);
            // A second form is part of the name, the same once more a slip.
            if (!hasLetter(rest) || (!form.empty() && form != found->form->name)) continue;
            name = rest;
            form = found->form->name;
            again = true;
            break;
        }
    }
    const std::string bare = unquoted(name);
    if (!hasLetter(bare)) return {whole, ""};
    return {bare, form};
}

std::string legalForm(std::string_view typed) {
    const std::string text = tidy(typed);
    const std::vector<Word> words = wordsOf(text);
    for (const bool front : {true, false}) {
        const auto found = find(words, text, front);
        if (found && found->words == words.size()) return std::string(found->form->name);
    }
    return text;
}

bool namesTwoCompanies(std::string_view typed) {
    std::string lines(typed);
    std::ranges::replace(lines, '\n', ';');
    const std::string text = tidy(lines);
    const Quotes quotes = quotesOf(text);
    const std::vector<bool> closing = closings(text, quotes);
    std::vector<std::string> parts(1);
    int depth = 0;
    std::size_t quote = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (quote < quotes.at.size() && quotes.at[quote].first == i) {
            depth = std::max(0, depth + (closing[quote] ? -1 : 1));
            const auto [begin, end] = quotes.at[quote++];
            parts.back().append(text, begin, end - begin);
            i = end;
            continue;
        }
        const std::string_view rest = std::string_view(text).substr(i);
        const bool sign = std::string_view(",;/|+\\").find(text[i]) != std::string_view::npos;
        const std::size_t skip = sign ? 1 : rest.starts_with(" и ") ? std::string_view(" и ").size() : 0;
        if (skip > 0 && depth == 0) {
            parts.emplace_back();
            i += skip;
            continue;
        }
        parts.back() += text[i++];
    }
    return std::ranges::count_if(parts, [](const auto& part) { return !splitCompanyName(part).form.empty(); }) > 1;
}

}  // namespace kupets::text
