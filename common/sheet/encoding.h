// How the bytes of a table file become UTF-8: told, or found by looking.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/error.h"

namespace kupets::sheet {

enum class Encoding { Utf8, Windows1251, Utf16Le, Utf16Be };

/// The contract's names: "utf-8", "windows-1251", "utf-16le", "utf-16be".
std::string_view encodingName(Encoding encoding);
/// Those names in any case, and the usual others: "cp1251", "utf8", "utf-16" (little end first).
std::optional<Encoding> encodingFromName(std::string_view name);

struct EncodingGuess {
    Encoding encoding = Encoding::Utf8;
    std::size_t markLength = 0;  // bytes of the byte order mark to leave out
};

/// By the byte order mark, else by where zero bytes stand, else by whether the sample is (nearly all) UTF-8; what is
/// none of these is windows-1251. A sample cut in the middle of a character is no fault.
EncodingGuess guessEncoding(std::string_view sample);

/// The mark's length when `sample` begins with the mark of this very encoding.
std::size_t byteOrderMark(Encoding encoding, std::string_view sample);

/// Turns pieces of a file into UTF-8. What cannot be decoded becomes U+FFFD (UTF-8 passes untouched: rows are checked
/// one by one, so that a report can name the row).
class Decoder {
public:
    explicit Decoder(Encoding encoding);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    /// Appends to `out`; a character cut at the end of a piece waits for the next one.
    void decode(std::string_view bytes, bool last, std::string& out);

private:
    struct Converter;
    std::unique_ptr<Converter> converter_;
};

/// Well-formed UTF-8 without zero bytes and without U+FFFD, which is what damage leaves behind.
bool isCleanUtf8(std::string_view text);
/// The same text with U+FFFD for each byte that is not UTF-8: what may be put into a report.
std::string repairUtf8(std::string_view text);

/// The length of the well-formed UTF-8 character at the beginning, 0 when there is none.
std::size_t utf8Length(std::string_view text);

}  // namespace kupets::sheet
