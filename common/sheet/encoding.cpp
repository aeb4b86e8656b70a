#include "common/sheet/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <unicode/ucnv.h>

namespace kupets::sheet {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

const char* icuName(Encoding encoding) {
    switch (encoding) {
        case Encoding::Windows1251:
            return "windows-1251";
        case Encoding::Utf16Le:
            return "UTF-16LE";
        case Encoding::Utf16Be:
            return "UTF-16BE";
        case Encoding::Utf8:
            break;
    }
    return "UTF-8";
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

struct Utf8Tally {
    std::size_t good = 0;  // characters of several bytes
    std::size_t bad = 0;   // bytes that belong to none
};

Utf8Tally tally(std::string_view sample) {
    Utf8Tally result;
    for (std::size_t i = 0; i < sample.size();) {
        if (static_cast<unsigned char>(sample[i]) < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = utf8Length(sample.substr(i));
        if (length > 0) {
            ++result.good;
            i += length;
        } else if (sample.size() - i < 4) {
            break;  // the sample may end within a character
        } else {
            ++result.bad;
            ++i;
        }
    }
    return result;
}

/// Text in UTF-16 without a mark: in one half of the pairs nearly every byte is 0 (Latin, digits) or 4 (Cyrillic).
std::optional<Encoding> guessUtf16(std::string_view sample) {
    std::array<std::size_t, 2> high{};
    bool zero = false;
    const std::size_t pairs = std::min<std::size_t>(sample.size(), 65'536) / 2;
    if (pairs < 2) return std::nullopt;
    for (std::size_t i = 0; i < pairs * 2; ++i) {
        const char c = sample[i];
        zero = zero || c == 0;
        if (c == 0 || c == 4) ++high[i % 2];
    }
    if (!zero) return std::nullopt;
    if (high[1] * 10 > pairs * 8 && high[0] * 2 < high[1]) return Encoding::Utf16Le;
    if (high[0] * 10 > pairs * 8 && high[1] * 2 < high[0]) return Encoding::Utf16Be;
    return std::nullopt;
}

}  // namespace

std::string_view encodingName(Encoding encoding) {
    switch (encoding) {
        case Encoding::Windows1251:
            return "windows-1251";
        case Encoding::Utf16Le:
            return "utf-16le";
        case Encoding::Utf16Be:
            return "utf-16be";
        case Encoding::Utf8:
            break;
    }
    return "utf-8";
}

std::optional<Encoding> encodingFromName(std::string_view name) {
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (lower == "utf-8" || lower == "utf8" || lower == "utf-8-sig") return Encoding::Utf8;
    if (lower == "windows-1251" || lower == "cp1251" || lower == "cp-1251" || lower == "win1251") {
        return Encoding::Windows1251;
    }
    if (lower == "utf-16le" || lower == "utf-16" || lower == "utf16") return Encoding::Utf16Le;
    if (lower == "utf-16be") return Encoding::Utf16Be;
    return std::nullopt;
}

std::size_t byteOrderMark(Encoding encoding, std::string_view sample) {
    switch (encoding) {
        case Encoding::Utf8:
            return sample.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        case Encoding::Utf16Le:
            return sample.starts_with("\xFF\xFE") ? 2 : 0;
        case Encoding::Utf16Be:
            return sample.starts_with("\xFE\xFF") ? 2 : 0;
        case Encoding::Windows1251:
            break;
    }
    return 0;
}

EncodingGuess guessEncoding(std::string_view sample) {
    for (const Encoding encoding : {Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be}) {
        if (const std::size_t length = byteOrderMark(encoding, sample)) return {encoding, length};
    }
    if (const auto wide = guessUtf16(sample)) return {*wide, 0};
    const Utf8Tally seen = tally(sample);
    // A Russian text in windows-1251 hardly ever looks like UTF-8; a UTF-8 file with a few damaged bytes still does.
    if (seen.bad == 0 || seen.good > seen.bad * 10) return {Encoding::Utf8, 0};
    return {Encoding::Windows1251, 0};
}

struct Decoder::Converter {
    explicit Converter(Encoding encoding) {
        UErrorCode status = U_ZERO_ERROR;
        from = ucnv_open(icuName(encoding), &status);
        to = ucnv_open("UTF-8", &status);
    }
    ~Converter() {
        ucnv_close(from);
        ucnv_close(to);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    UConverter* from = nullptr;
    UConverter* to = nullptr;
    std::array<UChar, 4096> pivot{};
    UChar* pivotSource = pivot.data();
    UChar* pivotTarget = pivot.data();
    bool first = true;
};

Decoder::Decoder(Encoding encoding) {
    if (encoding != Encoding::Utf8) converter_ = std::make_unique<Converter>(encoding);
}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

void Decoder::decode(std::string_view bytes, bool last, std::string& out) {
    if (!converter_) {
        out.append(bytes);
        return;
    }
    auto& c = *converter_;
    std::array<char, 16'384> room;
    const char* source = bytes.empty() ? "" : bytes.data();  // the converter refuses a null pointer
    const char* const sourceEnd = source + bytes.size();
    for (;;) {
        char* target = room.data();
        UErrorCode status = U_ZERO_ERROR;
        ucnv_convertEx(c.to, c.from, &target, room.data() + room.size(), &source, sourceEnd, c.pivot.data(),
                       &c.pivotSource, &c.pivotTarget, c.pivot.data() + c.pivot.size(), c.first, last, &status);
        c.first = false;
        out.append(room.data(), static_cast<std::size_t>(target - room.data()));
        if (status == U_BUFFER_OVERFLOW_ERROR) continue;
        // A character cut off at the very end.
        if (last && U_FAILURE(status)) out.append(kReplacement);
        return;
    }
}

std::size_t utf8Length(std::string_view text) {
    if (text.empty()) return 0;
    const auto a = static_cast<unsigned char>(text[0]);
    if (a < 0x80) return 1;
    const auto second = [&](unsigned least, unsigned most) {
        const auto b = static_cast<unsigned char>(text[1]);
        return b >= least && b <= most;
    };
    if (a >= 0xC2 && a <= 0xDF) return text.size() >= 2 && continues(text[1]) ? 2 : 0;
    if (a >= 0xE0 && a <= 0xEF) {
        if (text.size() < 3 || !continues(text[2])) return 0;
        return second(a == 0xE0 ? 0xA0 : 0x80, a == 0xED ? 0x9F : 0xBF) ? 3 : 0;
    }
    if (a >= 0xF0 && a <= 0xF4) {
        if (text.size() < 4 || !continues(text[2]) || !continues(text[3])) return 0;
        return second(a == 0xF0 ? 0x90 : 0x80, a == 0xF4 ? 0x8F : 0xBF) ? 4 : 0;
    }
    return 0;
}

bool isCleanUtf8(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c != 0 && c < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = c == 0 ? 0 : utf8Length(text.substr(i));
        if (length == 0 || text.substr(i, 3) == kReplacement) return false;
        i += length;
    }
    return true;
}

std::string repairUtf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = text[i] == 0 ? 0 : utf8Length(text.substr(i));
        if (length == 0) {
            out.append(kReplacement);
            ++i;
        } else {
            out.append(text.substr(i, length));
            i += length;
        }
    }
    return out;
}

}  // namespace kupets::sheet
