#include "common/wire/rowset.h"

namespace kupets::wire {
namespace {

bool isBlobKind(v1::Column::Kind kind) {
    switch (kind) {
        case v1::Column::KIND_BOOLEAN:
        case v1::Column::KIND_INTEGER:
        case v1::Column::KIND_DATE:
        case v1::Column::KIND_TIMESTAMP:
        case v1::Column::KIND_DURATION:
            return false;
        default:
            return true;
    }
}

std::string_view slice(const std::string& blob, const std::vector<std::uint32_t>& offsets, std::size_t row) {
    if (offsets.empty()) return {};
    return std::string_view(blob).substr(offsets[row], offsets[row + 1] - offsets[row]);
}

Texts splitItems(std::string_view joined) {
    Texts items;
    while (!joined.empty()) {
        const std::size_t end = joined.find(kItemSeparator);
        items.emplace_back(joined.substr(0, end));
        if (end == std::string_view::npos) break;
        joined.remove_prefix(end + 1);
    }
    return items;
}

Ids splitIds(std::string_view joined) {
    Ids ids;
    for (; joined.size() >= 16; joined.remove_prefix(16)) ids.push_back(*Uuid::fromBytes(joined.substr(0, 16)));
    return ids;
}

}  // namespace

ColumnWriter::ColumnWriter(v1::Column& column, v1::Column::Kind kind) : column_(&column) { column.set_kind(kind); }

void ColumnWriter::markNull() {
    std::string& nulls = *column_->mutable_nulls();
    const std::size_t byte = rows_ / 8;
    if (nulls.size() <= byte) nulls.resize(byte + 1, '\0');
    nulls[byte] = static_cast<char>(static_cast<unsigned char>(nulls[byte]) | (1U << (rows_ % 8)));
}

void ColumnWriter::null() {
    markNull();
    if (isBlobKind(column_->kind())) {
        column_->add_lengths(0);
        if (column_->has_companion()) column_->mutable_companion()->add_lengths(0);
    } else {
        column_->add_integers(0);
    }
    ++rows_;
}

void ColumnWriter::integer(std::int64_t v) {
    column_->add_integers(v);
    ++rows_;
}

void ColumnWriter::bytes(std::string_view cell) {
    column_->mutable_blob()->append(cell);
    column_->add_lengths(static_cast<std::uint32_t>(cell.size()));
    ++rows_;
}

void ColumnWriter::pair(std::string_view cell, std::string_view companion) {
    v1::Column& second = *column_->mutable_companion();
    while (static_cast<std::uint32_t>(second.lengths_size()) < rows_) second.add_lengths(0);  // earlier rows had none
    second.mutable_blob()->append(companion);
    second.add_lengths(static_cast<std::uint32_t>(companion.size()));
    bytes(cell);
}

Result<std::vector<std::uint32_t>> RowSetView::offsetsOf(const v1::Column& column, std::size_t rows) {
    if (static_cast<std::size_t>(column.lengths_size()) != rows)
        return fail(ErrorCode::BadRequest, {"lengths of column " + column.path()});
    std::vector<std::uint32_t> offsets(rows + 1);
    std::uint64_t at = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint32_t length = column.lengths(static_cast<int>(row));
        at += length;
        const bool brokenId =
            (column.kind() == v1::Column::KIND_ID || column.kind() == v1::Column::KIND_IDS) && length % 16 != 0;
        if (at > column.blob().size() || brokenId)
            return fail(ErrorCode::BadRequest, {"blob of column " + column.path()});
        offsets[row + 1] = static_cast<std::uint32_t>(at);
    }
    return offsets;
}

Result<RowSetView::Cells> RowSetView::cellsOf(const v1::Column& column, std::size_t rows) {
    Cells cells;
    cells.main = &column;
    if (!isBlobKind(column.kind())) {
        if (static_cast<std::size_t>(column.integers_size()) == rows) return cells;
        return fail(ErrorCode::BadRequest, {"integers of column " + column.path()});
    }
    auto offsets = offsetsOf(column, rows);
    if (!offsets) return std::unexpected(offsets.error());
    cells.offsets = std::move(*offsets);
    if (!column.has_companion()) return cells;
    auto second = offsetsOf(column.companion(), rows);
    if (!second) return std::unexpected(second.error());
    cells.companionOffsets = std::move(*second);
    return cells;
}

Result<RowSetView> RowSetView::open(const v1::RowSet& rows) {
    RowSetView view;
    view.rows_ = &rows;
    const std::size_t count = rows.row_count();
    if (!rows.ids().empty() &&
        (rows.ids().size() != count * 16 || static_cast<std::size_t>(rows.versions_size()) != count)) {
        return fail(ErrorCode::BadRequest, {"ids of a row set"});
    }
    for (const v1::Column& column : rows.columns()) {
        auto cells = cellsOf(column, count);
        if (!cells) return std::unexpected(cells.error());
        view.columns_.push_back(std::move(*cells));
    }
    return view;
}

Uuid RowSetView::id(std::size_t row) const {
    return Uuid::fromBytes(std::string_view(rows_->ids()).substr(row * 16, 16)).value_or(Uuid{});
}

std::uint64_t RowSetView::version(std::size_t row) const { return rows_->versions(static_cast<int>(row)); }

bool RowSetView::isNull(std::size_t row, std::size_t column) const {
    const std::string& nulls = columns_[column].main->nulls();
    return row / 8 < nulls.size() && ((static_cast<unsigned char>(nulls[row / 8]) >> (row % 8)) & 1U) != 0;
}

std::string_view RowSetView::text(std::size_t row, std::size_t column) const {
    return slice(columns_[column].main->blob(), columns_[column].offsets, row);
}

std::int64_t RowSetView::integer(std::size_t row, std::size_t column) const {
    const Cells& cells = columns_[column];
    return cells.offsets.empty() ? cells.main->integers(static_cast<int>(row)) : 0;
}

std::string_view RowSetView::companion(std::size_t row, std::size_t column) const {
    return slice(columns_[column].main->companion().blob(), columns_[column].companionOffsets, row);
}

Value RowSetView::value(std::size_t row, std::size_t column) const {
    if (isNull(row, column)) return Null{};
    const std::string_view cell = text(row, column);
    switch (kind(column)) {
        case v1::Column::KIND_BOOLEAN:
            return integer(row, column) != 0;
        case v1::Column::KIND_INTEGER:
            return integer(row, column);
        case v1::Column::KIND_DATE:
            return Date{static_cast<std::int32_t>(integer(row, column))};
        case v1::Column::KIND_TIMESTAMP:
            return Timestamp{integer(row, column)};
        case v1::Column::KIND_DURATION:
            return Duration{integer(row, column)};
        case v1::Column::KIND_DECIMAL:
            return Decimal::parse(cell).value_or(Decimal{});
        case v1::Column::KIND_ID:
            return Uuid::fromBytes(cell).value_or(Uuid{});
        case v1::Column::KIND_MONEY:
            return Money{Decimal::parse(cell).value_or(Decimal{}), std::string(companion(row, column))};
        case v1::Column::KIND_BANK_ACCOUNT:
            return BankAccount{std::string(cell), std::string(companion(row, column))};
        case v1::Column::KIND_TEXTS:
            return splitItems(cell);
        case v1::Column::KIND_IDS:
            return splitIds(cell);
        default:
            return std::string(cell);
    }
}

}  // namespace kupets::wire
