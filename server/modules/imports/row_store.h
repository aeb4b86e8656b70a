// The rows of one sheet, packed in a temporary file without a name: a file is read once, its rows several times.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "common/sheet/book.h"

namespace kupets::imports {

/// One thread at a time. Errors: Internal, when the disk is full.
class RowStore {
public:
    RowStore();

    Result<void> add(const sheet::Row& row);
    std::uint64_t size() const { return size_; }

    /// From the first row again.
    Result<void> rewind();
    /// `row` is valid until the next call.
    Result<bool> next(sheet::Row& row);

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::unique_ptr<std::FILE, Close> file_;
    std::uint64_t size_ = 0;
    std::string packed_;  // of the row at hand
    std::vector<sheet::Cell> cells_;
};

}  // namespace kupets::imports
