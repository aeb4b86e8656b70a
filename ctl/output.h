// Rows on standard output: a table for people, JSON or CSV for programs.
//
// JSON is an array of objects: numbers are numbers (exact), dates and moments ISO 8601, durations seconds, references
// {"id", "title"}, money a number with its currency beside it under "<name>_currency", lists arrays, empty null.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/base/value.h"
#include "common/wire/rowset.h"
#include "ctl/session.h"

namespace kupets::ctl {

/// A value and, of references, what to call them.
struct Cell {
    Value value;
    std::string title;
};

class Output {
public:
    /// Rows come as a stream; a table looks at the first rows to find the widths of its columns.
    Output(Format format, std::vector<std::string> columns, bool withIds);
    /// `id` is left out when the output has no identities.
    void row(const Uuid& id, std::uint64_t version, const std::vector<Cell>& cells);
    void rows(const wire::RowSetView& set);
    /// Ends the array, prints what a table has kept.
    void finish();
    std::size_t count() const { return count_; }

private:
    void tableRow(std::vector<std::string> cells);
    void flushTable();
    void jsonRow(const Uuid& id, std::uint64_t version, const std::vector<Cell>& cells);
    void csvRow(const std::vector<Cell>& cells);

    Format format_;
    std::vector<std::string> columns_;
    bool withIds_;
    std::size_t count_ = 0;
    bool started_ = false;
    std::vector<std::vector<std::string>> kept_;
    std::vector<bool> numeric_;
    std::vector<std::size_t> widths_;
};

/// One cell of a row set with its title.
Cell cellOf(const wire::RowSetView& set, std::size_t row, std::size_t column);

std::string jsonText(std::string_view text);
std::string jsonValue(const Cell& cell);
/// For tables and CSV: titles of references, figures without currency in CSV.
std::string plainText(const Cell& cell, bool forPeople);

/// Terminal columns that the text takes.
std::size_t displayWidth(std::string_view utf8);
/// All at once; ends the program quietly when nobody reads any more.
void print(std::string_view text);

}  // namespace kupets::ctl
