#include <algorithm>

#include "server/automation/engine.h"

namespace kupets::automation {

namespace {
constexpr int kMostPressed = 1'000;
constexpr std::size_t kIdBytes = sizeof(Uuid::bytes);
}  // namespace

awaitable<Result<v1::PressReply>> Engine::press(records::Actor actor, v1::PressRequest request, db::Deadline deadline) {
    const RulePtr rule = rules()->find(idOf(request.rule()));
    const auto isButton = [](const v1::RuleTrigger& trigger) { return trigger.kind() == v1::RuleTrigger::PRESSED; };
    if (!rule || std::ranges::none_of(rule->def.triggers(), isButton)) co_return fail(ErrorCode::NotFound, {"rule"});
    const auto trigger = std::ranges::find_if(rule->def.triggers(), isButton) - rule->def.triggers().begin();
    const auto pressId = Uuid::fromBytes(request.press_id());
    if (!pressId) co_return fail(ErrorCode::BadRequest, {"press_id"}, "press_id");
    if (request.records_size() > kMostPressed)
        co_return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostPressed)}, "records");
    v1::GetRequest get;
    get.set_entity(rule->entity->name());
    *get.mutable_ids() = request.records();
    get.add_columns("id");
    auto seen = co_await services_.gate.get(actor.reader, get, deadline);
    if (!seen) co_return std::unexpected(std::move(seen.error()));
    auto transaction = co_await services_.database.begin(deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    db::Query once{
        "INSERT INTO kupets.rule_press (id, at) VALUES ($1::uuid, $2::timestamptz) ON CONFLICT DO NOTHING RETURNING 1",
        {}};
    once.params.add(*pressId).add(services_.clock.now());
    auto first = co_await transaction->run(std::move(once), deadline);
    if (!first) co_return std::unexpected(std::move(first.error()));
    v1::PressReply reply;
    if (first->empty()) co_return reply;
    std::vector<jobs::NewJob> runs;
    const std::string& ids = seen->rows().ids();
    for (std::size_t at = 0; at + kIdBytes <= ids.size(); at += kIdBytes) {
        v1::RuleRun run;
        run.set_rule(request.rule());
        run.set_entity(rule->entity->name());
        run.set_record(ids.substr(at, kIdBytes));
        run.set_trigger(static_cast<std::uint32_t>(trigger));
        run.set_actor(bytesOf(actor.id));
        runs.push_back(jobs::newJob(kRunRule, run, {.priority = jobs::Priority::Urgent}));
    }
    reply.set_started(runs.size());
    if (!runs.empty()) {
        auto jobs = co_await services_.queue.enqueue(*transaction, std::move(runs), deadline);
        if (!jobs) co_return std::unexpected(std::move(jobs.error()));
    }
    auto done = co_await transaction->commit({}, deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return reply;
}

}  // namespace kupets::automation
