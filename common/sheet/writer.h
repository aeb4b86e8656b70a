// A table into a file, row by row in constant memory: .xlsx (libxlsxwriter) or CSV. What RowReader reads of it is what
// was written.
//
// The file stands under its name when finish() says so and not before: until then under a name beside it, which is
// removed with the writer. One thread. Errors: BadFile ("cannot write") with the system's words as the cause.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "common/sheet/book.h"

namespace kupets::sheet {

struct ColumnStyle {
    std::string title;
    double width = 14;    // in characters
    int decimals = -1;    // of numbers; -1: as many as they have
    bool number = false;  // the title stands to the right
};

struct WriterOptions {
    std::string sheet = "Sheet1";  // cut and cleaned as Excel wants it
    std::string author;
    bool russian = true;  // CSV: semicolons, decimal commas, 21.11.2026, as a Russian Excel reads it
};

class TableWriter {
public:
    virtual ~TableWriter() = default;
    /// Xlsx or Csv; the header row is written at once. Above 1,048,575 rows an .xlsx goes on in a further sheet.
    static Result<std::unique_ptr<TableWriter>> create(const std::string& path, Format format,
                                                       std::vector<ColumnStyle> columns,
                                                       const WriterOptions& options = {});
    /// By the ending of the name; nothing for another one.
    static std::optional<Format> formatOf(std::string_view path);

    /// Cells as book.h describes them. A number above 15 digits is written as a text, for a spreadsheet would round it.
    /// A text that looks like a formula stays one.
    virtual Result<void> row(std::span<const Cell> cells) = 0;
    virtual Result<void> finish() = 0;
};

}  // namespace kupets::sheet
