// Reading and writing of .xlsx, against the bare libraries in the same run: unpacking and parsing without our work.
//
//     sheet_bench [ROWS]          rows × 12 columns; prints one line a measurement
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <expat.h>
#include <fmt/format.h>
#include <zip.h>

#include "common/sheet/book.h"
#include "common/sheet/writer.h"

namespace {

using namespace kupets;
using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point since) { return std::chrono::duration<double>(Clock::now() - since).count(); }

/// Peak of the process so far, MiB.
double peak() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
    }
    return 0;
}

void forgetPeak() { std::ofstream("/proc/self/clear_refs") << "5"; }

sheet::Cell cell(sheet::CellKind kind, std::string_view text) {
    sheet::Cell out;
    out.kind = kind;
    out.text = text;
    return out;
}

void write(const std::string& path, std::size_t rows) {
    using enum sheet::CellKind;
    std::vector<sheet::ColumnStyle> columns(12);
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].title = "Столбец " + std::to_string(i + 1);
    auto writer = sheet::TableWriter::create(path, sheet::Format::Xlsx, columns);
    if (!writer) std::abort();
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string n = std::to_string(row);
        const std::string name = "ООО «Ромашка " + n + "»";
        const std::string phone = "+7916" + std::to_string(1'000'000 + row);
        const std::string mail = "client" + n + "@example.ru";
        const std::string amount = std::to_string(row * 17) + ".5";
        const std::string day = fmt::format("20{:02}-{:02}-{:02}", row % 26, row % 12 + 1, row % 28 + 1);
        const std::string note = "примечание " + n;
        const sheet::Cell cells[] = {cell(Text, name),   cell(Text, phone),     cell(Text, mail),
                                     cell(Number, n),    cell(Number, amount),  cell(Date, day),
                                     cell(Text, "Тула"), cell(Boolean, "true"), cell(Text, "Новый"),
                                     cell(Number, "42"), cell(Date, day),       cell(Text, note)};
        if (!(*writer)->row(cells)) std::abort();
    }
    if (!(*writer)->finish()) std::abort();
}

/// What unzipping and expat take by themselves, with handlers that do nothing but count.
std::size_t bare(const std::string& path) {
    zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    if (archive == nullptr) std::abort();
    std::size_t cells = 0;
    for (const char* name : {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}) {
        zip_file_t* part = zip_fopen(archive, name, 0);
        if (part == nullptr) continue;
        XML_Parser parser = XML_ParserCreate(nullptr);
        XML_SetUserData(parser, &cells);
        XML_SetElementHandler(
            parser, [](void* count, const char*, const char**) { ++*static_cast<std::size_t*>(count); },
            [](void*, const char*) {});
        XML_SetCharacterDataHandler(parser, [](void*, const char*, int) {});
        for (;;) {
            void* room = XML_GetBuffer(parser, 32 * 1024);
            const auto taken = zip_fread(part, room, 32 * 1024);
            if (taken < 0 || XML_ParseBuffer(parser, static_cast<int>(taken), taken == 0) != XML_STATUS_OK)
                std::abort();
            if (taken == 0) break;
        }
        XML_ParserFree(parser);
        zip_fclose(part);
    }
    zip_discard(archive);
    return cells;
}

std::size_t read(const std::string& path) {
    auto book = sheet::Book::open(path);
    if (!book) std::abort();
    auto reader = (*book)->read(0);
    if (!reader) std::abort();
    sheet::Row row;
    std::size_t rows = 0;
    while (*(*reader)->next(row)) rows += row.cells.size() == 12 ? 1 : 0;
    return rows;
}

template <typename Work>
double best(int times, Work work) {
    double least = 1e9;
    for (int i = 0; i < times; ++i) {
        const auto begun = Clock::now();
        work();
        least = std::min(least, seconds(begun));
    }
    return least;
}

void line(const char* what, std::size_t rows, double took, double floor, double memory) {
    fmt::print("{:<42} {:>9.0f} rows/s  {:>6.2f} s", what, static_cast<double>(rows) / took, took);
    if (floor > 0) fmt::print("  {:>5.2f} × bare", took / floor);
    fmt::print("  {:>6.1f} MiB\n", memory);
}

void measure(const char* what, const std::string& path, std::size_t rows) {
    const double floor = best(3, [&] { bare(path); });
    forgetPeak();
    const double took = best(3, [&] {
        if (read(path) < rows) std::abort();
    });
    line(what, rows, took, floor, peak());
}

}  // namespace

int main(int count, char** words) {
    const std::size_t rows = count > 1 ? std::strtoul(words[1], nullptr, 10) : 100'000;
    const std::string path = (std::filesystem::temp_directory_path() / "kupets-sheet-bench.xlsx").string();
    forgetPeak();
    const auto begun = Clock::now();
    write(path, rows);
    line("write .xlsx, 12 columns", rows, seconds(begun), 0, peak());
    measure("read .xlsx of XlsxWriter (inline texts)", path, rows);
    for (int i = 2; i < count; ++i) measure(words[i], words[i], 1);
    std::filesystem::remove(path);
    return 0;
}
