// What a request asks to see or to sort by ("company.name", "=amount * 2"), resolved and authorised: SQL on one side, a column
// of the answer on the other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kupets/v1/value.pb.h"
#include "server/query/names.h"
#include "server/query/reader.h"

namespace kupets::query {

/// How values of a type travel in a column.
v1::Column::Kind kindOf(schema::ValueType type);

struct Column {
    std::string spec;                      // as asked for
    v1::Column::Kind kind = v1::Column::KIND_TEXT;
    std::string cast;                      // PostgreSQL's type of `sql`
    std::string sql;
    std::string companion;                 // SQL of the second half: title, currency, BIC; empty when there is none
    const schema::Field* field = nullptr;  // of a plain path, its last
    bool rootColumn = false;               // a stored column of the root table itself
    const schema::Entity* titled = nullptr;  // titles of these ids come from the TitleCache, not by `companion`
};

/// Where titles of references come from: a join, as orders and groups need them, or the TitleCache where rights allow it.
enum class TitleSource { Join, Cache };

/// A path or "=expression". Errors: those of expr::compile, with the spec as fieldPath.
Result<Column> resolveColumn(const std::string& spec, Names& names, Statement& statement, const Reader& reader,
                             TitleSource titles = TitleSource::Join);

/// A boolean expression as SQL; empty text gives empty SQL. Errors have fieldPath "filter".
Result<std::string> resolveFilter(const std::string& text, Names& names, Statement& statement, const Reader& reader);

/// What is compared and shown for a record: the column of its title, through `references`.
Result<std::string> titleColumn(std::span<const schema::Field* const> references, Names& names);

/// One row of an answer; pages are put together from several answers, some of them backwards.
struct RowRef {
    const db::Rows* rows = nullptr;
    std::size_t row = 0;
};
/// The column's items of a select list (width(column) of them), for a binary query or a textual one.
std::vector<std::string> selected(const Column& column);
/// Of one column, row by row; nothing for a column whose titles are not cached.
using Titles = std::vector<std::string>;
/// Cells from result column `first` on become a column of the set. `titles` go with `rows`.
void readColumn(std::span<const RowRef> rows, std::size_t first, const Column& column,
                std::span<const std::string> titles, v1::RowSet& set);
/// Result columns 0 and 1 (id, version) and the columns that follow become the set.
void readRows(std::span<const RowRef> rows, std::span<const Column> columns, std::span<const Titles> titles,
              v1::RowSet& set);
std::vector<RowRef> allRows(const db::Rows& rows);
/// The number of result columns that a Column takes.
inline std::size_t width(const Column& column) { return column.companion.empty() ? 1 : 2; }
/// One cell as a Value.
Value readValue(const db::Rows& rows, std::size_t row, std::size_t at, const Column& column);

}  // namespace kupets::query
