// kupetsctl sheet: what the reader of table files sees. Needs no server.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "common/sheet/dump.h"
#include "ctl/command.h"
#include "ctl/output.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--sheet", "N|NAME", "только этот лист: номер с 1 или имя",
           "this sheet only: its number from 1, or its name"},
    Option{"--list", "", "только листы, без строк", "the sheets only, no rows"},
};

Outcome<std::size_t> findSheet(const sheet::Book& book, const std::string& told) {
    const auto sheets = book.sheets();
    const auto named = std::ranges::find(sheets, told, &sheet::SheetInfo::name);
    if (named != sheets.end()) return static_cast<std::size_t>(named - sheets.begin());
    std::size_t number = 0;
    const auto [end, bad] = std::from_chars(told.data(), told.data() + told.size(), number);
    if (bad == std::errc() && end == told.data() + told.size() && number >= 1 && number <= sheets.size())
        return number - 1;
    return failed(kNotFound, fmt::format("{}: {}", say("нет такого листа", "there is no such sheet"), told));
}

Outcome<void> run(const Globals& /*globals*/, const Arguments& arguments) {
    if (auto fits = expectPositional(sheetCommand, arguments, 1, 1); !fits) return fits;
    const std::string& path = arguments.positional()[0];
    auto book = sheet::Book::open(path);
    if (!book && book.error().code == ErrorCode::NotFound)
        return failed(kFailed, fmt::format("{}: {}", say("файл не читается", "cannot read the file"), path));
    if (!book) return std::unexpected(failureOf(book.error()));
    std::size_t first = 0;
    std::size_t last = (*book)->sheets().size();
    if (const auto told = arguments.optional("--sheet")) {
        const auto found = findSheet(**book, *told);
        if (!found) return std::unexpected(found.error());
        first = *found;
        last = *found + 1;
    }
    print(sheet::dumpBook(**book) + '\n');
    for (std::size_t i = first; i < last && !arguments.has("--list"); ++i) {
        const auto done = sheet::dumpSheet(**book, i, [](std::string line) {
            line.push_back('\n');
            print(line);
            return true;
        });
        if (!done) return std::unexpected(failureOf(done.error()));
    }
    return {};
}

}  // namespace

constinit const Command sheetCommand{
    "sheet",
    "FILE [--sheet N|NAME] [--list]",
    "показать таблицу (.xlsx, .ods, .xls, .csv) так, как её видит программа: строки JSON",
    "print a table file (.xlsx, .ods, .xls, .csv) as the program sees it: lines of JSON",
    "  kupetsctl sheet clients.xlsx --list\n"
    "  kupetsctl sheet clients.xlsx --sheet Клиенты\n",
    kOptions,
    run};

}  // namespace kupets::ctl
