// What stands in postmaster.pid, and the processes that a killed server or a killed postmaster left behind.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

#include "common/base/error.h"

namespace kupets::db {

struct PostmasterFile {
    pid_t pid = -1;      // -1: no such file
    std::string status;  // "starting", "ready", "stopping"; empty in the first moments
};
PostmasterFile readPostmasterFile(const std::filesystem::path& pgDir);

/// Every process that works in `pgDir` (postmaster and backends stand in their data folder), as /proc tells.
std::vector<pid_t> processesIn(const std::filesystem::path& pgDir);

/// Ends what works in `pgDir` without being ours: a postmaster by a fast shutdown, orphans of a dead one by force if
/// they do not go by themselves; then removes the lock files that they left. Only for the holder of the data folder's
/// lock.
Result<void> endLeftovers(const std::filesystem::path& pgDir, const std::filesystem::path& socketDir,
                          std::chrono::milliseconds limit);

}  // namespace kupets::db
