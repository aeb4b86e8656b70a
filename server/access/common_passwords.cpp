#include "server/access/common_passwords.h"

#include <algorithm>
#include <span>
#include <string>
#include <unordered_set>

#include "common/base/embedded_file.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace kupets::access {

namespace embedded {
std::span<const EmbeddedFile> passwords();
}

namespace {

constexpr std::size_t kMostAround = 9;   // digits and signs around a common password that make it no better
constexpr std::size_t kShortPeriod = 5;  // characters that are repeated
constexpr std::size_t kLeastStem = 4;

using Words = std::unordered_set<std::string_view>;

const Words& commonWords() {
    static const Words words = [] {
        Words out;
        for (const EmbeddedFile& file : embedded::passwords()) {
            std::string_view rest = file.text;
            while (!rest.empty()) {
                const std::size_t end = rest.find_first_of(" \n");
                if (end > 0) out.insert(rest.substr(0, end));
                rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
            }
        }
        return out;
    }();
    return words;
}

std::u32string codePoints(std::string_view utf8) {
    std::u32string out;
    for (std::size_t i = 0; i < utf8.size();) out += text::decode(utf8, i);
    return out;
}

std::string utf8(std::u32string_view points) {
    std::string out;
    for (const char32_t c : points) text::append(out, c);
    return out;
}

bool isLetter(char32_t c) { return (c >= U'a' && c <= U'z') || c >= 0x80; }

/// "p@ssw0rd" → "password"; a 1 may be an i or an l.
std::u32string unmasked(std::u32string_view masked, char32_t one) {
    std::u32string out(masked);
    for (char32_t& c : out) {
        constexpr std::u32string_view kFrom = U"@430$57!8+";
        constexpr std::u32string_view kTo = U"aaeossibit";
        static_assert(kFrom.size() == kTo.size());
        if (c == U'1') c = one;
        if (const std::size_t at = kFrom.find(c); at != std::u32string_view::npos) c = kTo[at];
    }
    return out;
}

/// Folded, without what people put between words.
std::u32string plain(std::string_view typed) {
    std::u32string out = codePoints(text::fold(typed));
    std::erase_if(out, [](char32_t c) { return c <= U' ' || c == U'-' || c == U'_' || c == U'.' || c == 0xA0; });
    return out;
}

/// The shortest part whose repetition is the whole.
std::size_t period(std::u32string_view all) {
    for (std::size_t length = 1; length <= all.size() / 2; ++length) {
        if (all.size() % length == 0 && all.substr(length) == all.substr(0, all.size() - length)) return length;
    }
    return all.size();
}

class Judge {
public:
    explicit Judge(std::string_view login) : login_(utf8(plain(login))) {}

    /// With digits and signs around it, or without them.
    bool isCommon(std::u32string_view password) const {
        for (std::size_t before = 0; before <= std::min(kMostAround, password.size()); ++before) {
            if (before > 0 && isLetter(password[before - 1])) return false;
            for (std::size_t after = 0; before + after <= std::min(kMostAround, password.size()); ++after) {
                const std::size_t end = password.size() - after;
                if (after > 0 && isLetter(password[end])) break;
                if (isStem(password.substr(before, end - before))) return true;
            }
        }
        return false;
    }

private:
    bool isStem(std::u32string_view stem) const {
        if (stem.size() < kLeastStem) return false;
        for (const std::u32string& way : {std::u32string(stem), unmasked(stem, U'i'), unmasked(stem, U'l')}) {
            const std::string word = utf8(way);
            if (word == login_ || commonWords().contains(word)) return true;
        }
        return false;
    }

    std::string login_;
};

}  // namespace

bool isCommonPassword(std::string_view password, std::string_view login) {
    const Judge judge(login);
    for (const std::u32string& all : {plain(password), plain(text::swapLayout(password))}) {
        const std::size_t repeated = period(all);
        if (repeated < all.size() && repeated <= kShortPeriod) return true;
        if (judge.isCommon(all) || judge.isCommon(std::u32string_view(all).substr(0, repeated))) return true;
    }
    return false;
}

}  // namespace kupets::access
