#include "tests/fuzz/sheet_fuzz.h"

#include <zlib.h>

namespace kupets::fuzz {

namespace {

void number(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(i < 8 ? static_cast<char>(value >> (8 * i)) : 0);
}

void facts(std::string& out, std::string_view name, std::string_view data) {
    number(out, 0, 8);  // flags, stored, time, date
    number(out, crc32(0, reinterpret_cast<const Bytef*>(data.data()), static_cast<uInt>(data.size())), 4);
    number(out, data.size(), 4);
    number(out, data.size(), 4);
    number(out, name.size(), 2);
}

}  // namespace

std::string zipOf(const std::vector<std::pair<std::string, std::string_view>>& parts) {
    std::string out;
    std::string directory;
    for (const auto& [name, data] : parts) {
        const std::size_t place = out.size();
        out += "PK\x03\x04";
        number(out, 20, 2);
        facts(out, name, data);
        number(out, 0, 2);
        out.append(name).append(data);
        directory += "PK\x01\x02";
        number(directory, 20, 2);
        number(directory, 20, 2);
        facts(directory, name, data);
        number(directory, 0, 12);
        number(directory, place, 4);
        directory += name;
    }
    const std::size_t place = out.size();
    out += directory + "PK\x05\x06";
    number(out, 0, 4);
    number(out, parts.size(), 2);
    number(out, parts.size(), 2);
    number(out, directory.size(), 4);
    number(out, place, 4);
    number(out, 0, 2);
    return out;
}

}  // namespace kupets::fuzz
