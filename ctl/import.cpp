// kupetsctl import: a CSV file becomes records, as one change set that `undo` takes back.
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "common/sheet/cells.h"
#include "common/sheet/csv_reader.h"
#include "common/sheet/csv_writer.h"
#include "ctl/command.h"
#include "ctl/files.h"
#include "ctl/output.h"
#include "ctl/values.h"
#include "kupets/v1/import.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--map", "COLUMN=PATH", "столбец файла в поле: account=name, boss=manager.login; пустое поле: не брать",
           "a column into a field: account=name, boss=manager.login; an empty field: leave it out", true},
    Option{"--match", "FIELD,…", "по каким полям узнать существующую запись и обновить её",
           "by which fields an existing record is found and updated"},
    Option{"--alias", "[COLUMN:]FROM=TO", "замена значения: GTXPro=GTX Pro, null= (пусто)",
           "replace a value: GTXPro=GTX Pro, null= (empty)", true},
    Option{"--alias-file", "FILE", "такие замены, по одной в строке", "such replacements, one a line"},
    Option{"--set", "PATH=VALUE", "одно значение для всех строк", "one value for all rows", true},
    Option{"--create-missing", "", "чего нет по ссылке, создать",
           "make the records that references name and that are not there"},
    Option{"--skip-bad-rows", "", "взять хорошие строки, плохие перечислить", "take the good rows, list the bad ones"},
    Option{"--errors", "FILE", "куда записать плохие строки с номерами (CSV)",
           "where to write the bad rows with their numbers (CSV)"},
    Option{"--dry-run", "", "всё проверить, ничего не сохранить", "check everything, keep nothing"},
    Option{"--delimiter", "C", "разделитель; обычно находится сам", "the delimiter; usually found by looking"},
    Option{"--encoding", "NAME", "utf-8, windows-1251, utf-16le, utf-16be", "utf-8, windows-1251, utf-16le, utf-16be"},
    Option{"--date-order", "dmy|mdy|ymd", "порядок в датах", "the order in dates"},
    Option{"--decimal", "C", "знак перед дробью: . или ,", "the decimal separator: . or ,"},
    Option{"--reason", "TEXT", "почему", "why"},
    Option{"--id", "ID", "идентификатор изменения: повтор с ним ничего не удвоит",
           "the change set's id: repeating with it doubles nothing"},
};

struct Pair {
    std::string from;
    std::string to;
};

