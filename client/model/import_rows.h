// All rows of a sheet as texts, on disk, by their number; and how often each column says what. Filled once by the
// thread that reads the file, then only read.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/model/import_spill.h"
#include "common/sheet/book.h"

namespace kupets::model {

class ImportRows {
public:
    static constexpr std::size_t kMostDistinct = 1000;  // of one column
    static constexpr std::size_t kMostColumns = 200;    // that are looked at so

    bool add(const sheet::Row& row);

    std::size_t count() const { return numbers_.size(); }
    std::size_t columns() const { return columns_; }
    std::uint64_t numberAt(std::size_t index) const { return numbers_[index]; }
    /// The first row at or behind this number.
    std::size_t indexOf(std::uint64_t number) const;
    /// Empty when there is no such row.
    std::vector<std::string> texts(std::uint64_t number) const;
    /// The same as they were read: dates as dates, numbers as numbers. They point into `bytes`.
    std::vector<sheet::Cell> cells(std::uint64_t number, std::string& bytes) const;

    struct Distinct {
        std::string text;
        std::uint64_t count = 0;
    };
    /// Different texts of a column behind the header, the frequent first; `complete` is false when there are more.
    std::vector<Distinct> distinct(std::size_t column, std::uint64_t header, bool* complete = nullptr) const;

private:
    Spill spill_;
    std::vector<std::uint64_t> numbers_;
    std::vector<std::uint64_t> places_;
    std::size_t columns_ = 0;
    std::vector<std::unordered_map<std::string, std::uint64_t>> distinct_;
    std::vector<bool> incomplete_;
};

}  // namespace kupets::model
