#include "common/text/requisites.h"

#include <algorithm>
#include <array>
#include <span>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace kupets::text {
namespace {

std::unexpected<Error> invalid(std::string_view value, const char* expected) {
    return fail(ErrorCode::InvalidValue, {std::string(slice(value, 0, 100)), expected});
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isCapital(char c) { return c >= 'A' && c <= 'Z'; }
int digit(char c) { return c - '0'; }

/// Takes out what people put between digits. Anything else makes it empty.
std::string digitsOnly(std::string_view typed) {
    std::string out;
    for (const char c : tidy(typed)) {
        if (c == ' ' || c == '-' || c == '.') continue;
        if (!isDigit(c)) return {};
        out += c;
    }
    return out;
}

int weighted(std::string_view digits, std::span<const int> weights) {
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += digit(digits[i]) * weights[i];
    return sum;
}

// Control digits of the INN, as the tax service publishes them: sums by these weights, modulo 11, modulo 10.
constexpr std::array kInn10{2, 4, 10, 3, 5, 9, 4, 6, 8};
constexpr std::array kInn11{7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
constexpr std::array kInn12{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

bool innFits(std::string_view inn) {
    const auto control = [inn](std::span<const int> weights) {
        return weighted(inn, weights) % 11 % 10 == digit(inn[weights.size()]);
    };
    if (inn.size() == 10) return control(kInn10);
    return inn.size() == 12 && control(kInn11) && control(kInn12);
}

/// The number before the last digit, modulo 11 (OGRN) or 13 (OGRNIP), and of that the last digit.
bool ogrnFits(std::string_view ogrn) {
    if (ogrn.size() != 13 && ogrn.size() != 15) return false;
    std::uint64_t number = 0;
    for (const char c : ogrn.substr(0, ogrn.size() - 1)) number = number * 10 + static_cast<std::uint64_t>(digit(c));
    return static_cast<int>(number % (ogrn.size() == 13 ? 11 : 13) % 10) == digit(ogrn.back());
}

/// The Bank of Russia's key (No 515 of 1997): 23 digits by the weights 7, 1, 3 give a sum that ends with 0. The first
/// three come from the BIC: its last three, or for accounts at the Bank of Russia itself "0" and the BIC's digits 5
/// and 6.
bool accountFits(std::string_view account, std::string_view bic) {
    const std::string_view last = bic.substr(6);
    const bool central = last == "000" || last == "001" || last == "002";
    const std::string all = (central ? "0" + std::string(bic.substr(4, 2)) : std::string(last)) + std::string(account);
    constexpr std::array kWeights{7, 1, 3};
    int sum = 0;
    for (std::size_t i = 0; i < all.size(); ++i) sum += digit(all[i]) * kWeights[i % 3] % 10;
    return sum % 10 == 0;
}

bool isLabelCharacter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'-' || c >= 0x80;
}

/// "firma.ru", "почта.рф", in lower case.
bool isDomain(std::string_view domain, bool needsDot) {
    if (domain.empty() || domain.size() > 253) return false;
    bool dot = false;
    while (true) {
        const std::size_t end = domain.find('.');
        const std::string_view label = domain.substr(0, end);
        if (label.empty() || length(label) > 63 || label.front() == '-' || label.back() == '-') return false;
        for (std::size_t i = 0; i < label.size();) {
            const char32_t c = decode(label, i);
            if (!isLabelCharacter(c) || c == kReplacement || c == 0xA0) return false;
        }
        if (end == std::string_view::npos) break;
        dot = true;
        domain.remove_prefix(end + 1);
    }
    return dot || !needsDot;
}

bool isMailbox(std::string_view name) {
    if (name.empty() || name.size() > 64 || name.front() == '.' || name.back() == '.') return false;
    if (name.find("..") != std::string_view::npos || !isValidUtf8(name)) return false;
    return std::ranges::all_of(name, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > ' ' && byte != 0x7F && std::string_view("()<>[]:;@\\,\"").find(c) == std::string_view::npos;
    });
}

}  // namespace

Result<std::string> normaliseEmail(std::string_view typed) {
    constexpr const char* kExpected = "e-mail address";
    std::string address = tidy(typed);
    if (fold(address).starts_with("mailto:")) address.erase(0, 7);
    const std::size_t at = address.rfind('@');
    if (at == std::string::npos || address.size() > 254) return invalid(typed, kExpected);
    const std::string domain = lower(address.substr(at + 1));
    if (!isMailbox(std::string_view(address).substr(0, at)) || !isDomain(domain, true))
        return invalid(typed, kExpected);
    return address.substr(0, at + 1) + domain;
}

Result<std::string> normaliseUrl(std::string_view typed) {
    constexpr const char* kExpected = "web address";
    std::string address = tidy(typed);
    if (address.empty() || address.size() > 2000 || address.find(' ') != std::string::npos)
        return invalid(typed, kExpected);
    std::string scheme = "https";
    if (const std::size_t mark = address.find("://"); mark != std::string::npos) {
        scheme = lower(address.substr(0, mark));
        address.erase(0, mark + 3);
    }
    if (scheme != "http" && scheme != "https" && scheme != "ftp") return invalid(typed, kExpected);
    const std::size_t end = std::min(address.find_first_of("/?#"), address.size());
    std::string host = lower(address.substr(0, end));
    const std::string rest = address.substr(end);
    const std::size_t colon = host.rfind(':');
    std::string port = colon == std::string::npos ? "" : host.substr(colon);
    if (colon != std::string::npos) host.erase(colon);
    const bool portFits = port.empty() || (port.size() >= 2 && port.size() <= 6 &&
                                           std::ranges::all_of(std::string_view(port).substr(1), isDigit));
    if (!portFits || !isDomain(host, host != "localhost")) return invalid(typed, kExpected);
    return scheme + "://" + host + port + rest;
}

Result<std::string> normaliseInn(std::string_view typed) {
    std::string inn = digitsOnly(typed);
    if (!innFits(inn)) return invalid(typed, "INN of 10 or 12 digits with right control digits");
    return inn;
}

Result<std::string> normaliseKpp(std::string_view typed) {
    std::string kpp;
    for (const char c : upper(tidy(typed))) {
        if (c != ' ' && c != '-') kpp += c;
    }
    const auto fits = [&kpp] {
        if (kpp.size() != 9) return false;
        for (std::size_t i = 0; i < 9; ++i) {
            const bool middle = i == 4 || i == 5;
            if (!isDigit(kpp[i]) && !(middle && isCapital(kpp[i]))) return false;
        }
        return true;
    };
    if (!fits()) return invalid(typed, "KPP of 9 characters");
    return kpp;
}

Result<std::string> normaliseOgrn(std::string_view typed) {
    std::string ogrn = digitsOnly(typed);
    if (!ogrnFits(ogrn)) return invalid(typed, "OGRN of 13 or 15 digits with a right control digit");
    return ogrn;
}

Result<std::string> normaliseBic(std::string_view typed) {
    std::string bic = digitsOnly(typed);
    // 04 is Russia's code; 00, 01 and 02 are participants without an account at the Bank of Russia and the treasury's
    // bodies.
    const bool known = bic.starts_with("04") || bic.starts_with("00") || bic.starts_with("01") || bic.starts_with("02");
    if (bic.size() != 9 || !known) return invalid(typed, "BIC of 9 digits");
    return bic;
}

Result<BankAccount> normaliseAccount(std::string_view account, std::string_view bic) {
    auto bank = normaliseBic(bic);
    if (!bank) return std::unexpected(std::move(bank.error()));
    std::string digits = digitsOnly(account);
    if (digits.size() != 20) return invalid(account, "account of 20 digits");
    if (!accountFits(digits, *bank)) return invalid(account, "account whose control key fits the BIC");
    return BankAccount{std::move(digits), std::move(*bank)};
}

}  // namespace kupets::text
