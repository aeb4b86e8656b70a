#include "common/text/fold.h"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/locid.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "common/text/utf8.h"

namespace kupets::text {
namespace {

const icu::Locale& russian() {
    static const icu::Locale locale("ru", "RU");
    return locale;
}

icu::UnicodeString toUnicode(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

std::string toUtf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// ASCII and the Cyrillic block up to U+045F, nearly all that there is; anything else gives false.
bool foldQuickly(std::string_view utf8, std::string& out) {
    for (std::size_t i = 0; i < utf8.size();) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        if (c < 0x80) {
            out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
            ++i;
            continue;
        }
        if ((c != 0xD0 && c != 0xD1) || i + 1 == utf8.size() || !isContinuation(utf8[i + 1])) return false;
        char32_t point = decode(utf8, i);
        if (point > 0x45F) return false;
        if (point >= 0x410 && point <= 0x42F) point += 0x20;
        if (point <= 0x40F) point += 0x50;
        append(out, point == U'ё' ? U'е' : point);
    }
    return true;
}

constexpr std::u32string_view kLatinKeys = U"`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";
constexpr std::u32string_view kRussianKeys = U"ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
static_assert(kLatinKeys.size() == kRussianKeys.size());

}  // namespace

std::string fold(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    if (foldQuickly(utf8, out)) return out;
    icu::UnicodeString text = toUnicode(utf8);
    text.toLower(russian());
    text.findAndReplace(icu::UnicodeString(UChar32{U'ё'}), icu::UnicodeString(UChar32{U'е'}));
    return toUtf8(text);
}

std::string lower(std::string_view utf8) { return toUtf8(toUnicode(utf8).toLower(russian())); }

std::string upper(std::string_view utf8) { return toUtf8(toUnicode(utf8).toUpper(russian())); }

std::string swapLayout(std::string_view utf8) {
    std::string out;
    for (std::size_t i = 0; i < utf8.size();) {
        const char32_t c = decode(utf8, i);
        if (const auto latin = kLatinKeys.find(c); latin != std::u32string_view::npos) {
            append(out, kRussianKeys[latin]);
        } else if (const auto key = kRussianKeys.find(c); key != std::u32string_view::npos) {
            append(out, kLatinKeys[key]);
        } else {
            append(out, c);
        }
    }
    return out;
}

std::string digitsOf(std::string_view utf8) {
    std::string out;
    std::ranges::copy_if(utf8, std::back_inserter(out), isDigit);
    return out;
}

std::string tidy(std::string_view utf8) {
    std::string out;
    bool gap = false;
    for (std::size_t i = 0; i < utf8.size();) {
        const char32_t c = decode(utf8, i);
        const bool space = c <= U' ' || c == 0xA0 || c == 0x2007 || c == 0x202F || c == 0xFEFF;
        if (space) {
            gap = !out.empty();
            continue;
        }
        if (std::exchange(gap, false)) out += ' ';
        append(out, c);
    }
    return out;
}

std::size_t length(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return !isContinuation(c); }));
}

std::string_view slice(std::string_view utf8, std::size_t start, std::size_t count) {
    const auto skip = [utf8](std::size_t at, std::size_t points) {
        while (points > 0 && at < utf8.size()) {
            ++at;
            while (at < utf8.size() && isContinuation(utf8[at])) ++at;
            --points;
        }
        return at;
    };
    const std::size_t begin = skip(0, start);
    return utf8.substr(begin, skip(begin, count) - begin);
}

bool isValidUtf8(std::string_view bytes) {
    const auto length = static_cast<std::int32_t>(bytes.size());
    for (std::int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes.data(), i, length, c);
        if (c < 0) return false;
    }
    return true;
}

}  // namespace kupets::text
