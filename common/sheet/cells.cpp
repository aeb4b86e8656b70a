#include "common/sheet/cells.h"

#include <array>
#include <utility>

namespace kupets::sheet {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Blanks that stand within or around numbers.
constexpr std::array<std::string_view, 6> kBlanks = {" ",           "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89",
                                                     "\xE2\x80\x87"};

std::size_t blankAt(std::string_view text) {
    for (const auto blank : kBlanks) {
        if (text.starts_with(blank)) return blank.size();
    }
    return 0;
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool takeSuffix(std::string_view& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

bool takeSign(std::string_view& text) {
    if (takePrefix(text, "-") || takePrefix(text, "\xE2\x88\x92")) return true;
    takePrefix(text, "+");
    return false;
}

/// Digits without their groups; nothing when something else stands among them or a group has not three digits.
bool takeWhole(std::string_view text, char grouping, std::string& out) {
    std::size_t inGroup = 0;
    bool grouped = false;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (isDigit(c)) {
            out.push_back(c);
            ++inGroup;
            ++i;
            continue;
        }
        const std::size_t blank = c == grouping || c == '\'' ? 1 : blankAt(text.substr(i));
        const bool wellPlaced = grouped ? inGroup == 3 : (inGroup >= 1 && inGroup <= 3);
        if (blank == 0 || !wellPlaced) return false;
        grouped = true;
        inGroup = 0;
        i += blank;
    }
    return !grouped || inGroup == 3;
}

const std::array<std::pair<std::string_view, std::string_view>, 14> kCurrencies = {{
    {"₽", "RUB"},
    {"руб.", "RUB"},
    {"руб", "RUB"},
    {"р.", "RUB"},
    {"р", "RUB"},
    {"RUB", "RUB"},
    {"RUR", "RUB"},
    {"$", "USD"},
    {"USD", "USD"},
    {"€", "EUR"},
    {"EUR", "EUR"},
    {"¥", "CNY"},
    {"CNY", "CNY"},
    {"BYN", "BYN"},
}};

}  // namespace

std::string_view trim(std::string_view text) {
    while (const std::size_t length = blankAt(text)) text.remove_prefix(length);
    for (bool again = true; again;) {
        again = false;
        for (const auto blank : kBlanks) again = takeSuffix(text, blank) || again;
    }
    return text;
}

std::string lowerCase(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto d = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (c >= 'A' && c <= 'Z') {
            out.push_back(static_cast<char>(c + 32));
        } else if (c == 0xD0 && d >= 0x90 && d <= 0x9F) {  // А–П
            out.append({'\xD0', static_cast<char>(d + 0x20)});
            ++i;
        } else if (c == 0xD0 && d >= 0xA0 && d <= 0xAF) {  // Р–Я
            out.append({'\xD1', static_cast<char>(d - 0x20)});
            ++i;
        } else if (c == 0xD0 && d == 0x81) {  // Ё
            out.append("\xD1\x91");
            ++i;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

std::optional<Decimal> parseDecimal(std::string_view text, char decimalSeparator) {
    text = trim(text);
    bool negative = false;
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
        negative = true;
        text = trim(text.substr(1, text.size() - 2));
    } else {
        negative = takeSign(text);
        text = trim(text);
    }
    const std::size_t point = text.find(decimalSeparator);
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    std::string digits = negative ? "-" : "";
    const std::size_t signLength = digits.size();
    if (!takeWhole(whole, decimalSeparator == ',' ? '.' : ',', digits)) return std::nullopt;
    if (digits.size() == signLength) {
        if (fraction.empty()) return std::nullopt;
        digits.push_back('0');  // ".5"
    }
    if (!fraction.empty()) {
        digits.push_back('.');
        for (const char c : fraction) {
            if (!isDigit(c)) return std::nullopt;
            digits.push_back(c);
        }
    }
    return Decimal::parse(digits);
}

std::optional<std::int64_t> parseInteger(std::string_view text, char decimalSeparator) {
    const auto decimal = parseDecimal(text, decimalSeparator);
    if (!decimal) return std::nullopt;
    const Decimal whole = decimal->trimmed();
    if (whole.scale() > 0 || whole.units() > INT64_MAX || whole.units() < INT64_MIN) return std::nullopt;
    return static_cast<std::int64_t>(whole.units());
}

std::optional<Decimal> parsePercent(std::string_view text, char decimalSeparator) {
    text = trim(text);
    takeSuffix(text, "%");
    return parseDecimal(text, decimalSeparator);
}

std::optional<Money> parseMoney(std::string_view text, char decimalSeparator, std::string_view currency) {
    text = trim(text);
    for (const auto& [mark, code] : kCurrencies) {
        if (takeSuffix(text, mark) || takePrefix(text, mark)) {
            currency = code;
            break;
        }
    }
    const auto amount = parseDecimal(text, decimalSeparator);
    if (!amount) return std::nullopt;
    return Money{*amount, std::string(currency)};
}

std::optional<bool> parseBoolean(std::string_view text) {
    const std::string word = lowerCase(trim(text));
    for (const std::string_view yes : {"да", "yes", "true", "истина", "1", "+", "д", "y"}) {
        if (word == yes) return true;
    }
    for (const std::string_view no : {"нет", "no", "false", "ложь", "0", "-", "н", "n"}) {
        if (word == no) return false;
    }
    return std::nullopt;
}

}  // namespace kupets::sheet
