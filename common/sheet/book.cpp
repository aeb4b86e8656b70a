#include "common/sheet/book.h"

#include <array>
#include <fstream>

#include <sys/stat.h>

#include "common/sheet/books.h"
#include "common/sheet/identify.h"
#include "common/sheet/zip.h"

namespace kupets::sheet {

namespace {

constexpr std::size_t kBeginning = 64 * 1024;

Result<std::string> readBeginning(const std::string& path, std::uint64_t limit) {
    struct stat facts{};
    std::ifstream file(path, std::ios::binary);
    if (!file || ::stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return fail(ErrorCode::NotFound);
    if (static_cast<std::uint64_t>(facts.st_size) > limit) return std::unexpected(overLimit("file", limit));
    std::string bytes(kBeginning, 0);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

Result<std::unique_ptr<Book>> openZip(const std::string& path, const BookOptions& options) {
    auto zip = Zip::open(path, options.limits);
    if (!zip) return std::unexpected(std::move(zip.error()));
    if (!(*zip)->has("mimetype")) return openXlsx(std::move(*zip), options);
    const auto type = (*zip)->text("mimetype", 200);
    if (!type) return std::unexpected(type.error());
    if (type->starts_with("application/vnd.oasis.opendocument.spreadsheet")) return openOds(std::move(*zip), options);
    if (type->starts_with("application/vnd.oasis.opendocument.text")) return std::unexpected(badFile("word document"));
    if (type->starts_with("application/vnd.oasis.opendocument.presentation"))
        return std::unexpected(badFile("presentation"));
    return openXlsx(std::move(*zip), options);
}

}  // namespace

Result<std::unique_ptr<Book>> Book::open(const std::string& path, const BookOptions& options) {
    const auto beginning = readBeginning(path, options.limits.fileBytes);
    if (!beginning) return std::unexpected(beginning.error());
    const auto container = identify(*beginning);
    if (!container) return std::unexpected(container.error());
    switch (*container) {
        case Container::Zip:
            return openZip(path, options);
        case Container::Compound:
            return openXls(path, options);
        case Container::Text:
            break;
    }
    return openCsv(path, options);
}

Result<std::unique_ptr<Book>> Book::open(int descriptor, const BookOptions& options) {
    return open("/proc/self/fd/" + std::to_string(descriptor), options);
}

std::string_view formatName(Format format) {
    static constexpr std::array<std::string_view, 4> kNames{"xlsx", "ods", "xls", "csv"};
    return kNames[static_cast<std::size_t>(format)];
}

std::string_view kindName(CellKind kind) {
    static constexpr std::array<std::string_view, 8> kNames{"empty", "text",     "number", "boolean",
                                                            "date",  "datetime", "time",   "error"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string columnName(std::size_t column) {
    std::string name;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return name;
}

Error badFile(std::string what, std::uint64_t row, std::string column, const std::string& sheet) {
    std::vector<std::string> args{std::move(what)};
    if (row > 0 || !sheet.empty()) {
        args.push_back(row > 0 ? std::to_string(row) : std::string());
        args.push_back(std::move(column));
        args.push_back(sheet);
    }
    return Error(ErrorCode::BadFile, std::move(args));
}

Error overLimit(std::string what, std::uint64_t limit, std::uint64_t row, std::string column,
                const std::string& sheet) {
    std::vector<std::string> args{std::move(what), std::to_string(limit)};
    if (row > 0 || !sheet.empty()) {
        args.push_back(row > 0 ? std::to_string(row) : std::string());
        args.push_back(std::move(column));
        args.push_back(sheet);
    }
    return Error(ErrorCode::LimitExceeded, std::move(args));
}

}  // namespace kupets::sheet
