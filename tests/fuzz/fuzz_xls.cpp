// Any bytes as a compound file, or as the stream of records within a sound one.
#include "tests/fuzz/sheet_fuzz.h"

namespace {

constexpr std::size_t kSector = 512;
constexpr std::uint32_t kEnd = 0xFFFFFFFE;

void put(std::string& out, std::size_t at, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out[at + i] = static_cast<char>(value >> (8 * i));
}

void entry(std::string& out, std::size_t at, std::string_view name, int kind, std::uint32_t start, std::uint64_t size) {
    for (std::size_t i = 0; i < name.size(); ++i) put(out, at + i * 2, static_cast<unsigned char>(name[i]), 2);
    put(out, at + 64, name.size() * 2 + 2, 2);
    put(out, at + 66, static_cast<std::uint64_t>(kind), 1);
    put(out, at + 116, start, 4);
    put(out, at + 120, size, 8);
}

/// Header, one sector of the table, one of the directory, then the stream.
std::string compoundOf(std::string_view stream) {
    const std::size_t sectors = std::max<std::size_t>(8, (stream.size() + kSector - 1) / kSector);
    std::string out(kSector * (3 + sectors), '\0');
    out.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(out, 30, 9, 2);
    put(out, 32, 6, 2);
    put(out, 48, 1, 4);
    put(out, 56, 4096, 4);
    put(out, 60, kEnd, 4);
    put(out, 68, kEnd, 4);
    for (std::size_t i = 1; i < 109; ++i) put(out, 76 + i * 4, 0xFFFFFFFF, 4);
    for (std::size_t i = 0; i < 128; ++i) {
        const bool last = i + 1 == 2 + sectors;
        put(out, kSector + i * 4, i < 2 || last ? kEnd : i < 2 + sectors ? i + 1 : 0xFFFFFFFF, 4);
    }
    entry(out, kSector * 2, "Root Entry", 5, kEnd, 0);
    entry(out, kSector * 2 + 128, "Workbook", 2, 2, std::max<std::size_t>(stream.size(), 4096));
    out.replace(kSector * 3, stream.size(), stream);
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (!bytes.starts_with("\xD0\xCF") && size > 120 * kSector) return 0;
    kupets::fuzz::readAll(bytes.starts_with("\xD0\xCF") ? std::string(bytes) : compoundOf(bytes));
    return 0;
}
