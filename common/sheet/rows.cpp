#include "common/sheet/rows.h"

#include <algorithm>

#include "common/sheet/books.h"

namespace kupets::sheet {

void RowQueue::begin(std::uint64_t number, bool hidden) {
    number_ = number;
    hidden_ = hidden;
    rowText_ = texts_.size();
}

std::optional<Error> RowQueue::room(std::size_t column, const Cell& cell) const {
    if (column >= limits_.columns) return overLimit("columns", limits_.columns, number_, columnName(column), sheet_);
    if (cell.text.size() > limits_.cellBytes)
        return overLimit("cell", limits_.cellBytes, number_, columnName(column), sheet_);
    return std::nullopt;
}

std::optional<Error> RowQueue::add(std::size_t column, const Cell& cell) {
    if (auto refused = room(column, cell)) return refused;
    if (texts_.size() - rowText_ + cell.text.size() > limits_.rowBytes)
        return overLimit("row", limits_.rowBytes, number_, columnName(column), sheet_);
    cells_.push_back({cell, static_cast<std::uint32_t>(column), false, texts_.size()});
    texts_.append(cell.text);
    return std::nullopt;
}

std::optional<Error> RowQueue::addLasting(std::size_t column, const Cell& cell) {
    if (auto refused = room(column, cell)) return refused;
    cells_.push_back({cell, static_cast<std::uint32_t>(column), true, 0});
    return std::nullopt;
}

void RowQueue::end(std::uint64_t repeat) {
    const std::size_t first = rows_.empty() ? 0 : rows_.back().end;
    if (cells_.size() > first && repeat > 0) rows_.push_back({number_, repeat, cells_.size(), hidden_});
}

Result<bool> RowQueue::pop(Row& row) {
    if (popped_ >= rows_.size()) return false;
    const Whole& whole = rows_[popped_];
    if (++given_ > limits_.rows)
        return std::unexpected(overLimit("rows", limits_.rows, whole.number + repeated_, {}, sheet_));
    if (repeated_ == 0) spread(popped_ == 0 ? 0 : rows_[popped_ - 1].end, whole.end);
    row = {whole.number + repeated_, dense_, whole.hidden, false, false};
    if (++repeated_ >= whole.repeat) {
        ++popped_;
        repeated_ = 0;
    }
    return true;
}

void RowQueue::spread(std::size_t first, std::size_t last) {
    std::size_t width = 0;
    for (std::size_t i = first; i < last; ++i) width = std::max<std::size_t>(width, cells_[i].column + std::size_t{1});
    dense_.assign(width, Cell{});
    for (std::size_t i = first; i < last; ++i) {
        const Sparse& sparse = cells_[i];
        Cell& cell = dense_[sparse.column];
        cell = sparse.cell;
        if (!sparse.lasting) cell.text = std::string_view(texts_).substr(sparse.offset, sparse.cell.text.size());
    }
}

void RowQueue::clear() {
    const std::size_t whole = rows_.empty() ? 0 : rows_.back().end;
    std::size_t text = texts_.size();
    for (std::size_t i = whole; i < cells_.size(); ++i) {
        if (!cells_[i].lasting) {
            text = cells_[i].offset;
            break;
        }
    }
    texts_.erase(0, text);
    cells_.erase(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(whole));
    for (Sparse& sparse : cells_) sparse.offset -= sparse.lasting ? 0 : text;
    rows_.clear();
    rowText_ -= std::min(rowText_, text);
    popped_ = 0;
}

Error RowQueue::placed(Error error) const {
    const std::size_t own = error.code == ErrorCode::LimitExceeded ? 2 : 1;
    if (error.args.size() > own) return error;
    error.args.resize(own);
    error.args.push_back(number_ > 0 ? std::to_string(number_) : std::string());
    error.args.emplace_back();
    error.args.push_back(sheet_);
    return error;
}

}  // namespace kupets::sheet
