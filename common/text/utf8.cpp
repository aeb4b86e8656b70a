#include "common/text/utf8.h"

#include <unicode/utf8.h>

namespace kupets::text {

char32_t decode(std::string_view utf8, std::size_t& at) {
    // ICU's macros count in int32; no text of ours comes near that.
    const auto length = static_cast<std::int32_t>(utf8.size());
    auto index = static_cast<std::int32_t>(at);
    const std::int32_t begin = index;
    UChar32 c = 0;
    U8_NEXT(utf8.data(), index, length, c);
    at = c < 0 ? static_cast<std::size_t>(begin) + 1 : static_cast<std::size_t>(index);
    return c < 0 ? kReplacement : static_cast<char32_t>(c);
}

void append(std::string& utf8, char32_t c) {
    if (c < 0x80) {
        utf8 += static_cast<char>(c);
        return;
    }
    const auto tail = [c](unsigned shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x800) {
        utf8 += static_cast<char>(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        utf8 += static_cast<char>(0xE0 | (c >> 12));
        utf8 += tail(6);
    } else {
        utf8 += static_cast<char>(0xF0 | (c >> 18));
        utf8 += tail(12);
        utf8 += tail(6);
    }
    utf8 += tail(0);
}

}  // namespace kupets::text
