// kupetsctl import: a table file becomes records, as one change set that `undo` takes back.
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "common/sheet/book.h"
#include "common/sheet/cells.h"
#include "common/sheet/column_names.h"
#include "common/sheet/csv_writer.h"
#include "common/sheet/header.h"
#include "ctl/command.h"
#include "ctl/files.h"
#include "ctl/import_template.h"
#include "ctl/output.h"
#include "ctl/values.h"
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

Outcome<sheet::BookOptions> bookOptions(const v1::CsvFormat& told) {
    sheet::BookOptions options;
    if (!told.delimiter().empty()) options.csv.delimiter = told.delimiter()[0];
    if (told.encoding().empty()) return options;
    options.csv.encoding = sheet::encodingFromName(told.encoding());
    if (!options.csv.encoding)
        return misused(fmt::format("--encoding {}: utf-8, windows-1251, utf-16le, utf-16be", told.encoding()));
    return options;
}

/// The names of the sheet's columns; the header's row is told to the request, so that both go by the same one.
Outcome<std::vector<std::string>> readHeader(const std::string& path, const v1::CsvFormat& csv, v1::ImportSheet& told) {
    const auto options = bookOptions(csv);
    if (!options) return std::unexpected(options.error());
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
    return sheet::headersOf(row.cells);
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
                         const Arguments& arguments, v1::ImportPart& part) {
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
        auto* added = part.add_columns();
        added->set_header(column);
        added->set_path(path);
    }
    if (!ignored.empty()) std::cerr << say("столбцы не взяты: ", "columns left out: ") << ignored << '\n';
    if (part.columns().empty())
        return misused(
            std::string(say("ни один столбец не назван полем: --map", "no column is mapped to a field: --map")));
    return {};
}

/// Of one column, or of all.
Outcome<void> addAliases(const std::vector<std::string>& header, const Arguments& arguments, v1::ImportPart& part) {
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
        std::string only;
        const std::size_t colon = pair->from.find(':');
        if (colon != std::string::npos && std::ranges::find(header, pair->from.substr(0, colon)) != header.end()) {
            only = pair->from.substr(0, colon);
            pair->from.erase(0, colon + 1);
        }
        for (auto& column : *part.mutable_columns()) {
            if (!only.empty() && column.header() != only) continue;
            auto* alias = column.mutable_conversion()->add_aliases();
            alias->set_from(pair->from);
            alias->set_to(pair->to);
        }
    }
    return {};
}

Outcome<void> addPolicy(const Arguments& arguments, v1::ImportPart& part) {
    for (const auto& key : arguments.all("--match")) {
        auto* match = part.add_match();
        for (const auto& field : splitList(key)) match->add_fields(field);
    }
    const std::string found = arguments.value("--when-found");
    if (found == "skip")
        part.set_when_found(v1::ImportPart::SKIP);
    else if (found == "create")
        part.set_when_found(v1::ImportPart::CREATE);
    else if (!found.empty() && found != "update")
        return misused(fmt::format("--when-found {}: update, skip, create", found));
    if (arguments.has("--only-existing")) part.set_when_missing(v1::ImportPart::LEAVE_OUT);
    for (const auto& text : arguments.all("--set")) {
        const auto pair = splitPair(text);
        if (!pair) return std::unexpected(pair.error());
        auto* constant = part.add_constants();
        constant->set_path(pair->from);
        constant->set_value(pair->to);
    }
    part.set_create_missing(arguments.has("--create-missing"));
    return {};
}

/// One sheet, one record a row, as the options say.
Outcome<void> addSheet(const schema::Entity& entity, const std::string& path, const Arguments& arguments,
                       v1::ImportRequest& request) {
    auto& sheet = *request.add_sheets();
    sheet.set_sheet(arguments.value("--sheet"));
    if (const auto row = arguments.optional("--header-row")) {
        sheet.set_header_row(static_cast<std::uint32_t>(std::strtoul(row->c_str(), nullptr, 10)));
        if (sheet.header_row() == 0) return misused(fmt::format("--header-row {}", *row));
    }
    const auto header = readHeader(path, request.csv(), sheet);
    if (!header) return std::unexpected(header.error());
    auto& part = *sheet.add_parts();
    part.set_entity(entity.name());
    if (auto added = addColumns(entity, *header, arguments, part); !added) return added;
    if (auto added = addAliases(*header, arguments, part); !added) return added;
    return addPolicy(arguments, part);
}

Outcome<v1::ImportRequest> makeRequest(Session& session, const Arguments& arguments) {
    v1::ImportRequest request;
    Uuid id = Uuid::make();
    if (const auto given = arguments.optional("--id")) {
        const auto parsed = parseId(*given);
        if (!parsed) return std::unexpected(parsed.error());
        id = *parsed;
    }
    const std::string& path = arguments.positional().back();
    if (const auto name = arguments.optional("--template")) {
        if (arguments.positional().size() > 1)
            return misused(std::string(say("шаблон сам говорит, чем станут строки: --template NAME FILE",
                                           "the template says what rows become: --template NAME FILE")));
        auto loaded = loadTemplate(session, *name);
        if (!loaded) return loaded;
        request = std::move(*loaded);
    }
    auto& csv = *request.mutable_csv();
    const auto tell = [&](const char* option, auto set) {
        if (const auto told = arguments.optional(option)) set(*told);
    };
    tell("--delimiter", [&](const std::string& told) { csv.set_delimiter(told == "tab" ? "\t" : told); });
    tell("--encoding", [&](const std::string& told) { csv.set_encoding(told); });
    tell("--date-order", [&](const std::string& told) { csv.set_date_order(told); });
    tell("--decimal", [&](const std::string& told) { csv.set_decimal_separator(told); });
    if (request.sheets().empty()) {
        if (arguments.positional().size() < 2)
            return misused(
                std::string(say("чем станут строки: import ENTITY FILE", "what do rows become: import ENTITY FILE")));
        const auto entity = session.entity(arguments.positional()[0]);
        if (!entity) return std::unexpected(entity.error());
        if (auto added = addSheet(**entity, path, arguments, request); !added) return std::unexpected(added.error());
    }
    request.set_change_set_id(std::string(id.view()));
    request.set_dry_run(arguments.has("--dry-run"));
    if (arguments.has("--skip-bad-rows")) request.set_skip_bad_rows(true);
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
    if (auto fits = expectPositional(importCommand, arguments, 1, 2); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const std::string& path = arguments.positional().back();
    auto request = makeRequest(*session, arguments);
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
