#include "common/sheet/header.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "common/sheet/cells.h"

namespace kupets::sheet {

namespace {

struct Seen {
    std::uint64_t number = 0;
    std::size_t filled = 0;  // cells that are not empty
    std::size_t texts = 0;   // that could be names of columns
    bool different = true;
};

/// A name of a column has letters and is short; "79161234567" and "12.05.2026" in a CSV are values.
bool isName(const Cell& cell) {
    if (cell.kind != CellKind::Text || cell.text.size() > 200 || cell.text.contains('@')) return false;
    const std::string_view text = trim(cell.text);
    const auto letters = std::ranges::count_if(
        text, [](char c) { return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return letters > 0 ? digits <= letters : text == "№" || text == "#";
}

Seen look(const Row& row) {
    Seen seen{.number = row.number};
    std::set<std::string> names;
    for (const Cell& cell : row.cells) {
        if (cell.kind == CellKind::Empty || trim(cell.text).empty()) continue;
        ++seen.filled;
        if (!isName(cell)) continue;
        ++seen.texts;
        seen.different = names.insert(lowerCase(trim(cell.text))).second && seen.different;
    }
    return seen;
}

}  // namespace

Result<std::uint64_t> findHeader(RowReader& reader, std::size_t most) {
    std::vector<Seen> rows;
    Row row;
    while (rows.size() < most) {
        const auto more = reader.next(row);
        if (!more) {
            if (rows.empty()) return std::unexpected(more.error());
            break;  // whoever reads on will hear of it
        }
        if (!*more) break;
        rows.push_back(look(row));
    }
    std::size_t widest = 0;
    for (const Seen& seen : rows) widest = std::max(widest, seen.filled);
    for (const Seen& seen : rows) {
        // Nearly all of its cells are names, and it is nearly as wide as the table.
        if (seen.filled == 0 || !seen.different || seen.texts * 10 < seen.filled * 9) continue;
        if (seen.filled * 10 >= widest * 6 && (seen.filled > 1 || widest == 1)) return seen.number;
    }
    return 0;
}

}  // namespace kupets::sheet
