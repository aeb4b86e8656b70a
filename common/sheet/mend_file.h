// Rows that could not be imported, as a file to be mended and imported again in the same way: the columns as they were,
// their cells typed as they were, and behind them why. A column of reasons that an earlier such file brought is left
// out. One thread. Errors: those of TableWriter.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/sheet/writer.h"

namespace kupets::sheet {

/// Whether a column holds the reasons of such a file.
bool isReasonColumn(std::string_view header);

class MendFile {
public:
    /// `path`: .xlsx or .csv by its ending, .xlsx without one. `sheet`: what the sheet was called.
    static Result<MendFile> create(const std::string& path, const std::string& sheet,
                                   const std::vector<std::string>& headers, bool russian);

    /// Cells of the headers' columns, fewer or more.
    Result<void> row(std::span<const Cell> cells, std::string_view why);
    Result<void> finish() { return writer_->finish(); }

private:
    std::unique_ptr<TableWriter> writer_;
    std::vector<std::size_t> columns_;
    std::vector<Cell> cells_;
};

/// "D: 31.02.2026 …; E-mail: …" from what is wrong with each column.
void addReason(std::string& why, std::string_view header, std::string_view words);

}  // namespace kupets::sheet
