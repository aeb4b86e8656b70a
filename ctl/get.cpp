// kupetsctl get: whole records by their ids, now or as they were.
#include <array>
#include <iostream>

#include <fmt/format.h>

#include "common/sheet/cells.h"
#include "ctl/command.h"
#include "ctl/files.h"
#include "ctl/output.h"
#include "ctl/values.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--columns", "A,B,C", "только эти поля", "only these fields"},
    Option{"--as-of", "TIME", "как было в это время", "as it was at this time"},
    Option{"--file", "FIELD=PATH", "сохранить файл из поля", "save the file of a field"},
};

/// For people: a line a field.
void printCard(const wire::RowSetView& view, const schema::Entity& entity) {
    for (std::size_t r = 0; r < view.rows(); ++r) {
        std::string out = fmt::format("{} {}  v{}\n", entity.name(), view.id(r).text(), view.version(r));
        for (std::size_t c = 0; c < view.columns(); ++c) {
            if (view.isNull(r, c)) continue;
            const schema::Field* field = entity.field(view.path(c));
            const std::string label = field == nullptr || field->def.label().ru().empty()
                                          ? std::string(view.path(c))
                                          : std::string(say(field->def.label().ru(), field->def.label().en()));
            const std::size_t width = displayWidth(label);
            out += fmt::format("  {}{}  {}\n", label, std::string(width < 24 ? 24 - width : 0, ' '),
                               plainText(cellOf(view, r, c), true));
        }
        print(out);
    }
}

/// "contract=out.pdf": the file of the first record's field.
Outcome<void> saveFile(Session& session, const wire::RowSetView& view, const std::string& told) {
    const std::size_t equals = told.find('=');
    for (std::size_t c = 0; c < view.columns() && view.rows() > 0; ++c) {
        if (view.path(c) != told.substr(0, equals)) continue;
        const Value value = view.value(0, c);
        const auto* id = std::get_if<Uuid>(&value);
        if (id == nullptr)
            return failed(kNotFound,
                          fmt::format("--file {}: {}", told, say("в поле нет файла", "the field holds no file")));
        if (equals == std::string::npos) break;
        return downloadFile(session, *id, told.substr(equals + 1));
    }
    return misused(fmt::format("--file {}: FIELD=PATH", told));
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(getCommand, arguments, 2, 1001); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const auto entity = session->entity(arguments.positional()[0]);
    if (!entity) return std::unexpected(entity.error());
    v1::GetRequest request;
    request.set_entity((*entity)->name());
    for (std::size_t i = 1; i < arguments.positional().size(); ++i) {
        const auto id = findRecord(*session, **entity, (*entity)->titleField().name(), arguments.positional()[i]);
        if (!id) return std::unexpected(id.error());
        request.add_ids(std::string(id->view()));
    }
    for (const auto& path : splitList(arguments.value("--columns"))) request.add_columns(path);
    if (const auto given = arguments.optional("--as-of")) {
        const auto time = sheet::parseTimestamp(*given, sheet::DateOrder::Dmy);
        if (!time) return misused(fmt::format("--as-of: «{}»", *given));
        request.set_as_of(time->micros);
    }
    auto reply = session->call<v1::GetReply>(v1::METHOD_RECORDS_GET, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    const auto view = wire::RowSetView::open(reply->rows());
    if (!view) return std::unexpected(failureOf(view.error()));
    if (globals.format == Format::Table) {
        printCard(*view, **entity);
    } else {
        std::vector<std::string> columns;
        for (std::size_t c = 0; c < view->columns(); ++c) columns.emplace_back(view->path(c));
        Output output(globals.format, columns, true);
        output.rows(*view);
        output.finish();
    }
    if (const auto told = arguments.optional("--file"); told && view->rows() > 0) {
        if (auto done = saveFile(*session, *view, *told); !done) return done;
    }
    if (view->rows() < static_cast<std::size_t>(request.ids_size()))
        return std::unexpected(failureOf(Error(ErrorCode::NotFound)));
    return {};
}

}  // namespace

constinit const Command getCommand{"get",
                                   "ENTITY ID|TITLE … [--columns A,B] [--as-of TIME] [--file FIELD=PATH]",
                                   "карточки записей, теперешние или на дату",
                                   "whole records, now or as of a date",
                                   "  kupetsctl get company 'Ромашка'\n"
                                   "  kupetsctl get deal 0197… --as-of '2026-11-01 12:00' --format json\n"
                                   "  kupetsctl get deal 0197… --file contract=dogovor.pdf\n",
                                   kOptions,
                                   run};

}  // namespace kupets::ctl
