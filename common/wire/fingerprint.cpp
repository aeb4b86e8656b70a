#include "common/wire/fingerprint.h"

namespace kupets::wire {

namespace {

constexpr std::string_view kPrefix = "sha256:";
constexpr std::size_t kDigits = 64;

/// Only the digits, small; empty when it is no fingerprint.
std::string digitsOf(std::string_view text) {
    std::string lower;
    for (const char c : text) {
        if (c == ' ') continue;
        lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
    const std::size_t start = lower.starts_with(kPrefix) ? kPrefix.size() : 0;
    std::string digits;
    for (const char c : std::string_view(lower).substr(start)) {
        if (c == ':') continue;
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return {};
        digits.push_back(c);
    }
    return digits.size() == kDigits ? digits : std::string();
}

}  // namespace

std::string fingerprint(std::span<const std::uint8_t> sha256) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "SHA256:";
    for (const std::uint8_t byte : sha256) {
        out.push_back(kHex[byte >> 4]);
        out.push_back(kHex[byte & 15]);
    }
    return out;
}

bool sameFingerprint(std::string_view a, std::string_view b) {
    const std::string digits = digitsOf(a);
    return !digits.empty() && digits == digitsOf(b);
}

}  // namespace kupets::wire
