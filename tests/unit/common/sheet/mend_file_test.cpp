#include "common/sheet/mend_file.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "common/base/uuid.h"

using namespace kupets;
using namespace kupets::sheet;

namespace {

struct Folder {
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("kupets-mend-" + Uuid::make().text());
};

Cell cellOf(CellKind kind, std::string_view text) {
    Cell cell;
    cell.kind = kind;
    cell.text = text;
    return cell;
}

}  // namespace

TEST_CASE("rows to be mended keep their columns and kinds, reasons of an earlier such file give way to the new ones") {
    const Folder folder;
    const std::string path = (folder.path / "bad.xlsx").string();
    auto file = MendFile::create(path, "Клиенты", {"Имя", "Почему не загружено", "Родился"}, true);
    REQUIRE(file);
    const Cell cells[] = {cellOf(CellKind::Text, "Иван"), cellOf(CellKind::Text, "старое"),
                          cellOf(CellKind::Date, "2001-02-03")};
    std::string why;
    addReason(why, "Имя", "слишком длинное");
    addReason(why, {}, "и ещё");
    REQUIRE(file->row(cells, why));
    REQUIRE(file->row(std::span(cells).first(1), "нет"));
    REQUIRE(file->finish());

    const auto book = Book::open(path);
    REQUIRE(book);
    CHECK((*book)->sheets().front().name == "Клиенты");
    const auto reader = (*book)->read(0);
    REQUIRE(reader);
    std::vector<std::vector<std::string>> rows;
    for (Row row; (*reader)->next(row).value_or(false);) {
        auto& out = rows.emplace_back();
        for (const Cell& cell : row.cells)
            out.push_back(std::string(kindName(cell.kind)) + " " + std::string(cell.text));
    }
    CHECK(rows ==
          std::vector<std::vector<std::string>>{{"text Имя", "text Родился", "text Почему не загружено"},
                                                {"text Иван", "date 2001-02-03", "text Имя: слишком длинное; и ещё"},
                                                {"text Иван", "empty ", "text нет"}});
}
