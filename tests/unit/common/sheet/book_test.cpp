// Books that are too large for the corpus, limits, and files without a name.
#include "common/sheet/book.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include "common/base/uuid.h"
#include "common/sheet/dump.h"
#include "common/sheet/header.h"

using namespace kupets;
using namespace kupets::sheet;
namespace fs = std::filesystem;

namespace {

const fs::path kFiles = fs::path(KUPETS_SOURCE) / "tests" / "data" / "sheets" / "files";

struct TemporaryFile {
    fs::path path = fs::temp_directory_path() / ("kupets-book-" + Uuid::make().text());
    ~TemporaryFile() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

/// A sound .xlsx with one part replaced.
void makeXlsx(const fs::path& path, const std::string& part, const std::string& text) {
    fs::copy_file(kFiles / "hand_no_places.xlsx", path);
    zip_t* archive = zip_open(path.c_str(), 0, nullptr);
    REQUIRE(archive != nullptr);
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    const auto index = zip_file_add(archive, part.c_str(), source, ZIP_FL_OVERWRITE);
    REQUIRE(index >= 0);
    REQUIRE(zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 1) == 0);
    REQUIRE(zip_close(archive) == 0);
}

std::string allOf(const fs::path& path, const BookOptions& options = {}) {
    auto book = Book::open(path.string(), options);
    if (!book) return dumpError(book.error());
    std::string out;
    for (std::size_t i = 0; i < (*book)->sheets().size(); ++i) {
        const auto done = dumpSheet(**book, i, [&](std::string line) {
            out += line + '\n';
            return true;
        });
        if (!done) out += dumpError(done.error()) + '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("ten million empty cells are nothing") {
    TemporaryFile file;
    std::string sheet("<worksheet><sheetData>");
    sheet.reserve(240'000'000);
    for (int row = 1; row <= 100'000; ++row) {
        const std::string number = std::to_string(row);
        sheet += "<row r=\"" + number + "\">";
        for (std::size_t column = 0; column < 100; ++column)
            sheet += "<c r=\"" + columnName(column) + number + "\" s=\"1\"/>";
        sheet += "</row>";
    }
    sheet += "<row r=\"100001\"><c r=\"CV100001\"><v>7</v></c></row></sheetData></worksheet>";
    makeXlsx(file.path, "xl/worksheets/sheet1.xml", sheet);
    auto book = Book::open(file.path.string());
    REQUIRE(book);
    auto reader = (*book)->read(0);
    Row row;
    REQUIRE(*(*reader)->next(row));
    CHECK(row.number == 100'001);
    CHECK(row.cells.size() == 100);
    CHECK_FALSE(*(*reader)->next(row));
    CHECK((*reader)->progress() == 1.0);
}

TEST_CASE("a file that has no name any more is read by its descriptor, by two readers at once") {
    TemporaryFile file;
    fs::copy_file(kFiles / "openpyxl_sheets.xlsx", file.path);
    const int descriptor = ::open(file.path.c_str(), O_RDONLY);
    fs::remove(file.path);
    auto book = Book::open(descriptor);
    REQUIRE(book);
    auto first = (*book)->read(0);
    auto second = (*book)->read(1);
    Row row;
    REQUIRE(*(*first)->next(row));
    REQUIRE(*(*second)->next(row));
    CHECK(row.cells.back().text == "не с начала");
    REQUIRE(*(*first)->next(row));
    CHECK(row.cells.front().text == "Берёза");
    CHECK((*book)->read(9).error().code == ErrorCode::BadRequest);
    ::close(descriptor);
    CHECK(Book::open("/nowhere/at all.xlsx").error().code == ErrorCode::NotFound);
    CHECK(Book::open("/tmp").error().code == ErrorCode::NotFound);
}

TEST_CASE("texts that do not fit into memory come out of a file the same") {
    BookOptions little;
    little.limits.textsInMemory = 20;
    for (const char* name : {"office_types.xlsx", "office_types.xls", "openpyxl_errors.xlsx", "hand_rich.xlsx"})
        CHECK(allOf(kFiles / name, little) == allOf(kFiles / name));
}

TEST_CASE("limits are told with sheet, row and column") {
    const auto errorOf = [](const char* name, auto change) {
        BookOptions options;
        change(options.limits);
        const std::string all = allOf(kFiles / name, options);
        return all.substr(all.find("{\"error\""));
    };
    CHECK(errorOf("openpyxl_types.xlsx", [](BookLimits& l) { l.rows = 2; }) ==
          "{\"error\":\"LIMIT_EXCEEDED\",\"args\":[\"rows\",\"2\",\"3\",\"\",\"Типы\"]}\n");
    CHECK(errorOf("office_types.ods", [](BookLimits& l) { l.columns = 3; }) ==
          "{\"error\":\"LIMIT_EXCEEDED\",\"args\":[\"columns\",\"3\",\"1\",\"D\",\"Типы\"]}\n");
    CHECK(errorOf("office_types.xls", [](BookLimits& l) { l.columns = 3; }) ==
          "{\"error\":\"LIMIT_EXCEEDED\",\"args\":[\"columns\",\"3\",\"1\",\"D\",\"Типы\"]}\n");
    CHECK(errorOf("openpyxl_types.xlsx", [](BookLimits& l) { l.partBytes = 1'000; }).contains("unpacked"));
    CHECK(errorOf("openpyxl_types.xlsx", [](BookLimits& l) { l.fileBytes = 1'000; }) ==
          "{\"error\":\"LIMIT_EXCEEDED\",\"args\":[\"file\",\"1000\"]}");
    CHECK(errorOf("office_types.xlsx", [](BookLimits& l) { l.texts = 3; }).contains("\"texts\",\"3\""));
    CHECK(errorOf("openpyxl_sheets.xlsx", [](BookLimits& l) { l.sheets = 2; }).contains("\"sheets\",\"2\""));
    CHECK(errorOf("hand_cells.ods", [](BookLimits& l) { l.rows = 3; }).contains("\"rows\",\"3\",\"4\""));
    CHECK(
        errorOf("bad_repeated.ods", [](BookLimits& l) { l.rowBytes = 100; }).contains("\"row\",\"100\",\"1\",\"CW\""));
    CHECK(errorOf("csv_utf8.csv", [](BookLimits& l) { l.rowBytes = 20; }).contains("\"row\",\"20\",\"1\""));
    CHECK(errorOf("csv_ragged.csv", [](BookLimits& l) { l.rows = 2; }).contains("\"rows\",\"2\",\"3\""));
}

TEST_CASE("the header is the row that is like one") {
    const auto headerOf = [](const std::string& table) {
        TemporaryFile file;
        std::ofstream(file.path) << table;
        auto book = Book::open(file.path.string());
        REQUIRE(book);
        auto reader = (*book)->read(0);
        return *findHeader(**reader);
    };
    CHECK(headerOf("имя;город\nПётр;Псков\n") == 1);
    CHECK(headerOf("Отчёт;;\n;;\nимя;город;дата\nПётр;Псков;21.11.2026\n") == 3);
    CHECK(headerOf("1;2;3\n4;5;6\n") == 0);
    CHECK(headerOf("79161234567;a@b.ru\n79161234568;c@d.ru\n") == 0);
    CHECK(headerOf("имя;имя\nПётр;Псков\n") == 2);  // two columns of one name are none
    CHECK(headerOf("ИНН;Счёт №1\n7707083893;5\n") == 1);
}
