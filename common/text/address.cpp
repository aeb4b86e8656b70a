#include "common/text/address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace kupets::text {
namespace {

/// In the order of an address.
enum class Kind { Index, Country, Region, District, Town, Quarter, Street, House, Block, Building, Floor, Flat };

struct Part {
    Kind kind;
    std::string text;
};

struct Mark {
    std::string_view word;  // folded
    std::string_view shown;
};

// In front of a number: a new part begins with them even without a comma.
constexpr Mark kHouse[]{{"д.", "д."}, {"д", "д."}, {"дом", "д."}, {"вл.", "вл."}, {"вл", "вл."}, {"владение", "вл."}};
constexpr Mark kBlock[]{{"к.", "корп."}, {"к", "корп."}, {"корп.", "корп."}, {"корп", "корп."}, {"корпус", "корп."}};
constexpr Mark kBuilding[]{{"стр.", "стр."}, {"стр", "стр."},   {"строение", "стр."}, {"лит.", "лит."},
                           {"лит", "лит."},  {"литер", "лит."}, {"литера", "лит."}};
constexpr Mark kFloor[]{{"эт.", "эт."}, {"эт", "эт."}, {"этаж", "эт."}};
constexpr Mark kFlat[]{{"кв.", "кв."},        {"кв", "кв."},      {"квартира", "кв."}, {"оф.", "оф."},
                       {"оф", "оф."},         {"офис", "оф."},    {"пом.", "пом."},    {"пом", "пом."},
                       {"помещение", "пом."}, {"комн.", "комн."}, {"комн", "комн."},   {"комната", "комн."}};
// In front of a name, or behind it.
constexpr Mark kTown[]{{"г.", "г."},   {"г", "г."},      {"город", "г."},     {"гор.", "г."},       {"с.", "с."},
                       {"село", "с."}, {"дер.", "дер."}, {"деревня", "дер."}, {"пос.", "пос."},     {"поселок", "пос."},
                       {"пгт", "пгт"}, {"пгт.", "пгт"},  {"ст-ца", "ст-ца"},  {"станица", "ст-ца"}, {"хутор", "хутор"}};
constexpr Mark kStreet[]{
    {"ул.", "ул."},     {"ул", "ул."},        {"улица", "ул."},  {"пр-т", "пр-т"},       {"пр-кт", "пр-т"},
    {"просп.", "пр-т"}, {"проспект", "пр-т"}, {"пер.", "пер."},  {"пер", "пер."},        {"переулок", "пер."},
    {"ш.", "ш."},       {"шоссе", "ш."},      {"наб.", "наб."},  {"набережная", "наб."}, {"б-р", "б-р"},
    {"бул.", "б-р"},    {"бульвар", "б-р"},   {"пл.", "пл."},    {"площадь", "пл."},     {"проезд", "проезд"},
    {"пр-д", "проезд"}, {"туп.", "туп."},     {"тупик", "туп."}, {"аллея", "аллея"},     {"тракт", "тракт"}};
constexpr Mark kQuarter[]{{"мкр.", "мкр."},       {"мкр", "мкр."},  {"мкрн", "мкр."},
                          {"микрорайон", "мкр."}, {"кв-л", "кв-л"}, {"квартал", "кв-л"}};
constexpr std::array<std::string_view, 8> kCountries{
    "россия", "рф", "российская федерация", "казахстан", "беларусь", "республика беларусь", "армения", "кыргызстан"};
constexpr std::array<std::string_view, 16> kTowns{"москва", "санкт-петербург", "новосибирск", "екатеринбург",
                                                  "казань", "нижний новгород", "челябинск",   "самара",
                                                  "омск",   "ростов-на-дону",  "уфа",         "красноярск",
                                                  "пермь",  "воронеж",         "волгоград",   "севастополь"};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string joined(std::span<const std::string> words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

const Mark* markOf(std::span<const Mark> marks, const std::string& folded) {
    const auto found = std::ranges::find(marks, folded, &Mark::word);
    return found == marks.end() ? nullptr : &*found;
}

/// "5", "5А", "5/2", "12-14", "7к2".
bool isNumber(std::string_view word) {
    if (word.empty() || !isDigit(word.front()) || length(word) > 8) return false;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < word.size();) {
        const char32_t c = decode(word, i);
        const bool digit = c >= U'0' && c <= U'9';
        if (!digit && c != U'/' && c != U'-' && ++letters > 2) return false;
        if (!digit && c != U'/' && c != U'-' && !((c >= U'а' && c <= U'я') || (c >= U'А' && c <= U'Я'))) return false;
    }
    return true;
}

bool isIndex(std::string_view word) { return word.size() == 6 && std::ranges::all_of(word, isDigit); }

bool startsWithLetter(std::string_view word) {
    std::size_t at = 0;
    const char32_t c = word.empty() ? U' ' : decode(word, at);
    return (c >= U'А' && c <= U'я') || c == U'ё' || c == U'Ё' || (c >= U'A' && c <= U'z');
}

struct Numbered {
    Kind kind;
    const Mark* mark;
};

std::optional<Numbered> numberedMark(const std::string& folded) {
    if (const Mark* mark = markOf(kHouse, folded)) return Numbered{Kind::House, mark};
    if (const Mark* mark = markOf(kBlock, folded)) return Numbered{Kind::Block, mark};
    if (const Mark* mark = markOf(kBuilding, folded)) return Numbered{Kind::Building, mark};
    if (const Mark* mark = markOf(kFloor, folded)) return Numbered{Kind::Floor, mark};
    if (const Mark* mark = markOf(kFlat, folded)) return Numbered{Kind::Flat, mark};
    return std::nullopt;
}

/// "д.5" and "ул.Ленина" in two words; initials ("ул. А.С. Пушкина") stay.
std::string spaced(const std::string& piece) {
    std::string out;
    for (const std::string& word : wordsOf(piece)) {
        const std::size_t point = word.find('.');
        const std::string head = point == std::string::npos ? "" : fold(word.substr(0, point + 1));
        const bool known =
            !head.empty() && point + 1 < word.size() &&
            (numberedMark(head) || markOf(kTown, head) || markOf(kStreet, head) || markOf(kQuarter, head));
        if (!out.empty()) out += ' ';
        out += known ? word.substr(0, point + 1) + " " + word.substr(point + 1) : word;
    }
    return out;
}

/// "д. 5 кв. 7" is two pieces; a mark with a number behind it begins one, and so does a bare number behind a street.
std::vector<std::string> pieces(const std::string& piece) {
    std::vector<std::string> words = wordsOf(spaced(piece));
    std::vector<std::string> out;
    std::vector<std::string> open;
    const auto flush = [&] {
        if (!open.empty()) out.push_back(joined(open));
        open.clear();
    };
    const bool street = words.size() > 2 && (markOf(kStreet, fold(words.front())) != nullptr);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string folded = fold(words[i]);
        const bool last = i + 1 == words.size();
        const auto mark = numberedMark(folded);
        const bool letter = mark && mark->kind == Kind::Building && !last && length(words[i + 1]) == 1;
        if (mark && !last && (isNumber(words[i + 1]) || letter)) {
            flush();
        } else if (i == 0 && isIndex(words[i]) && !last) {
            open.push_back(words[i]);
            flush();
            continue;
        } else if (street && i >= 2 && isNumber(words[i]) && (last || numberedMark(fold(words[i + 1]))) &&
                   open.size() == i) {
            flush();
        }
        open.push_back(words[i]);
    }
    flush();
    return out;
}

