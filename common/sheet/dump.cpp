#include "common/sheet/dump.h"

#include <fmt/format.h>

#include "common/sheet/encoding.h"
#include "common/sheet/header.h"
#include "common/text/json.h"

namespace kupets::sheet {

namespace {

std::string quoted(std::string_view text) {
    return text::jsonText(isCleanUtf8(text) ? std::string(text) : repairUtf8(text));
}

std::string dumpCell(const Cell& cell) {
    std::string out = fmt::format("[\"{}\",{}", kindName(cell.kind), quoted(cell.text));
    if (cell.formula) out += ",\"formula\"";
    if (cell.percent) out += ",\"percent\"";
    if (!cell.currency.empty()) out += fmt::format(",\"{}\"", cell.currency);
    return out + ']';
}

}  // namespace

std::string dumpBook(const Book& book) {
    std::string out = fmt::format("{{\"format\":\"{}\"", formatName(book.format()));
    if (const auto csv = book.csv()) {
        out += fmt::format(",\"delimiter\":{},\"encoding\":\"{}\"", quoted({&csv->delimiter, 1}),
                           encodingName(csv->encoding));
    }
    out += ",\"sheets\":[";
    bool first = true;
    for (const SheetInfo& sheet : book.sheets()) {
        out += fmt::format("{}{{\"name\":{}{}}}", first ? "" : ",", quoted(sheet.name),
                           sheet.hidden ? ",\"hidden\":true" : "");
        first = false;
    }
    return out + "]}";
}

std::string dumpRow(const Row& row) {
    std::string out = fmt::format("{{\"row\":{}", row.number);
    if (row.hidden) out += ",\"hidden\":true";
    if (row.ragged) out += ",\"ragged\":true";
    if (row.badEncoding) out += ",\"bad_encoding\":true";
    out += ",\"cells\":{";
    bool first = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].kind == CellKind::Empty && !row.cells[i].formula) continue;
        out += fmt::format("{}\"{}\":{}", first ? "" : ",", columnName(i), dumpCell(row.cells[i]));
        first = false;
    }
    return out + "}}";
}

std::string dumpError(const Error& error) {
    std::string out = fmt::format("{{\"error\":\"{}\",\"args\":[", errorCodeName(error.code));
    for (std::size_t i = 0; i < error.args.size(); ++i) out += (i > 0 ? "," : "") + quoted(error.args[i]);
    return out + "]}";
}

Result<void> dumpSheet(Book& book, std::size_t sheet, const DumpLine& line) {
    auto looker = book.read(sheet);
    if (!looker) return std::unexpected(std::move(looker.error()));
    const std::uint64_t header = findHeader(**looker).value_or(0);
    if (!line(fmt::format("{{\"sheet\":{},\"header\":{}}}", quoted(book.sheets()[sheet].name), header))) return {};
    auto reader = book.read(sheet);
    if (!reader) return std::unexpected(std::move(reader.error()));
    Row row;
    for (;;) {
        const auto more = (*reader)->next(row);
        if (!more) return std::unexpected(more.error());
        if (!*more || !line(dumpRow(row))) return {};
    }
}

}  // namespace kupets::sheet
