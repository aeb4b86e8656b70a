// Any bytes as a table file without a sign of what it is: CSV in most cases.
#include "tests/fuzz/sheet_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kupets::fuzz::readAll({reinterpret_cast<const char*>(data), size});
    return 0;
}