std::optional<Part> named(Kind kind, std::span<const Mark> marks, const std::vector<std::string>& words) {
    if (words.size() < 2) return std::nullopt;
    if (const Mark* mark = markOf(marks, fold(words.front()))) {
        const bool named =
            startsWithLetter(words[1]) || (isDigit(words[1].front()) && (words.size() > 2 || kind == Kind::Quarter));
        if (!named) return std::nullopt;
        return Part{kind, std::string(mark->shown) + " " + joined(std::span(words).subspan(1))};
    }
    if (const Mark* mark = markOf(marks, fold(words.back()))) {
        // "Ленинский проспект", "Мира ул.": as one says it.
        const bool whole = mark->word == "проспект" || mark->word == "шоссе" || mark->word == "переулок" ||
                           mark->word == "бульвар" || mark->word == "площадь" || mark->word == "набережная" ||
                           mark->word == "проезд" || mark->word == "тупик" || mark->word == "аллея" ||
                           mark->word == "тракт" || mark->word == "улица";
        const std::string name = joined(std::span(words).first(words.size() - 1));
        if (whole) return Part{kind, name + " " + lower(words.back())};
        return Part{kind, std::string(mark->shown) + " " + name};
    }
    return std::nullopt;
}

bool isRegion(const std::vector<std::string>& words) {
    if (words.size() < 2) return false;
    const std::string first = fold(words.front());
    const std::string last = fold(words.back());
    const std::string whole = fold(joined(words));
    return last == "обл." || last == "обл" || last == "область" || last == "край" || first == "республика" ||
           first == "респ." || first == "респ" || last == "республика" || whole.ends_with("автономный округ") ||
           first == "обл.";
}

