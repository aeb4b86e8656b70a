// kupetsctl import: a table file becomes records, as one change set that `undo` takes back.
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "common/sheet/csv_writer.h"
#include "ctl/command.h"
#include "ctl/files.h"
#include "ctl/import_bad_rows.h"
#include "ctl/import_outcomes.h"
#include "ctl/import_request.h"
#include "ctl/output.h"
#include "kupets/v1/import.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--map", "COLUMN=PATH", "столбец файла в поле: account=name, boss=manager.login; пустое поле: не брать",
           "a column into a field: account=name, boss=manager.login; an empty field: leave it out", true},
    Option{"--match", "FIELD,…", "по каким полям вместе узнать существующую запись; ещё раз: если по этим не узналась",
           "by which fields together an existing record is found; again: when these do not find it", true},
    Option{"--when-found", "update|skip|create",
           "что делать с найденной: обновить (так и без ключа), не трогать, создать ещё одну",
           "what to do with one that is found: update (usual), leave alone, create another"},
    Option{"--only-existing", "", "новых не создавать", "create no new ones"},
    Option{"--sheet", "NAME", "лист книги; без ключа первый", "the book's sheet; else the first"},
    Option{"--header-row", "N", "строка с названиями столбцов; обычно находится сама",
           "the row with the columns' names; usually found by looking"},
    Option{"--template", "NAME|FILE", "сохранённый в программе шаблон или он же в файле (JSON): листы, поля, ключи",
           "a template kept in the program, or in a file (JSON): sheets, fields, keys"},
    Option{"--alias", "[COLUMN:]FROM=TO", "замена значения: GTXPro=GTX Pro, null= (пусто)",
           "replace a value: GTXPro=GTX Pro, null= (empty)", true},
    Option{"--alias-file", "FILE", "такие замены, по одной в строке", "such replacements, one a line"},
    Option{"--set", "PATH=VALUE", "одно значение для всех строк", "one value for all rows", true},
    Option{"--create-missing", "", "чего нет по ссылке, создать",
           "make the records that references name and that are not there"},
    Option{"--skip-bad-rows", "", "взять хорошие строки, плохие перечислить", "take the good rows, list the bad ones"},
    Option{"--errors", "FILE",
           "плохие строки: .xlsx — сами строки с причинами, исправить и загрузить снова; .csv — список ошибок",
           "the bad rows: .xlsx: themselves with the reasons, to be mended and imported again; .csv: a list of errors"},
    Option{"--outcomes", "FILE", "что стало (или станет) с каждой строкой, по ячейкам (строки JSON)",
           "what became (or would become) of each row, by cells (JSON lines)"},
    Option{"--dry-run", "", "всё проверить, ничего не сохранить", "check everything, keep nothing"},
    Option{"--delimiter", "C", "разделитель; обычно находится сам", "the delimiter; usually found by looking"},
    Option{"--encoding", "NAME", "utf-8, windows-1251, utf-16le, utf-16be", "utf-8, windows-1251, utf-16le, utf-16be"},
    Option{"--date-order", "dmy|mdy|ymd", "порядок в датах", "the order in dates"},
    Option{"--decimal", "C", "знак перед дробью: . или ,", "the decimal separator: . or ,"},
    Option{"--reason", "TEXT", "почему", "why"},
    Option{"--id", "ID", "идентификатор изменения: повтор с ним ничего не удвоит",
           "the change set's id: repeating with it doubles nothing"},
};

Outcome<void> reportErrors(const v1::ImportReply& reply, const std::string& path) {
    if (!path.empty() && !holdsRows(path)) {
        std::string out;
        sheet::CsvWriter writer(out, {.guardFormulas = true});
        for (const char* heading : {"row", "column", "value", "reason"}) writer.cell(heading);
        writer.endRow();
        for (const auto& error : reply.errors()) {
            writer.cell(std::to_string(error.row()));
            writer.cell(error.header());
            writer.cell(error.value());
            writer.cell(reasonOf(error));
            writer.endRow();
        }
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file << out;
        if (!file.flush()) return failed(kFailed, fmt::format("{}: {}", say("не записывается", "cannot write"), path));
    }
    constexpr int kShown = 10;
    for (int i = 0; i < std::min(reply.errors_size(), kShown); ++i) {
        const auto& error = reply.errors(i);
        std::cerr << fmt::format("{} {}, {} «{}»: {}\n", say("строка", "line"), error.row(), error.header(),
                                 error.value(), reasonOf(error));
    }
    if (reply.error_count() > kShown) {
        std::cerr << fmt::format("… {} {}\n", say("всего плохих строк:", "bad rows in all:"), reply.error_count());
    }
    return {};
}

