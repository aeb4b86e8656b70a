#include "tests/client/support/rows.h"

#include "common/wire/rowset.h"

namespace kupets::test {
namespace {

v1::Column::Kind kindOf(const std::vector<RowOf>& rows, std::size_t column) {
    for (const RowOf& row : rows) {
        const Value& value = row.cells.at(column).value;
        if (std::holds_alternative<std::int64_t>(value)) return v1::Column::KIND_INTEGER;
        if (std::holds_alternative<Uuid>(value)) return v1::Column::KIND_ID;
        if (std::holds_alternative<Money>(value)) return v1::Column::KIND_MONEY;
        if (!isNull(value)) return v1::Column::KIND_TEXT;
    }
    return v1::Column::KIND_TEXT;
}

void write(wire::ColumnWriter& writer, const data::Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell.value)) return writer.integer(*whole);
    if (const auto* id = std::get_if<Uuid>(&cell.value)) return writer.pair(id->view(), cell.title);
    if (const auto* money = std::get_if<Money>(&cell.value)) return writer.pair(money->amount.text(), money->currency);
    if (const auto* text = std::get_if<std::string>(&cell.value)) return writer.bytes(*text);
    writer.null();
}

}  // namespace

v1::RowSet rowSet(const std::vector<std::string>& paths, const std::vector<RowOf>& rows) {
    v1::RowSet set;
    set.set_row_count(static_cast<std::uint32_t>(rows.size()));
    for (const RowOf& row : rows) {
        set.mutable_ids()->append(row.id.view());
        set.add_versions(row.version);
    }
    for (std::size_t column = 0; column < paths.size(); ++column) {
        v1::Column& out = *set.add_columns();
        out.set_path(paths[column]);
        wire::ColumnWriter writer(out, kindOf(rows, column));
        for (const RowOf& row : rows) write(writer, row.cells.at(column));
    }
    return set;
}

}  // namespace kupets::test
