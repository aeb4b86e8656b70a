// What the operating system knows of this process.
#pragma once

#include <cstdint>

namespace kupets::rpc {

/// Bytes of memory that are in use now; 0 when it cannot be told.
std::uint64_t residentBytes();

}  // namespace kupets::rpc
