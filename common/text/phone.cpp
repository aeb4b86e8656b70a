#include "common/text/phone.h"

#include <algorithm>
#include <optional>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace kupets::text {
namespace {

constexpr std::size_t kLeastDigits = 7;  // the shortest international numbers, country code included
constexpr std::size_t kMostDigits = 15;  // E.164
constexpr std::size_t kMostExtension = 8;
constexpr std::string_view kExtension = ";ext=";
constexpr std::string_view kExpected = "phone number";

std::unexpected<Error> invalid(std::string_view typed) {
    return fail(ErrorCode::InvalidValue, {std::string(typed), std::string(kExpected)});
}

struct Split {
    std::string_view number;
    std::string_view extension;
};

/// Cuts at "доб.", "ext" and the like; `folded` is in lower case.
Split splitExtension(std::string_view folded) {
    for (const std::string_view mark : {"доб", "вн", "ext", "extension", ";ext=", "#", "x", "х"}) {
        const std::size_t at = folded.find(mark);
        if (at == std::string_view::npos || at == 0) continue;
        return {folded.substr(0, at), folded.substr(at)};
    }
    return {folded, {}};
}

/// Whether nothing but digits and what people write between them stands in it.
bool isNumberText(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = decode(text, i);
        const bool digit = c >= U'0' && c <= U'9';
        const bool space = c == U' ' || c == U'\t' || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200A);
        const bool dash = c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
        if (!digit && !space && !dash && c != U'(' && c != U')' && c != U'+' && c != U'.' && c != U'/' && c != U';') {
            return false;
        }
    }
    return true;
}

/// Digits with the country code, or nothing.
std::optional<std::string> international(std::string_view number) {
    std::string digits = digitsOf(number);
    const std::size_t plus = number.find('+');
    bool coded = plus != std::string_view::npos;
    if (coded && (number.rfind('+') != plus || number.find_first_of("0123456789") < plus)) return std::nullopt;
    if (!coded && digits.starts_with("810") && digits.size() > 11) {
        digits.erase(0, 3);  // the way abroad from a Russian line
        coded = true;
    } else if (!coded && digits.starts_with("00")) {
        digits.erase(0, 2);
        coded = true;
    }
    if (!coded) {
        if (digits.size() == 10) return "7" + digits;
        if (digits.size() == 11 && digits.front() == '8') return "7" + digits.substr(1);
        if (digits.size() == 11 && digits.front() == '7') return digits;
        return std::nullopt;
    }
    // "+8 916 …" is a common slip: no country has the code 89.
    if (digits.size() == 11 && digits.starts_with("89")) digits.front() = '7';
    if (digits.starts_with('7') && digits.size() != 11) return std::nullopt;
    if (digits.starts_with('0') || digits.size() < kLeastDigits || digits.size() > kMostDigits) return std::nullopt;
    return digits;
}

std::string groupRussian(std::string_view ten) {
    std::string out = "+7 ";
    out.append(ten.substr(0, 3)).append(" ").append(ten.substr(3, 3)).append("-");
    return out.append(ten.substr(6, 2)).append("-").append(ten.substr(8, 2));
}

}  // namespace

Result<std::string> normalisePhone(std::string_view typed) {
    std::string folded = fold(tidy(typed));
    if (folded.starts_with("tel:")) folded.erase(0, 4);
    if (folded.size() > 100) return invalid(typed.substr(0, 100));
    const Split parts = splitExtension(folded);
    if (!isNumberText(parts.number)) return invalid(typed);
    const auto number = international(parts.number);
    if (!number) return invalid(typed);
    std::string out = "+" + *number;
    if (parts.extension.empty()) return out;
    const std::string extension = digitsOf(parts.extension);
    if (extension.empty() || extension.size() > kMostExtension) return invalid(typed);
    return out.append(kExtension).append(extension);
}

std::string formatPhone(std::string_view normal) {
    const std::size_t mark = normal.find(kExtension);
    const std::string_view number = normal.substr(0, mark);
    const bool plain = number.starts_with('+') && number.size() > kLeastDigits &&
                       std::ranges::all_of(number.substr(1), [](char c) { return c >= '0' && c <= '9'; });
    if (!plain) return std::string(normal);
    std::string out(number);
    if (number.starts_with("+7") && number.size() == 12) out = groupRussian(number.substr(2));
    if (mark != std::string_view::npos) out.append(" доб. ").append(normal.substr(mark + kExtension.size()));
    return out;
}

std::string phoneSearchDigits(std::string_view fragment) {
    if (!isNumberText(fragment)) return {};
    std::string digits = digitsOf(fragment);
    const bool trunk = digits.size() >= 4 && digits.front() == '8' && fragment.find('+') == std::string_view::npos;
    // "8 916 …" is how people write "+7 916 …"; three digits or fewer may stand anywhere in a number.
    if (trunk && digits.size() <= 11) digits.front() = '7';
    return digits;
}

}  // namespace kupets::text
