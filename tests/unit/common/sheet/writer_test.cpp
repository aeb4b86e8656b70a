#include "common/sheet/writer.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "common/sheet/dump.h"
#include "common/sheet/record_cells.h"

using namespace kupets;
using namespace kupets::sheet;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("kupets-writer-" + Uuid::make().text());
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::string file(const char* name) const { return (path / name).string(); }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
};

Cell cell(CellKind kind, std::string_view text, std::string_view currency = {}, bool percent = false) {
    Cell out;
    out.kind = kind;
    out.text = text;
    out.currency = currency;
    out.percent = percent;
    return out;
}

const std::vector<Cell> kCells{cell(CellKind::Text, "ООО «Ромашка»"),
                               cell(CellKind::Text, "=HYPERLINK(\"http://evil\")"),
                               cell(CellKind::Number, "79161234567"),
                               cell(CellKind::Number, "40702810938000000001"),
                               cell(CellKind::Number, "1234.5", "RUB"),
                               cell(CellKind::Number, "0.125", {}, true),
                               cell(CellKind::Date, "2026-11-21"),
                               cell(CellKind::DateTime, "2026-11-21T10:30:15"),
                               cell(CellKind::Time, "49:30:00"),
                               cell(CellKind::Boolean, "true"),
                               cell(CellKind::Empty, ""),
                               cell(CellKind::Date, "1812-09-07"),
                               cell(CellKind::Text, "первая\nвторая"),
                               cell(CellKind::Number, "-7", "KZT")};

void write(const std::string& path, Format format, const std::vector<std::vector<Cell>>& rows,
           WriterOptions options = {}) {
    std::vector<ColumnStyle> columns(kCells.size());
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].title = "Столбец " + columnName(i);
    auto writer = TableWriter::create(path, format, columns, options);
    REQUIRE(writer);
    for (const auto& row : rows) REQUIRE((*writer)->row(row));
    REQUIRE((*writer)->finish());
}

std::string textOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

}  // namespace

TEST_CASE("what is written to .xlsx is read as it was") {
    Folder folder;
    const std::string path = folder.file("a.xlsx");
    write(path, Format::Xlsx, {kCells, kCells}, {.sheet = "Клиенты: [все]/2026"});
    CHECK(folder.files() == 1);
    auto book = Book::open(path);
    REQUIRE(book);
    CHECK((*book)->sheets()[0].name == "Клиенты   все  2026");
    auto reader = (*book)->read(0);
    Row row;
    REQUIRE(*(*reader)->next(row));
    CHECK(row.cells[1].text == "Столбец B");
    REQUIRE(*(*reader)->next(row));
    REQUIRE(row.cells.size() == kCells.size());
    for (std::size_t i = 0; i < kCells.size(); ++i) {
        INFO(i << ' ' << kCells[i].text);
        CHECK(row.cells[i].text == kCells[i].text);
        CHECK(row.cells[i].currency == kCells[i].currency);
        CHECK(row.cells[i].percent == kCells[i].percent);
        CHECK_FALSE(row.cells[i].formula);
        // What a spreadsheet could not hold exactly is a text.
        const bool exact = i != 3 && i != 11;
        CHECK(row.cells[i].kind == (exact ? kCells[i].kind : CellKind::Text));
    }
}

TEST_CASE("CSV for a Russian Excel, and for others") {
    Folder folder;
    write(folder.file("a.csv"), Format::Csv, {kCells});
    const std::string russian = textOf(folder.file("a.csv"));
    CHECK(russian.starts_with("\xEF\xBB\xBFСтолбец A;"));
    CHECK(russian.contains(
        "\r\nООО «Ромашка»;\"'=HYPERLINK(\"\"http://evil\"\")\";79161234567;40702810938000000001;1234,5;12,5%;"
        "21.11.2026;21.11.2026 10:30:15;49:30:00;Да;;07.09.1812;\"первая\nвторая\";-7\r\n"));
    write(folder.file("b.csv"), Format::Csv, {kCells}, {.russian = false});
    CHECK(textOf(folder.file("b.csv"))
              .contains(",1234.5,12.5%,2026-11-21,2026-11-21T10:30:15,49:30:00,true,,1812-09-07,"));
}

