#include "common/sheet/csv_writer.h"

#include <algorithm>

namespace kupets::sheet {

namespace {

/// "+7 916 …" and "-12,5" are figures, "+cmd|…" and "-1+2" are not.
bool isFigure(std::string_view text) {
    return text.size() > 1 && std::ranges::all_of(text.substr(1), [](char c) {
               return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ' ';
           });
}

bool looksLikeFormula(std::string_view text) {
    if (text.empty()) return false;
    switch (text.front()) {
        case '=':
        case '@':
        case '\t':
        case '\r':
            return true;
        case '+':
        case '-':
            return !isFigure(text);
        default:
            return false;
    }
}

}  // namespace

CsvWriter::CsvWriter(std::string& out, CsvWriterOptions options) : out_(out), options_(options) {
    if (options_.byteOrderMark) out_.append("\xEF\xBB\xBF");
}

void CsvWriter::cell(std::string_view text) {
    if (rowBegun_) out_.push_back(options_.delimiter);
    rowBegun_ = true;
    const bool guard = options_.guardFormulas && looksLikeFormula(text);
    const char special[] = {options_.delimiter, '"', '\n', '\r', 0};
    const bool quoted =
        text.find_first_of(special) != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
    if (!quoted) {
        if (guard) out_.push_back('\'');
        out_.append(text);
        return;
    }
    out_.push_back('"');
    if (guard) out_.push_back('\'');
    for (const char c : text) {
        if (c == '"') out_.push_back('"');
        out_.push_back(c);
    }
    out_.push_back('"');
}

void CsvWriter::endRow() {
    out_.append("\r\n");
    rowBegun_ = false;
}

}  // namespace kupets::sheet
