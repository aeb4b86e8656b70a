// kupetsctl export: any number of records as an Excel workbook, CSV or JSON, streamed.
#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

#include "common/sheet/csv_writer.h"
#include "common/sheet/record_cells.h"
#include "ctl/command.h"
#include "ctl/output.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--columns", "A,B,C", "поля, через ссылки: company.name", "fields, across references: company.name"},
    Option{"--where", "EXPRESSION", "условие", "filter"},
    Option{"--search", "TEXT", "фрагмент", "a fragment"},
    Option{"--sort", "A,-B", "порядок", "order"},
    Option{"--delimiter", "C", "разделитель, обычно запятая", "the delimiter, usually a comma"},
    Option{"--excel", "", "точка с запятой и метка UTF-8, как любит русский Excel",
           "semicolons and a UTF-8 mark, as a Russian Excel likes it"},
    Option{"--labels", "", "заголовки по-человечески, а не именами полей", "labels as headings instead of field names"},
    Option{"--raw", "", "не обезвреживать ячейки, похожие на формулы",
           "leave cells that look like formulas as they are"},
};

/// Where the CSV goes: a file, or standard output for "-".
class Sink {
public:
    explicit Sink(const std::string& path) {
        if (path != "-") file_.emplace(path, std::ios::binary | std::ios::trunc);
    }
    bool write(std::string_view text) {
        if (!file_) {
            print(text);
            return true;
        }
        file_->write(text.data(), static_cast<std::streamsize>(text.size()));
        return file_->good();
    }
    bool close() { return !file_ || file_->flush().good(); }

private:
    std::optional<std::ofstream> file_;
};

std::string heading(const schema::Entity& entity, const std::string& path, bool labels) {
    const schema::Field* field = labels ? entity.field(path) : nullptr;
    if (field == nullptr || field->def.label().ru().empty()) return path;
    return std::string(say(field->def.label().ru(), field->def.label().en()));
}

v1::ExportRequest makeRequest(const schema::Entity& entity, const Arguments& arguments) {
    v1::ExportRequest request;
    request.mutable_set()->set_entity(entity.name());
    request.mutable_set()->set_filter(arguments.value("--where"));
    request.mutable_set()->set_search(arguments.value("--search"));
    for (const auto& path : splitList(arguments.value("--columns"))) request.add_columns(path);
    if (request.columns().empty()) {
        for (const auto& field : entity.def().fields()) request.add_columns(field.name());
    }
    for (const auto& key : splitList(arguments.value("--sort"))) {
        auto* sort = request.add_sort();
        sort->set_descending(key.starts_with('-'));
        sort->set_path(key.starts_with('-') ? key.substr(1) : key);
    }
    return request;
}

Outcome<wire::RowSetView> openChunk(std::string_view payload, v1::ExportChunk& chunk) {
    if (!chunk.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) return failed(kFailed, "bad chunk");
    auto view = wire::RowSetView::open(chunk.rows());
    if (!view) return std::unexpected(failureOf(view.error()));
    return std::move(*view);
}

/// Typed cells: choices by their labels, references by their titles, columns under their labels.
Outcome<void> writeBook(Session& session, const schema::Entity& entity, const v1::ExportRequest& request,
                        const std::string& path) {
    std::vector<sheet::RecordColumn> columns;
    std::vector<sheet::ColumnStyle> styles;
    for (const auto& column : request.columns())
        styles.push_back(columns.emplace_back(entity, column, "", speaksRussian()).style());
    const std::string name(say(entity.def().plural().ru(), entity.def().plural().en()));
    auto writer = sheet::TableWriter::create(path, sheet::Format::Xlsx, std::move(styles), {.sheet = name});
    const auto unwritable = [&path] {
        return failed(kFailed, fmt::format("{}: {}", say("не записывается", "cannot write"), path));
    };
    if (!writer) return unwritable();
    std::vector<sheet::Cell> cells(columns.size());
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = [&](std::string_view payload) -> Outcome<void> {
        v1::ExportChunk chunk;
        const auto view = openChunk(payload, chunk);
        if (!view) return std::unexpected(view.error());
        for (std::size_t r = 0; r < view->rows(); ++r) {
            for (std::size_t c = 0; c < std::min(view->columns(), columns.size()); ++c)
                cells[c] = columns[c].cell(view->value(r, c), view->companion(r, c));
            if (!(*writer)->row(cells)) return unwritable();
        }
        return {};
    };
    auto reply = session.call<v1::ExportChunk>(v1::METHOD_RECORDS_EXPORT, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    if (!(*writer)->finish()) return unwritable();
    return {};
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(exportCommand, arguments, 1, 2); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const auto entity = session->entity(arguments.positional()[0]);
    if (!entity) return std::unexpected(entity.error());
    const v1::ExportRequest request = makeRequest(**entity, arguments);
    const std::string path = arguments.positional().size() > 1 ? arguments.positional()[1] : "-";
    if (sheet::TableWriter::formatOf(path) == sheet::Format::Xlsx) return writeBook(*session, **entity, request, path);
    const bool json = globals.format == Format::Json && path == "-";
    Output output(Format::Json, {request.columns().begin(), request.columns().end()}, true);
    Sink sink(path);
    std::string out;
    sheet::CsvWriterOptions style{.byteOrderMark = arguments.has("--excel"), .guardFormulas = !arguments.has("--raw")};
    style.delimiter = arguments.has("--excel") ? ';' : ',';
    if (const auto given = arguments.optional("--delimiter"); given && !given->empty())
        style.delimiter = *given == "tab" ? '\t' : (*given)[0];
    sheet::CsvWriter writer(out, style);
    for (const auto& column : request.columns()) writer.cell(heading(**entity, column, arguments.has("--labels")));
    writer.endRow();
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = [&](std::string_view payload) -> Outcome<void> {
        v1::ExportChunk chunk;
        const auto view = openChunk(payload, chunk);
        if (!view) return std::unexpected(view.error());
        if (json) {
            output.rows(*view);
            return {};
        }
        for (std::size_t r = 0; r < view->rows(); ++r) {
            for (std::size_t c = 0; c < view->columns(); ++c) writer.cell(plainText(cellOf(*view, r, c), false));
            writer.endRow();
        }
        if (!sink.write(out))
            return failed(kFailed, fmt::format("{}: {}", say("не записывается", "cannot write"), path));
        out.clear();
        return {};
    };
    auto reply = session->call<v1::ExportChunk>(v1::METHOD_RECORDS_EXPORT, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    if (json) {
        output.finish();
        return {};
    }
    if (!sink.write(out) || !sink.close())
        return failed(kFailed, fmt::format("{}: {}", say("не записывается", "cannot write"), path));
    return {};
}

}  // namespace

constinit const Command exportCommand{
    "export",
    "ENTITY [FILE] [--columns A,B] [--where EXPRESSION] [--sort A,-B]",
    "выгрузить записи в Excel (имя на .xlsx), CSV или --format json",
    "write records to Excel (a name in .xlsx), CSV or --format json",
    "  kupetsctl export deal deals.csv --where 'stage.kind = \"won\"' --sort -amount\n"
    "  kupetsctl export contact contacts.csv --excel --labels\n"
    "  kupetsctl export deal deals.xlsx --columns name,company,company.city,amount,stage\n",
    kOptions,
    run};

}  // namespace kupets::ctl
