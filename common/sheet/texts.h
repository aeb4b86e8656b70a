// The texts that an .xlsx or .xls keeps apart from its rows, by their numbers. In memory up to a limit, then in an
// unlinked temporary file that is mapped. Filled once, then only read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/error.h"
#include "common/sheet/book.h"

namespace kupets::sheet {

class Texts {
public:
    explicit Texts(const BookLimits& limits) : limits_(limits) {}
    ~Texts();
    Texts(const Texts&) = delete;
    Texts& operator=(const Texts&) = delete;

    /// LimitExceeded (texts, cell).
    Result<void> add(std::string_view text);
    /// Before the first at(). Unavailable when the temporary file could not be written.
    Result<void> finish();

    std::size_t size() const { return ends_.size(); }
    std::size_t cellLimit() const { return limits_.cellBytes; }
    std::string_view at(std::size_t index) const {
        const std::uint64_t start = index == 0 ? 0 : ends_[index - 1];
        return {data_ + start, ends_[index] - start};
    }

private:
    Result<void> spill();

    BookLimits limits_;
    std::string memory_;
    std::vector<std::uint64_t> ends_;
    std::uint64_t spilled_ = 0;
    int file_ = -1;
    void* mapped_ = nullptr;
    const char* data_ = "";
};

}  // namespace kupets::sheet
