#include "common/mapping/looks.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_set>

#include "common/sheet/cells.h"
#include "common/text/fold.h"
#include "common/text/phone.h"
#include "common/text/requisites.h"

namespace kupets::mapping {
namespace {

using sheet::CellKind;

constexpr std::size_t kLongText = 200;  // characters
constexpr std::size_t kMostChoices = 12;

bool hasLetters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    });
}

bool isPhone(const Sample& cell) {
    const std::size_t digits = text::digitsOf(cell.text).size();
    const bool marked = cell.text.starts_with('+') || cell.text.find('(') != std::string::npos;
    const bool russian = digits == 11 && (cell.text.starts_with('7') || cell.text.starts_with('8'));
    const bool mobile = digits == 10 && cell.text.starts_with('9');
    const bool grouped = digits >= 10 &&
                         (cell.text.find('-') != std::string::npos || cell.text.find(' ') != std::string::npos) &&
                         !cell.text.starts_with('-');
    return digits >= 7 && (marked || russian || mobile || grouped) && text::normalisePhone(cell.text).has_value();
}

bool isDateText(std::string_view text) {
    using sheet::DateOrder;
    return std::ranges::any_of(std::array{DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd},
                               [&](DateOrder order) { return sheet::parseDate(text, order).has_value(); });
}
bool isDate(const Sample& cell) {
    return cell.kind == CellKind::Date || cell.kind == CellKind::DateTime ||
           (cell.kind == CellKind::Text && isDateText(cell.text));
}
bool isDateTime(const Sample& cell) {
    if (cell.kind == CellKind::DateTime) return true;
    return cell.kind == CellKind::Text && cell.text.find(':') != std::string::npos && isDateText(cell.text);
}

bool isDecimal(const Sample& cell) {
    if (cell.kind == CellKind::Number) return true;
    return cell.kind == CellKind::Text && !hasLetters(cell.text) &&
           (sheet::parseDecimal(cell.text, ',').has_value() || sheet::parseDecimal(cell.text, '.').has_value());
}
bool isInteger(const Sample& cell) {
    if (!isDecimal(cell)) return false;
    return cell.text.find_first_of(".,") == std::string::npos;
}
bool isPercent(const Sample& cell) { return cell.percent || (cell.kind == CellKind::Text && cell.text.ends_with('%')); }
bool isMoney(const Sample& cell) {
    if (!cell.currency.empty()) return true;
    if (cell.kind != CellKind::Text || isDecimal(cell)) return false;
    return sheet::parseMoney(cell.text, ',', "RUB").has_value() || sheet::parseMoney(cell.text, '.', "RUB").has_value();
}
bool isBoolean(const Sample& cell) {
    if (cell.kind == CellKind::Boolean) return true;
    return cell.kind == CellKind::Text && hasLetters(cell.text) && sheet::parseBoolean(cell.text).has_value();
}

bool isUrl(const Sample& cell) {
    const std::string text = text::fold(cell.text);
    return text.find(' ') == std::string::npos && text.find('@') == std::string::npos &&
           (text.starts_with("http") || text.starts_with("www.") || text.ends_with(".ru") || text.ends_with(".com") ||
            text.ends_with(".рф")) &&
           text::normaliseUrl(cell.text).has_value();
}

/// "Петров Сергей Иванович", "Иванова А. П."
bool isPersonName(const Sample& cell) {
    const std::string name = text::fold(text::tidy(cell.text));
    const auto words = 1 + std::ranges::count(name, ' ');
    if (words < 2 || words > 4) return false;
    for (const char* end : {"вич", "вна", "ична", "оглы", "кызы"})
        if (name.ends_with(end)) return true;
    return name.ends_with('.') && std::ranges::count(name, '.') == 2;
}

bool isCompanyName(const Sample& cell) {
    const std::string name = " " + text::fold(text::tidy(cell.text)) + " ";
    for (const char* form : {" ооо ", " оао ", " зао ", " пао ", " ао ", " ип ", " нко ", " гуп ", " муп ", " llc ",
                             " ltd ", " inc ", " gmbh ", " ооо\"", " ао\"", " ооо«", " ао«", " corporation "})
        if (name.find(form) != std::string::npos) return true;
    return false;
}