Outcome<Pair> splitPair(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
        return misused(fmt::format("{}: {}", say("ожидается ЧТО=ЧТО", "expected A=B"), text));
    return Pair{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

Outcome<std::vector<std::string>> readHeader(const std::string& path, const v1::CsvFormat& told) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failed(kFailed, fmt::format("{}: {}", say("файл не читается", "cannot read the file"), path));
    sheet::CsvOptions options;
    if (!told.delimiter().empty()) options.delimiter = told.delimiter()[0];
    if (!told.encoding().empty()) {
        options.encoding = sheet::encodingFromName(told.encoding());
        if (!options.encoding)
            return misused(fmt::format("--encoding {}: utf-8, windows-1251, utf-16le, utf-16be", told.encoding()));
    }
    sheet::CsvReader reader(options);
    sheet::CsvRow row;
    std::string room(256 * 1024, 0);
    for (;;) {
        file.read(room.data(), static_cast<std::streamsize>(room.size()));
        const auto taken = static_cast<std::size_t>(file.gcount());
        auto fed = taken > 0 ? reader.feed(std::string_view(room).substr(0, taken)) : reader.finish();
        if (!fed) return std::unexpected(failureOf(fed.error()));
        auto given = reader.next(row);
        if (!given) return std::unexpected(failureOf(given.error()));
        if (*given) break;
        if (taken == 0) return failed(kFailed, fmt::format("{}: {}", path, say("файл пуст", "the file is empty")));
    }
    std::vector<std::string> header;
    for (const auto cell : row.cells) header.push_back(sheet::repairUtf8(sheet::trim(cell)));
    return header;
}

/// The field whose name or label a column is called by; empty when there is none.
std::string guessPath(const schema::Entity& entity, const std::string& column) {
    const std::string wanted = sheet::lowerCase(column);
    for (const auto& field : entity.def().fields()) {
        if (field.type() == v1::FORMULA || field.type() == v1::AUTO_NUMBER) continue;
        if (wanted == field.name() || wanted == sheet::lowerCase(field.label().ru()) ||
            wanted == sheet::lowerCase(field.label().en())) {
            return field.name();
        }
    }
    return {};
}

Outcome<void> addColumns(const schema::Entity& entity, const std::vector<std::string>& header,
                         const Arguments& arguments, v1::ImportRequest& request) {
    std::vector<Pair> told;
    for (const auto& text : arguments.all("--map")) {
        const auto pair = splitPair(text);
        if (!pair) return std::unexpected(pair.error());
        if (std::ranges::find(header, pair->from) == header.end()) {
            return misused(
                fmt::format("--map {}: {}", text, say("в файле нет такого столбца", "the file has no such column")));
        }
        told.push_back(*pair);
    }
    std::string ignored;
    for (const auto& column : header) {
        const auto found = std::ranges::find(told, column, &Pair::from);
        const std::string path = found != told.end() ? found->to : guessPath(entity, column);
        if (path.empty()) {
            ignored += (ignored.empty() ? "" : ", ") + column;
            continue;
        }
        auto* added = request.add_columns();
        added->set_header(column);
        added->set_path(path);
    }
    if (!ignored.empty()) std::cerr << say("столбцы не взяты: ", "columns left out: ") << ignored << '\n';
    if (request.columns().empty())
        return misused(
            std::string(say("ни один столбец не назван полем: --map", "no column is mapped to a field: --map")));
    return {};
}

Outcome<void> addAliases(const std::vector<std::string>& header, const Arguments& arguments,
                         v1::ImportRequest& request) {
    std::vector<std::string> texts = arguments.all("--alias");
    if (const auto path = arguments.optional("--alias-file")) {
        std::ifstream file(*path);
        if (!file) return misused(fmt::format("--alias-file {}: {}", *path, say("не читается", "cannot be read")));
        for (std::string line; std::getline(file, line);) {
            if (line.ends_with('\r')) line.pop_back();
            if (!line.empty()) texts.push_back(line);
        }
    }
    for (const auto& text : texts) {
        auto pair = splitPair(text);
        if (!pair) return std::unexpected(pair.error());
        auto* alias = request.add_aliases();
        const std::size_t colon = pair->from.find(':');
        if (colon != std::string::npos && std::ranges::find(header, pair->from.substr(0, colon)) != header.end()) {
            alias->set_header(pair->from.substr(0, colon));
            pair->from.erase(0, colon + 1);
        }
        alias->set_from(pair->from);
        alias->set_to(pair->to);
    }
    return {};
}

Outcome<v1::ImportRequest> makeRequest(const schema::Entity& entity, const std::string& path,
                                       const Arguments& arguments) {
    v1::ImportRequest request;
    Uuid id = Uuid::make();
    if (const auto given = arguments.optional("--id")) {
        const auto parsed = parseId(*given);
        if (!parsed) return std::unexpected(parsed.error());
        id = *parsed;
    }
    request.set_change_set_id(std::string(id.view()));
    request.set_entity(entity.name());
    auto& csv = *request.mutable_csv();
    csv.set_delimiter(arguments.value("--delimiter") == "tab" ? "\t" : arguments.value("--delimiter"));
    csv.set_encoding(arguments.value("--encoding"));
    csv.set_date_order(arguments.value("--date-order"));
    csv.set_decimal_separator(arguments.value("--decimal"));
    const auto header = readHeader(path, csv);
    if (!header) return std::unexpected(header.error());
    if (auto added = addColumns(entity, *header, arguments, request); !added) return std::unexpected(added.error());
    if (auto added = addAliases(*header, arguments, request); !added) return std::unexpected(added.error());
    for (const auto& field : splitList(arguments.value("--match"))) request.add_match(field);
    for (const auto& text : arguments.all("--set")) {
        const auto pair = splitPair(text);
        if (!pair) return std::unexpected(pair.error());
        auto* constant = request.add_constants();
        constant->set_path(pair->from);
        constant->set_value(pair->to);
    }
    request.set_dry_run(arguments.has("--dry-run"));
    request.set_create_missing(arguments.has("--create-missing"));
    request.set_skip_bad_rows(arguments.has("--skip-bad-rows"));
    request.set_reason(arguments.value("--reason"));
    return request;
}

std::string reasonOf(const v1::ImportRowError& error) {
    return wordsOf(Error(static_cast<ErrorCode>(error.code()), {error.args().begin(), error.args().end()}));
}

Outcome<void> reportErrors(const v1::ImportReply& reply, const std::string& path) {
    if (!path.empty()) {
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
    if (auto fits = expectPositional(importCommand, arguments, 2, 2); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const std::string& path = arguments.positional()[1];
    const auto entity = session->entity(arguments.positional()[0]);
    if (!entity) return std::unexpected(entity.error());
    auto request = makeRequest(**entity, path, arguments);
    if (!request) return std::unexpected(std::move(request.error()));
    const bool watched = isatty(STDERR_FILENO) != 0;
    const auto file = uploadFile(*session, path);
    if (!file) return std::unexpected(file.error());
    request->set_file_id(std::string(file->view()));
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = [&](std::string_view payload) -> Outcome<void> {
        v1::ImportProgress progress;
        if (watched && progress.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
            std::cerr << fmt::format("\r{} / {}", progress.rows_read(), progress.rows_total()) << std::flush;
        }
        return {};
    };
    auto reply = session->call<v1::ImportReply>(v1::METHOD_IMPORT_RUN, *request, std::move(call));
    if (watched) std::cerr << "\r\033[K";
    if (!reply) return std::unexpected(std::move(reply.error()));
    if (auto reported = reportErrors(*reply, arguments.value("--errors")); !reported) return reported;
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
    "ENTITY FILE [--map COLUMN=PATH]… [--match FIELD,…] [--alias FROM=TO]… [--create-missing] [--dry-run]",
    "загрузить CSV: одно изменение, которое undo отменит целиком",
    "load a CSV file: one change set that undo takes back",
    "  kupetsctl import company accounts.csv --map account=name --map sector=industry --map subsidiary_of=parent "
    "--match name\n"
    "  kupetsctl import deal pipeline.csv --map opportunity_id=name --map deal_stage=stage --alias 'GTXPro=GTX Pro' "
    "\\\n"
    "      --alias null= --set stage.pipeline=Продажи --create-missing --dry-run --errors bad.csv\n",
    kOptions,
    run};

}  // namespace kupets::ctl
