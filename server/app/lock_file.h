// One server a data folder: held by a lock that dies with the process.
#pragma once

#include <filesystem>
#include <memory>

#include "common/base/error.h"

namespace kupets::app {

class LockFile {
public:
    /// Makes the folder when it is not there. Errors: Unavailable, with who holds it in args[0].
    static Result<LockFile> take(const std::filesystem::path& folder);
    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&&) = delete;
    ~LockFile();

private:
    explicit LockFile(int file) : file_(file) {}
    int file_ = -1;
};

}  // namespace kupets::app
