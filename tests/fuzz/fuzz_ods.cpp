// Any bytes as the content of an .ods, or as the whole of one.
#include "tests/fuzz/sheet_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    kupets::fuzz::readAll(bytes.starts_with("PK")
                              ? std::string(bytes)
                              : kupets::fuzz::zipOf({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                                     {"content.xml", bytes}}));
    return 0;
}