std::optional<Part> classify(const std::string& piece, bool afterStreet) {
    const std::vector<std::string> words = wordsOf(piece);
    if (words.empty()) return std::nullopt;
    const std::string folded = fold(piece);
    if (isIndex(piece)) return Part{Kind::Index, piece};
    if (std::ranges::find(kCountries, folded) != kCountries.end()) return Part{Kind::Country, piece};
    if (words.size() == 2) {
        const auto mark = numberedMark(fold(words[0]));
        if (mark && (isNumber(words[1]) || (mark->kind == Kind::Building && length(words[1]) == 1)))
            return Part{mark->kind, std::string(mark->mark->shown) + " " + words[1]};
    }
    if (afterStreet && words.size() == 1 && isNumber(piece)) return Part{Kind::House, "д. " + piece};
    if (isRegion(words)) return Part{Kind::Region, piece};
    const std::string last = fold(words.back());
    if (words.size() > 1 && (last == "р-н" || last == "район"))
        return Part{Kind::District, joined(std::span(words).first(words.size() - 1)) + " р-н"};
    if (auto street = named(Kind::Street, kStreet, words)) return street;
    if (auto quarter = named(Kind::Quarter, kQuarter, words)) return quarter;
    if (auto town = named(Kind::Town, kTown, words)) return town;
    if (std::ranges::find(kTowns, folded) != kTowns.end()) return Part{Kind::Town, "г. " + piece};
    return std::nullopt;
}

std::optional<std::vector<Part>> parse(const std::string& address) {
    std::vector<Part> parts;
    std::string_view rest = address;
    while (true) {
        const std::size_t comma = rest.find(',');
        const std::string piece = tidy(rest.substr(0, comma));
        for (const std::string& one : pieces(piece)) {
            const bool afterStreet = !parts.empty() && parts.back().kind == Kind::Street;
            auto part = classify(one, afterStreet);
            if (!part) return std::nullopt;
            const bool twice = std::ranges::any_of(parts, [&](const Part& known) { return known.kind == part->kind; });
            if (twice && part->kind != Kind::Town) return std::nullopt;
            parts.push_back(std::move(*part));
        }
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    return parts;
}

}  // namespace

std::string standardAddress(std::string_view typed) {
    const std::string address = tidy(typed);
    if (address.size() > 500) return address;
    auto parts = parse(address);
    if (!parts) return address;
    const auto has = [&](Kind kind) {
        return std::ranges::any_of(*parts, [kind](const Part& part) { return part.kind == kind; });
    };
    if (!has(Kind::Street) && !has(Kind::Quarter) && !(has(Kind::Town) && has(Kind::House))) return address;
    std::string out;
    for (int kind = 0; kind <= static_cast<int>(Kind::Flat); ++kind) {
        for (const Part& part : *parts) {
            if (part.kind == static_cast<Kind>(kind)) out += (out.empty() ? "" : ", ") + part.text;
        }
    }
    return out;
}

}  // namespace kupets::text
