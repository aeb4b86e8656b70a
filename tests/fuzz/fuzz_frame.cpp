// Bytes as they may come from anywhere: the decoder takes them or refuses them, whole or in pieces alike, and keeps to
// its limits.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "common/wire/frame.h"

namespace {

using namespace kupets;

/// What comes out: the envelopes, then how it ended.
std::vector<std::string> decode(std::string_view bytes, std::size_t piece) {
    wire::Decoder decoder;
    std::vector<std::string> seen;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        decoder.feed(bytes.substr(at, piece));
        for (;;) {
            auto next = decoder.next();
            if (!next) {
                seen.push_back(describe(next.error()));
                return seen;
            }
            if (!*next) break;
            if ((*next)->ByteSizeLong() > wire::kLimitBeforeLogin) std::abort();
            seen.push_back((*next)->SerializeAsString());
            // What was taken can be sent.
            if (!wire::encodeFrame(**next)) std::abort();
        }
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = decode(bytes, bytes.size() + 1);
    if (decode(bytes, 1) != whole || decode(bytes, 7) != whole) std::abort();
    return 0;
}
