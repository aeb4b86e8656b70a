// What the fuzz targets of table files share: bytes as a file without a name, read to its end.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "common/sheet/book.h"
#include "common/sheet/dump.h"

namespace kupets::fuzz {

inline sheet::BookOptions smallLimits() {
    sheet::BookOptions options;
    options.limits = {.fileBytes = 1U << 20,
                      .partBytes = 1U << 20,
                      .rows = 2'000,
                      .columns = 200,
                      .cellBytes = 10'000,
                      .texts = 5'000,
                      .textsInMemory = 20'000,
                      .sheets = 10};
    return options;
}

/// Whatever the bytes are, reading ends with rows or an error, and each row keeps what book.h promises.
inline void readAll(std::string_view bytes) {
    static const int file = ::memfd_create("fuzz", 0);
    if (::ftruncate(file, 0) != 0 ||
        ::pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return;
    auto book = sheet::Book::open(file, smallLimits());
    if (!book) return;
    if ((*book)->sheets().empty()) std::abort();
    for (std::size_t i = 0; i < (*book)->sheets().size(); ++i) {
        auto reader = (*book)->read(i);
        if (!reader) continue;
        sheet::Row row;
        std::size_t rows = 0;
        for (auto more = (*reader)->next(row); more && *more; more = (*reader)->next(row)) {
            if (++rows > 2'000 || row.cells.empty() || row.cells.size() > 200) std::abort();
            for (const sheet::Cell& cell : row.cells) {
                if (cell.text.size() > 10'000 || (cell.kind == sheet::CellKind::Empty && !cell.text.empty()))
                    std::abort();
            }
            if (sheet::dumpRow(row).empty()) std::abort();
        }
    }
}

/// A zip of stored parts.
std::string zipOf(const std::vector<std::pair<std::string, std::string_view>>& parts);

}  // namespace kupets::fuzz
