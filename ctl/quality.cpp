// kupetsctl quality: how good the data of an entity are, and bringing them to the standards.
#include <array>
#include <iostream>

#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"
#include "ctl/progress.h"
#include "kupets/v1/quality.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--by", "FIELD", "разрез: owner, source", "cut by a field: owner, source"},
    Option{"--where", "EXPRESSION", "условие", "filter"},
    Option{"--repair", "", "привести к стандарту одним изменением", "bring them to the standards, in one change set"},
    Option{"--dry-run", "", "с --repair: только сосчитать", "with --repair: only count"},
};

std::int64_t number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

/// One figure a line: what, good ones, all, and the filter that lists the others.
void figure(Output& output, std::string_view part, const std::string& name, const v1::QualityFigure& figure) {
    output.row({}, 0,
               {{std::string(part), {}},
                {name, {}},
                {number(figure.good()), {}},
                {number(figure.total()), {}},
                {figure.bad_filter(), {}}});
}

Outcome<void> report(Session& session, const Globals& globals, const Arguments& arguments) {
    v1::QualityRequest request;
    request.set_entity(arguments.positional()[0]);
    request.set_filter(arguments.value("--where"));
    request.set_by(arguments.value("--by"));
    Call call;
    call.limit = std::chrono::hours(1);
    auto reply = session.call<v1::QualityReply>(v1::METHOD_QUALITY_REPORT, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(globals.format, {"part", "name", "good", "total", "others"}, false);
    figure(output, "complete", "", reply->complete());
    figure(output, "fresh", "", reply->fresh());
    figure(output, "standard", "", reply->repairable());
    for (const auto& check : reply->checks()) figure(output, "check", check.check(), check.kept());
    for (const auto& field : reply->fields()) figure(output, "field", field.field(), field.filled());
    for (const auto& cut : reply->cuts()) {
        figure(output, "complete", cut.title(), cut.complete());
        figure(output, "fresh", cut.title(), cut.fresh());
        figure(output, "standard", cut.title(), cut.valid());
    }
    output.finish();
    return {};
}

Outcome<void> repair(Session& session, const Globals& globals, const Arguments& arguments) {
    const Uuid set = Uuid::make();
    v1::QualityRepairRequest request;
    request.set_change_set_id(std::string(set.view()));
    request.set_entity(arguments.positional()[0]);
    request.set_filter(arguments.value("--where"));
    request.set_dry_run(arguments.has("--dry-run"));
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = showProgress<v1::BulkProgress>();
    auto reply = session.call<v1::BulkReply>(v1::METHOD_QUALITY_REPAIR, request, std::move(call));
    endProgress();
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(globals.format, {"change_set", "changed", "unchanged", "refused"}, false);
    output.row({}, 0,
               {{request.dry_run() || reply->changed() == 0 ? std::string() : set.text(), {}},
                {number(reply->changed()), {}},
                {number(reply->unchanged()), {}},
                {number(reply->refused()), {}}});
    output.finish();
    return {};
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(qualityCommand, arguments, 1, 1); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    return arguments.has("--repair") ? repair(*session, globals, arguments) : report(*session, globals, arguments);
}

}  // namespace

constinit const Command qualityCommand{
    "quality",
    "ENTITY [--by FIELD] [--where EXPRESSION] [--repair [--dry-run]]",
    "качество данных: полнота, свежесть, стандарт; исправить",
    "quality of data: completeness, freshness, standards; mend",
    "  kupetsctl quality company --by owner\n  kupetsctl quality contact --repair --dry-run\n",
    kOptions,
    run};

}  // namespace kupets::ctl