TEST_CASE("a file is there when it is whole, else nothing is") {
    Folder folder;
    {
        auto writer = TableWriter::create(folder.file("a.xlsx"), Format::Xlsx, {{.title = "А"}});
        REQUIRE(writer);
        REQUIRE((*writer)->row(std::vector<Cell>{kCells[0]}));
    }
    CHECK(folder.files() == 0);
    const auto refused = TableWriter::create(folder.file("no/such/folder.csv"), Format::Csv, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().args == std::vector<std::string>{"cannot write"});
    CHECK(TableWriter::formatOf("A.XLSX") == Format::Xlsx);
    CHECK(TableWriter::formatOf("a.csv") == Format::Csv);
    CHECK_FALSE(TableWriter::formatOf("a.doc"));
}

TEST_CASE("values of records become cells with their labels and titles") {
    const auto company = schema::parseEntityDef("company", R"~(name: "company" title_field: "name"
        label { ru: "Компания" en: "Company" } plural { ru: "Компании" en: "Companies" }
        fields { name: "name" type: TEXT label { ru: "Название" en: "Name" } })~");
    const auto deal = schema::parseEntityDef("deal", R"~(name: "deal" title_field: "name"
        label { ru: "Сделка" en: "Deal" } plural { ru: "Сделки" en: "Deals" }
        fields { name: "name" type: TEXT label { ru: "Название" en: "Name" } }
        fields { name: "kind" type: CHOICE label { ru: "Вид" en: "Kind" } choices { value: "new" label { ru: "Новая" en: "New" } } }
        fields { name: "share" type: PERCENT label { ru: "Доля" en: "Share" } }
        fields { name: "company" type: REFERENCE target: "company" reverse: "deals" label { ru: "Компания" en: "Company" }
                 reverse_label { ru: "Сделки" en: "Deals" } })~");
    const auto user = schema::parseEntityDef("user", R"~(name: "user" title_field: "name"
        label { ru: "Сотрудник" en: "User" } plural { ru: "Сотрудники" en: "Users" }
        fields { name: "name" type: TEXT label { ru: "Имя" en: "Name" } })~");
    REQUIRE(company);
    REQUIRE(user);
    REQUIRE(deal);
    const auto snapshot = schema::Snapshot::build({*company, *deal, *user}, 1);
    REQUIRE(snapshot);
    const schema::Entity& entity = *(*snapshot)->entity("deal");
    const auto made = [&](const char* path, const Value& value, std::string_view title = {}) {
        RecordColumn column(entity, path, {}, true);
        const Cell cell = column.cell(value, title);
        return column.style().title + ": " + std::string(kindName(cell.kind)) + ' ' + std::string(cell.text) +
               (cell.percent ? " %" : "") + std::string(cell.currency);
    };
    CHECK(made("kind", std::string("new")) == "Вид: text Новая");
    CHECK(made("kind", std::string("gone")) == "Вид: text gone");
    CHECK(made("share", *Decimal::parse("12.50")) == "Доля: number 0.125 %");
    CHECK(made("company", Uuid::make(), "Ромашка") == "Компания: text Ромашка");
    CHECK(made("company.name", std::string("Ромашка")) == "Компания · Название: text Ромашка");
    CHECK(made("=1", std::int64_t{7}) == "=1: number 7");
    CHECK(made("=1", Money{*Decimal::parse("10.50"), "EUR"}) == "=1: number 10.5EUR");
    CHECK(made("=1", Duration{93'784}) == "=1: time 26:03:04");
    CHECK(made("=1", Null{}) == "=1: empty ");
    CHECK(made("=1", Ids{Uuid::make()}, "Анна\x1fПётр") == "=1: text Анна, Пётр");
    CHECK(RecordColumn(entity, "name", "Как назвали", true).style().title == "Как назвали");
    CHECK(RecordColumn(entity, "kind", {}, false).style().title == "Kind");
}
