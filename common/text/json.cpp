#include "common/text/json.h"

namespace kupets::text {

namespace {

/// "\\u001f" of a control character.
std::string escaped(char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(c);
    return std::string("\\u00") + kDigits[code >> 4U] + kDigits[code & 15U];
}

}  // namespace

std::string jsonText(std::string_view utf8) {
    std::string out = "\"";
    for (const char c : utf8) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    out += escaped(c);
                else
                    out.push_back(c);
        }
    }
    return out + "\"";
}

}  // namespace kupets::text
