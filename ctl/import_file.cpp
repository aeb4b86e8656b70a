#include "ctl/import_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/sheet/column_names.h"
#include "common/sheet/header.h"

namespace kupets::ctl {

namespace {

Outcome<sheet::BookOptions> bookOptions(const v1::CsvFormat& told) {
    sheet::BookOptions options;
    if (!told.delimiter().empty()) options.csv.delimiter = told.delimiter()[0];
    if (told.encoding().empty()) return options;
    options.csv.encoding = sheet::encodingFromName(told.encoding());
    if (!options.csv.encoding)
        return misused(fmt::format("--encoding {}: utf-8, windows-1251, utf-16le, utf-16be", told.encoding()));
    return options;
}

}  // namespace

Outcome<OpenSheet> openSheet(const std::string& path, const v1::CsvFormat& csv, v1::ImportSheet& told) {
    const auto options = bookOptions(csv);
    if (!options) return std::unexpected(options.error());
    OpenSheet open;
    auto book = sheet::Book::open(path, *options);
    if (!book) return std::unexpected(failureOf(book.error()));
    std::size_t place = 0;
    if (!told.sheet().empty()) {
        const auto sheets = (*book)->sheets();
        const auto found = std::ranges::find(sheets, told.sheet(), &sheet::SheetInfo::name);
        if (found == sheets.end())
            return misused(fmt::format("--sheet {}: {}", told.sheet(),
                                       say("в книге нет такого листа", "the book has no such sheet")));
        place = static_cast<std::size_t>(found - sheets.begin());
    }
    if (told.header_row() == 0) {
        auto looking = (*book)->read(place);
        if (!looking) return std::unexpected(failureOf(looking.error()));
        const auto found = sheet::findHeader(**looking);
        if (!found) return std::unexpected(failureOf(found.error()));
        told.set_header_row(static_cast<std::uint32_t>(std::max<std::uint64_t>(*found, 1)));
    }
    auto reader = (*book)->read(place);
    if (!reader) return std::unexpected(failureOf(reader.error()));
    sheet::Row row;
    do {
        auto more = (*reader)->next(row);
        if (!more) return std::unexpected(failureOf(more.error()));
        if (!*more) return failed(kFailed, fmt::format("{}: {}", path, say("файл пуст", "the file is empty")));
    } while (row.number < told.header_row());
    open.header = sheet::headersOf(row.cells);
    open.rows = std::move(*reader);
    open.book = std::move(*book);
    return open;
}

Outcome<std::vector<std::string>> readHeader(const std::string& path, const v1::CsvFormat& csv, v1::ImportSheet& told) {
    auto open = openSheet(path, csv, told);
    if (!open) return std::unexpected(open.error());
    return std::move(open->header);
}

}  // namespace kupets::ctl
