#include "common/text/phone.h"

#include <algorithm>
#include <optional>

#include "common/text/fold.h"
#include "common/text/phone_plans.h"
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
    for (const std::string_view mark : {"доб", "вн", "ext", "extension", ";ext=", "#", "*", "x", "х"}) {
        const std::size_t at = folded.find(mark);
        if (at == std::string_view::npos || at == 0) continue;
        const std::size_t end = folded.find_last_not_of(" ,(", at - 1);
        if (end == std::string_view::npos) continue;
        return {folded.substr(0, end + 1), folded.substr(at)};
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

using phones::kPlans;
using phones::Plan;

const Plan* planOf(std::string_view country) {
    const auto found = std::ranges::find(kPlans, country, &Plan::country);
    return found == kPlans.end() ? nullptr : &*found;
}

/// By the code that a whole number begins with: no code is the beginning of another.
const Plan* planByCode(std::string_view digits) {
    const auto found =
        std::ranges::find_if(kPlans, [digits](const Plan& plan) { return digits.starts_with(plan.code); });
    return found == kPlans.end() ? nullptr : &*found;
}

bool fits(const Plan& plan, std::size_t digits) { return digits >= plan.least && digits <= plan.most; }

/// No area of Russia or Kazakhstan begins with these, so such a number is not one of theirs.
bool isArea(std::string_view ten) { return std::string_view("01").find(ten.front()) == std::string_view::npos; }

/// A number as it is written within a country, with its code in front.
std::optional<std::string> national(const std::string& digits, const Plan& plan) {
    const auto coded = [&](std::string_view rest) { return std::string(plan.code).append(rest); };
    if (plan.code == "7") {
        if (digits.size() == 10 && isArea(digits)) return "7" + digits;
        const bool whole = digits.size() == 11 && (digits.front() == '8' || digits.front() == '7');
        return whole ? std::optional("7" + digits.substr(1)) : std::nullopt;
    }
    if (digits.starts_with(plan.code) && digits.size() > plan.most && fits(plan, digits.size() - plan.code.size()))
        return digits;
    if (!plan.trunk.empty() && digits.starts_with(plan.trunk) && fits(plan, digits.size() - plan.trunk.size()))
        return coded(std::string_view(digits).substr(plan.trunk.size()));
    // "(017) 222-11-22": the area with the 0 that is dialled before it.
    if (digits.starts_with('0') && fits(plan, digits.size() - 1)) return coded(std::string_view(digits).substr(1));
    // The whole code by itself, and a number too short to be national besides.
    if (fits(plan, digits.size()) && !digits.starts_with('0')) return coded(digits);
    return std::nullopt;
}

/// Digits with the country code, or nothing.
std::optional<std::string> international(std::string_view number, const Plan& home) {
    std::string digits = digitsOf(number);
    const std::size_t plus = number.find('+');
    bool coded = plus != std::string_view::npos;
    if (coded && (number.rfind('+') != plus || number.find_first_of("0123456789") < plus)) return std::nullopt;
    if (!coded && home.code == "7" && digits.starts_with("810") && digits.size() > 11) {
        digits.erase(0, 3);  // the way abroad from a Russian line
        coded = true;
    } else if (!coded && digits.starts_with("00")) {
        digits.erase(0, 2);
        coded = true;
    }
    if (!coded) return digits.empty() ? std::nullopt : national(digits, home);
    // "+8 916 …" and "+7 8 916 …" are common slips: no country has the code 89, no area of ours begins with 89…
    if (digits.size() == 11 && digits.starts_with("89")) digits.front() = '7';
    if (digits.size() == 12 && digits.starts_with("78")) digits.erase(1, 1);
    if (digits.starts_with('0') || digits.size() < kLeastDigits || digits.size() > kMostDigits) return std::nullopt;
    const Plan* plan = planByCode(digits);
    if (plan != nullptr && !fits(*plan, digits.size() - plan->code.size())) return std::nullopt;
    return digits;
}

std::string groups(std::string_view code, std::string_view number, std::size_t area) {
    std::string out = "+";
    out.append(code).append(" (").append(number.substr(0, area)).append(") ");
    number.remove_prefix(area);
    out.append(number.substr(0, 3)).append("-").append(number.substr(3, 2));
    if (number.size() > 5) out.append("-").append(number.substr(5));
    return out;
}

std::string grouped(std::string_view number) {
    const std::string_view digits = number.substr(1);
    const Plan* plan = planByCode(digits);
    if (plan == nullptr) return std::string(number);
    const std::string_view rest = digits.substr(plan->code.size());
    if (plan->code == "7" && rest.size() == 10) return groups("7", rest, 3);
    if (plan->code == "1" && rest.size() == 10)
        return std::string("+1 (")
            .append(rest.substr(0, 3))
            .append(") ")
            .append(rest.substr(3, 3))
            .append("-")
            .append(rest.substr(6));
    if ((plan->country == "BY" || plan->country == "UA") && rest.size() == 9) return groups(plan->code, rest, 2);
    return std::string("+").append(plan->code).append(" ").append(rest);
}

/// What people write in front of a number.
std::string_view withoutWords(std::string_view folded) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view word :
             {"tel:", "тел",   "телефон", "моб", "мобильный", "сот", "сотовый",  "раб", "рабочий", "дом", "домашний",
              "факс", "phone", "tel",     "mob", "mobile",    "fax", "whatsapp", "т",   "м",       "ф"}) {
            if (!folded.starts_with(word)) continue;
            const std::string_view rest = folded.substr(word.size());
            const std::size_t begin = std::min(rest.find_first_not_of(".:/ "), rest.size());
            const bool whole =
                begin < rest.size() && std::string_view("+(0123456789").find(rest[begin]) != std::string_view::npos;
            if (!whole && begin == 0) continue;
            folded = rest.substr(begin);
            again = true;
            break;
        }
    }
    return folded;
}

}  // namespace

bool isPhoneCountry(std::string_view country) { return planOf(country) != nullptr; }

Result<std::string> normalisePhone(std::string_view typed, std::string_view country) {
    const std::string folded = fold(tidy(typed));
    if (folded.size() > 100) return invalid(slice(typed, 0, 50));
    const Split parts = splitExtension(withoutWords(folded));
    if (!isNumberText(parts.number)) return invalid(typed);
    const Plan* home = planOf(country);
    const auto number = international(parts.number, home == nullptr ? kPlans.front() : *home);
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
    std::string out = grouped(number);
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