struct Kind {
    Looks looks;
    double least;  // share of the cells
    bool (*is)(const Sample&);
};

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        {Looks::Email, 0.6,
         [](const Sample& c) {
             return c.text.find('@') != std::string::npos && text::normaliseEmail(c.text).has_value();
         }},
        {Looks::Inn, 0.6, [](const Sample& c) { return text::normaliseInn(c.text).has_value(); }},
        {Looks::Ogrn, 0.6, [](const Sample& c) { return text::normaliseOgrn(c.text).has_value(); }},
        {Looks::DateTime, 0.7, isDateTime},
        {Looks::Date, 0.6, isDate},
        {Looks::Phone, 0.6, isPhone},
        {Looks::Url, 0.6, isUrl},
        {Looks::Boolean, 0.9, isBoolean},
        {Looks::Percent, 0.7, isPercent},
        {Looks::Money, 0.6, isMoney},
        {Looks::Integer, 0.9, isInteger},
        {Looks::Decimal, 0.8, isDecimal},
        {Looks::CompanyName, 0.4, isCompanyName},
        {Looks::PersonName, 0.4, isPersonName},
        {Looks::LongText, 0.2, [](const Sample& c) { return text::length(c.text) > kLongText; }},
    };
    return all;
}

}  // namespace

Sample sampleOf(const sheet::Cell& cell) {
    return {cell.kind, cell.percent, std::string(cell.currency), std::string(cell.text)};
}

Looks looksOf(std::span<const Sample> cells) {
    std::vector<const Sample*> filled;
    for (const Sample& cell : cells)
        if (cell.kind != CellKind::Empty && cell.kind != CellKind::Error && !sheet::trim(cell.text).empty())
            filled.push_back(&cell);
    if (filled.empty()) return Looks::Empty;
    for (const Kind& kind : kinds()) {
        const auto fit = std::ranges::count_if(filled, [&kind](const Sample* cell) { return kind.is(*cell); });
        if (static_cast<double>(fit) >= kind.least * static_cast<double>(filled.size())) return kind.looks;
    }
    return Looks::Text;
}

v1::FieldType typeFor(std::span<const Sample> cells) {
    switch (looksOf(cells)) {
        case Looks::Phone:
            return v1::PHONES;
        case Looks::Email:
            return v1::EMAILS;
        case Looks::Url:
            return v1::URL;
        case Looks::Inn:
            return v1::INN;
        case Looks::Ogrn:
            return v1::OGRN;
        case Looks::Date:
            return v1::DATE;
        case Looks::DateTime:
            return v1::DATE_TIME;
        case Looks::Money:
            return v1::MONEY;
        case Looks::Integer:
            return v1::INTEGER;
        case Looks::Decimal:
            return v1::DECIMAL;
        case Looks::Percent:
            return v1::PERCENT;
        case Looks::Boolean:
            return v1::BOOLEAN;
        case Looks::LongText:
            return v1::LONG_TEXT;
        default:
            break;
    }
    const auto filled = static_cast<std::size_t>(
        std::ranges::count_if(cells, [](const Sample& cell) { return !sheet::trim(cell.text).empty(); }));
    const std::size_t different = distinctTexts(cells, kMostChoices + 1).size();
    return different > 1 && different <= kMostChoices && different * 4 <= filled ? v1::CHOICE : v1::TEXT;
}

std::vector<std::string> distinctTexts(std::span<const Sample> cells, std::size_t most) {
    std::vector<std::string> out;
    std::unordered_set<std::string> seen;
    for (const Sample& cell : cells) {
        if (out.size() == most) break;
        std::string tidy = text::tidy(cell.text);
        if (!tidy.empty() && seen.insert(text::fold(tidy)).second) out.push_back(std::move(tidy));
    }
    return out;
}

}  // namespace kupets::mapping
