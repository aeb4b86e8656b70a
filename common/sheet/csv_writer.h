// Writes CSV that other programs read: UTF-8, CRLF, quotes only where needed.
#pragma once

#include <string>
#include <string_view>

namespace kupets::sheet {

struct CsvWriterOptions {
    char delimiter = ',';
    bool byteOrderMark = false;  // without it Excel takes UTF-8 for windows-1251
    /// A cell that a spreadsheet would run as a formula (= + - @ first, and no number) gets an apostrophe before it.
    bool guardFormulas = false;
};

/// Appends to a string that its owner takes away when he likes.
class CsvWriter {
public:
    CsvWriter(std::string& out, CsvWriterOptions options);

    void cell(std::string_view text);
    void endRow();

private:
    std::string& out_;
    CsvWriterOptions options_;
    bool rowBegun_ = false;
};

}  // namespace kupets::sheet
