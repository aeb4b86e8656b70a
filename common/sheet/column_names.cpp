#include "common/sheet/column_names.h"

#include <set>

#include "common/sheet/cells.h"
#include "common/sheet/encoding.h"

namespace kupets::sheet {

namespace {

/// In one line, with single spaces.
std::string inOneLine(std::string_view text) {
    const std::string whole = repairUtf8(trim(text));
    std::string out;
    for (const char c : whole) {
        const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : c;
    }
    return out;
}

}  // namespace

std::vector<std::string> headersOf(std::span<const Cell> cells) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string text = inOneLine(cells[i].text);
        const std::string base = text.empty() ? columnName(i) : text;
        std::string name = base;
        for (int again = 2; !taken.insert(name).second; ++again) name = base + " (" + std::to_string(again) + ")";
        names.push_back(std::move(name));
    }
    return names;
}

}  // namespace kupets::sheet
