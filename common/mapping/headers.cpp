#include "common/mapping/headers.h"

#include <algorithm>

#include "common/sheet/column_names.h"
#include "common/text/fold.h"

namespace kupets::mapping {
namespace {

bool isWordByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte == '#';
}

/// « » № – and the like are no letters, though they have more than one byte.
std::string withoutSigns(std::string text) {
    for (const char* sign : {"«", "»", "–", "—", "“", "”", "„", "…", "•", "·", "’", "№"}) {
        const std::string_view view(sign);
        for (std::size_t at = 0; (at = text.find(view, at)) != std::string::npos;) text.replace(at, view.size(), " ");
    }
    return text;
}

}  // namespace

std::vector<std::string> distinctHeaders(const std::vector<std::string>& cells) {
    std::vector<sheet::Cell> row;
    row.reserve(cells.size());
    for (const std::string& text : cells) row.push_back({.kind = sheet::CellKind::Text, .text = text});
    return sheet::headersOf(row);
}

std::string plainHeader(std::string_view header) {
    std::string out = withoutSigns(text::fold(header));
    for (char& c : out)
        if (!isWordByte(c)) c = ' ';
    return text::tidy(out);
}

std::string signatureOf(const std::vector<std::string>& headers) {
    std::vector<std::string> plain;
    plain.reserve(headers.size());
    for (const std::string& header : headers) plain.push_back(plainHeader(header));
    std::ranges::sort(plain);
    std::string out;
    for (const std::string& name : plain) out.append(name).push_back('\x1f');
    return out;
}

}  // namespace kupets::mapping
