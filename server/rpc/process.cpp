#include "server/rpc/process.h"

#include <fstream>

#include <unistd.h>

namespace kupets::rpc {

std::uint64_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace kupets::rpc