void printReply(Format format, const v1::ImportReply& reply, const std::string& changeSet) {
    std::vector<std::string> columns{"created", "updated", "unchanged", "skipped", "errors", "change_set"};
    const auto number = [](std::uint64_t n) { return Cell{static_cast<std::int64_t>(n), {}}; };
    std::vector<Cell> cells{number(reply.created()), number(reply.updated()),     number(reply.unchanged()),
                            number(reply.skipped()), number(reply.error_count()), {changeSet, {}}};
    for (const auto& made : reply.also_created()) {
        columns.push_back("also_" + made.entity());
        cells.push_back(number(made.count()));
    }
    Output output(format, columns, false);
    output.row({}, 0, cells);
    output.finish();
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(importCommand, arguments, 1, 2); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const std::string& path = arguments.positional().back();
    auto request = importRequest(*session, arguments);
    if (!request) return std::unexpected(std::move(request.error()));
    const bool watched = isatty(STDERR_FILENO) != 0;
    const auto file = uploadFile(*session, path);
    if (!file) return std::unexpected(file.error());
    request->set_file_id(std::string(file->view()));
    std::ofstream outcomes;
    if (const auto listed = arguments.optional("--outcomes")) {
        outcomes.open(*listed, std::ios::binary | std::ios::trunc);
        if (!outcomes) return failed(kFailed, fmt::format("{}: {}", say("не записывается", "cannot write"), *listed));
        request->set_tell_outcomes(true);
    }
    BadRows bad;
    const std::string errors = arguments.value("--errors");
    if (holdsRows(errors)) request->set_tell_outcomes(true);
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = [&](std::string_view payload) -> Outcome<void> {
        v1::ImportProgress progress;
        if (!progress.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) return {};
        for (const auto& outcome : progress.outcomes()) {
            bad.add(outcome);
            if (outcomes.is_open()) outcomes << outcomeLine(outcome) << '\n';
        }
        for (const auto& likes : progress.likes()) {
            if (outcomes.is_open()) outcomes << likesLine(likes) << '\n';
        }
        if (watched && progress.rows_total() > 0)
            std::cerr << fmt::format("\r{} / {}", progress.rows_read(), progress.rows_total()) << std::flush;
        return {};
    };
    auto reply = session->call<v1::ImportReply>(v1::METHOD_IMPORT_RUN, *request, std::move(call));
    if (watched) std::cerr << "\r\033[K";
    if (!reply) return std::unexpected(std::move(reply.error()));
    if (outcomes.is_open() && !outcomes.flush())
        return failed(kFailed,
                      fmt::format("{}: {}", say("не записывается", "cannot write"), arguments.value("--outcomes")));
    if (holdsRows(errors)) {
        if (auto saved = bad.save(*request, path, errors); !saved) return saved;
    }
    if (auto reported = reportErrors(*reply, errors); !reported) return reported;
    const auto id = Uuid::fromBytes(request->change_set_id());
    printReply(globals.format, *reply, id ? id->text() : std::string());
    if (reply->error_count() > 0 && !request->skip_bad_rows()) {
        return failed(kFailed,
                      std::string(say("в файле плохие строки, ничего не сохранено (--skip-bad-rows возьмёт хорошие)",
                                      "there are bad rows, nothing is kept (--skip-bad-rows takes the good ones)")));
    }
    return {};
}

}  // namespace

constinit const Command importCommand{
    "import",
    "ENTITY FILE [--map COLUMN=PATH]… [--match FIELD,…]… [--alias FROM=TO]… [--create-missing] [--dry-run] | "
    "--template NAME FILE",
    "загрузить таблицу (.xlsx, .ods, .xls, .csv): одно изменение, которое undo отменит целиком",
    "load a table (.xlsx, .ods, .xls, .csv): one change set that undo takes back",
    "  kupetsctl import company accounts.csv --map account=name --map sector=industry --map subsidiary_of=parent "
    "--match name\n"
    "  kupetsctl import deal pipeline.csv --map opportunity_id=name --map deal_stage=stage --alias 'GTXPro=GTX Pro' "
    "\\\n"
    "      --alias null= --set stage.pipeline=Продажи --create-missing --dry-run --errors bad.csv\n",
    kOptions,
    run};

}  // namespace kupets::ctl
