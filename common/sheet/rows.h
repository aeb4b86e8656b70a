// Rows on their way from a parser, which gives cells as it meets them, to next(), which gives whole rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/sheet/book.h"

namespace kupets::sheet {

class RowQueue {
public:
    RowQueue(const BookLimits& limits, std::string sheet) : limits_(limits), sheet_(std::move(sheet)) {}

    void begin(std::uint64_t number, bool hidden);
    /// A cell whose text is copied. Columns may come in any order; what comes later counts. LimitExceeded (columns,
    /// row, cell).
    std::optional<Error> add(std::size_t column, const Cell& cell);
    /// A cell whose text outlives the reader.
    std::optional<Error> addLasting(std::size_t column, const Cell& cell);
    /// The row that begin() began is whole; a row without cells is none.
    void end(std::uint64_t repeat = 1);
    /// True: `row` is the next whole row, valid until the next pop() or clear(). LimitExceeded (rows).
    Result<bool> pop(Row& row);
    /// Forgets what was popped: before the parser goes on.
    void clear();

    /// What the parser complains of, with the row that it was at and the sheet, unless it says so itself.
    Error placed(Error error) const;

    std::uint64_t number() const { return number_; }
    const std::string& sheet() const { return sheet_; }
    const BookLimits& limits() const { return limits_; }

private:
    struct Sparse {
        Cell cell;
        std::uint32_t column = 0;
        bool lasting = false;
        std::size_t offset = 0;  // in texts_, when not lasting
    };
    struct Whole {
        std::uint64_t number = 0;
        std::uint64_t repeat = 1;
        std::size_t end = 0;  // of its cells; they begin where those of the row before end
        bool hidden = false;
    };

    std::optional<Error> room(std::size_t column, const Cell& cell) const;
    void spread(std::size_t first, std::size_t last);

    BookLimits limits_;
    std::string sheet_;
    std::string texts_;
    std::vector<Sparse> cells_;
    std::vector<Whole> rows_;
    std::vector<Cell> dense_;
    std::size_t popped_ = 0;
    std::size_t repeated_ = 0;
    std::size_t rowText_ = 0;  // where the texts of the row that was begun start
    std::uint64_t number_ = 0;
    std::uint64_t given_ = 0;
    bool hidden_ = false;
};

}  // namespace kupets::sheet
