// A table file of any kind, row by row: .xlsx and .xlsm, .ods, .xls (Excel 5 to 2003), CSV. Which it is, is found by
// looking at the bytes; the name's ending does not matter. Memory is constant but for the texts that an .xlsx or .xls
// keeps apart from its rows (above a limit an unlinked temporary file holds those of an .xlsx).
//
// A book and its readers belong to one thread at a time; a book outlives its readers. Nothing outside the file is
// ever followed: no links to other books, no DTDs, no macros.
//
// Errors (no rows come after one). Rows are numbers, columns letters as spreadsheets show them (of CSV numbers), ""
// where there is none:
//   BadFile {what, row, column, sheet}               what: "empty", "protected", "pdf", "zip damaged" …
//   (common/words/terms.cpp) LimitExceeded {what, limit, row, column, sheet}  what: "file", "unpacked", "ratio",
//   "columns", "rows", "row", "cell", "texts", "sheets" NotFound                                         there is no
//   such file
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/sheet/csv_reader.h"

namespace kupets::sheet {

enum class Format : std::uint8_t { Xlsx, Ods, Xls, Csv };
/// "xlsx", "ods", "xls", "csv".
std::string_view formatName(Format format);

enum class CellKind : std::uint8_t { Empty, Text, Number, Boolean, Date, DateTime, Time, Error };
/// "empty", "text", "number", "boolean", "date", "datetime", "time", "error".
std::string_view kindName(CellKind kind);

/// Of CSV all cells are texts. Merged cells: the value stands in the first, the others are empty.
struct Cell {
    CellKind kind = CellKind::Empty;
    bool formula =
        false;  // `text` is what it came to when the file was saved; an empty text when it was never reckoned
    bool percent = false;       // the sheet shows the number as a percentage: 0.125 is read there as 12.5 %
    std::string_view currency;  // a number shown as money, where that says which: "RUB", "USD"; else empty
    /// UTF-8, valid until the next next(). A text as it is; a number as a plain decimal with a point and without an
    /// exponent
    /// ("1234.5", "79161234567"); "2026-11-21"; "2026-11-21T10:30:00", "10:30:00", hours of an elapsed time above 23
    /// too, ".250" behind when there are thousandths; "true", "false"; "#DIV/0!".
    std::string_view text;
};

struct Row {
    std::uint64_t number = 0;     // in the sheet, from 1; of CSV the line where it begins
    std::span<const Cell> cells;  // from column A on, up to the last one that is not empty
    bool hidden = false;          // by hand or by a filter
    bool ragged = false;          // CSV: another number of cells than the first row has
    bool badEncoding = false;     // CSV: a text with bytes that are no characters
};

struct SheetInfo {
    std::string name;  // of CSV empty
    bool hidden = false;
};

struct BookLimits {
    std::uint64_t fileBytes = 1ULL << 30;
    std::uint64_t partBytes = 1ULL << 30;  // of one part of a zip, unpacked; counted while unpacking
    std::uint64_t ratio = 200;             // unpacked to packed, of parts above 16 MiB
    std::uint64_t rows = 5'000'000;        // that are not empty
    std::size_t columns = 1'000;           // that are not empty
    std::size_t cellBytes = 1U << 20;
    std::size_t rowBytes = 16U << 20;       // of all its texts
    std::size_t texts = 10'000'000;         // that an .xlsx keeps apart, in number
    std::size_t textsInMemory = 64U << 20;  // bytes of them; more go to a temporary file
    std::size_t sheets = 1'000;
};

struct BookOptions {
    CsvOptions csv{};  // its limits are those of `limits`
    BookLimits limits{};
};

class RowReader {
public:
    virtual ~RowReader() = default;
    /// True: `row` is the next one; false: that was the last. Rows without any value are left out.
    virtual Result<bool> next(Row& row) = 0;
    /// From 0. Known once a row was given.
    virtual bool columnHidden(std::size_t /*column*/) const { return false; }
    /// From 0 to 1: how much of the sheet is read, as far as that can be told.
    virtual double progress() const { return 0; }
};

/// What was found of a CSV file; of others nothing.
struct CsvFacts {
    char delimiter = 0;
    Encoding encoding = Encoding::Utf8;
};

class Book {
public:
    virtual ~Book() = default;
    static Result<std::unique_ptr<Book>> open(const std::string& path, const BookOptions& options = {});
    /// A file that has no name any more; the descriptor stays the caller's, who keeps it open as long as the book
    /// lives.
    static Result<std::unique_ptr<Book>> open(int descriptor, const BookOptions& options = {});

    virtual Format format() const = 0;
    /// In the order of the file; charts are none. At least one.
    virtual std::span<const SheetInfo> sheets() const = 0;
    /// From its first row, as often as one likes; a book may have several readers. `sheet` counts from 0: BadRequest
    /// {"sheet"} beyond.
    virtual Result<std::unique_ptr<RowReader>> read(std::size_t sheet) = 0;
    virtual std::optional<CsvFacts> csv() const { return std::nullopt; }
};

/// "A" for 0, "XFD" for 16383.
std::string columnName(std::size_t column);

}  // namespace kupets::sheet
