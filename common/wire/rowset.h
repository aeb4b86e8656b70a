// Result sets by column: how the server writes a kupets.v1.RowSet and how clients read its cells.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/base/value.h"
#include "kupets/v1/value.pb.h"

namespace kupets::wire {

/// Separates items of list cells in a blob.
inline constexpr char kItemSeparator = '\x1f';

/// Appends cells to one column, row after row. The column must outlive the writer.
class ColumnWriter {
public:
    ColumnWriter(v1::Column& column, v1::Column::Kind kind);

    void null();
    void integer(std::int64_t v);       // booleans, integers, dates, timestamps, durations
    void bytes(std::string_view cell);  // decimals, texts, ids, joined lists
    /// A cell of compound kinds: money and its currency, a reference and its title …
    void pair(std::string_view cell, std::string_view companion);

private:
    void markNull();
    v1::Column* column_;
    std::uint32_t rows_ = 0;
};

/// Reads cells of a RowSet where they lie; nothing is copied before it is asked for. The RowSet must outlive the view.
class RowSetView {
public:
    /// Checks that all lengths fit: what passes may be read without further checks. Error: BadRequest.
    static Result<RowSetView> open(const v1::RowSet& rows);

    std::size_t rows() const { return rows_->row_count(); }
    std::size_t columns() const { return columns_.size(); }
    std::string_view path(std::size_t column) const { return columns_[column].main->path(); }
    v1::Column::Kind kind(std::size_t column) const { return columns_[column].main->kind(); }
    bool hasIds() const { return !rows_->ids().empty(); }
    Uuid id(std::size_t row) const;
    std::uint64_t version(std::size_t row) const;

    bool isNull(std::size_t row, std::size_t column) const;
    Value value(std::size_t row, std::size_t column) const;
    /// The bytes of a text, decimal, id or money cell; empty when null.
    std::string_view text(std::size_t row, std::size_t column) const;
    std::int64_t integer(std::size_t row, std::size_t column) const;
    /// Title of a reference, currency of money, BIC of an account, titles of many references; empty when there is none.
    std::string_view companion(std::size_t row, std::size_t column) const;

private:
    struct Cells {
        const v1::Column* main = nullptr;
        std::vector<std::uint32_t> offsets;           // rows + 1, into `blob`; empty for integer kinds
        std::vector<std::uint32_t> companionOffsets;  // rows + 1; empty when there is no companion
    };
    static Result<std::vector<std::uint32_t>> offsetsOf(const v1::Column& column, std::size_t rows);
    static Result<Cells> cellsOf(const v1::Column& column, std::size_t rows);
    const v1::RowSet* rows_ = nullptr;
    std::vector<Cells> columns_;
};

}  // namespace kupets::wire
