#include "server/automation/engine.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "server/access/access.h"
#include "server/automation/in_save.h"
#include "server/automation/notices.h"
#include "server/automation/run.h"
#include "server/history/feed.h"
#include "server/query/names.h"

namespace kupets::automation {

namespace {

using namespace std::chrono_literals;

constexpr const char* kQueue = "automation";
constexpr const char* kRule = "rule";
constexpr const char* kApproval = "approval";
constexpr std::size_t kMostRules = 10'000;

/// What is taken back, put together or taken apart was saved once before, and rules have had their turn then.
bool isRepetition(records::Origin origin) {
    return origin == records::Origin::Undo || origin == records::Origin::Split || origin == records::Origin::Merge;
}

bool decides(const records::Written& record) {
    return record.entity->name() == kApproval && record.kind == records::Kind::Update &&
           std::ranges::find(record.diff, "state", &history::ColumnDiff::column) != record.diff.end();
}

v1::RuleRun runOf(const Spring& spring, const records::Header& header, const records::Actor& actor,
                  const records::Written& record) {
    v1::RuleRun run;
    run.set_rule(bytesOf(spring.rule->id));
    run.set_entity(spring.rule->entity->name());
    run.set_record(bytesOf(record.id));
    run.set_trigger(spring.trigger);
    run.set_change_set(bytesOf(header.id));
    run.set_actor(bytesOf(actor.id));
    if (record.kind == records::Kind::Delete) run.set_gone(history::deletionJson(record.diff));
    return run;
}

/// Of a change set: what is to be done about it.
struct Found {
    std::vector<jobs::NewJob> runs;
    std::map<std::pair<const Rule*, std::uint32_t>, std::vector<Uuid>> timed;
    std::map<std::pair<const Rule*, int>, std::vector<Uuid>> awaited;
    std::vector<Uuid> rules;
    std::vector<Uuid> approvals;
};

Found look(const RuleSet& rules, const records::Header& header, const records::Actor& actor,
           const std::vector<records::Written>& records) {
    const int depth = header.origin == records::Origin::Rule ? header.cause.depth + 1 : 0;
    Found found;
    for (const records::Written& record : records) {
        if (record.entity->name() == kRule) found.rules.push_back(record.id);
        if (decides(record)) found.approvals.push_back(record.id);
        for (const Spring& spring : rules.timed(record))
            found.timed[{spring.rule, spring.trigger}].push_back(record.id);
        for (const Waiting& one : rules.awaited(record)) found.awaited[{one.rule, one.step}].push_back(record.id);
        if (isRepetition(header.origin)) continue;
        for (const Spring& spring : rules.sprung(record)) {
            if (header.origin == records::Origin::Import && !spring.rule->def.on_import()) continue;
            found.runs.push_back(
                jobs::newJob(kRunRule, runOf(spring, header, actor, record), {.cause = {header.id, depth}}));
        }
    }
    return found;
}

}  // namespace

Engine::Engine(Services services)
    : services_(std::move(services)),
      moments_(services_),
      refresh_(services_.executor, "rules of automation",
               [this]() -> awaitable<Result<void>> { co_return co_await reload(db::within(30s)); }) {
    use({});
}
Engine::~Engine() = default;

RuleSetPtr Engine::rules() const {
    const std::scoped_lock lock(mutex_);
    return rules_;
}

void Engine::use(std::vector<RulePtr> rules) {
    auto made = std::make_shared<const RuleSet>(services_.registry.current(), std::move(rules));
    const std::scoped_lock lock(mutex_);
    rules_ = std::move(made);
}

void Engine::registerJobs(jobs::Kinds& kinds) {
    kinds.queue(kQueue, {.concurrency = 4});
    const auto run = [this](jobs::Job& job, const v1::RuleRun& what,
                            db::Transaction& transaction) -> awaitable<Result<void>> {
        Run one(services_, rules(), job, what);
        auto done = co_await one.go(transaction);
        if (done) co_return done;
        if (isPassing(done.error()) && !job.isLastAttempt()) co_return done;
        co_await one.fail(done.error());
        co_return job.giveUp(std::move(done.error()));
    };
    const jobs::Terms terms{.queue = kQueue, .attempts = 5, .firstPause = 2s, .limit = 60s, .keep = 0h};
    kinds.inside(kRunRule, terms, run);
    kinds.inside(kMomentCame, terms, run);
    moments_.registerJobs(
        kinds, terms, [this] { return rules(); }, [this](db::Deadline deadline) { return reload(deadline); });
}

void Engine::changed(const history::FeedBatch& batch) {
    const auto ours = [](const auto& change) { return change.entity == kRule; };
    if (batch.reset || std::ranges::any_of(batch.changes, ours) || std::ranges::any_of(batch.bulk, ours))
        refresh_.stale();
}

awaitable<Result<void>> Engine::reload(db::Deadline deadline) {
    const schema::CatalogPtr catalog = services_.registry.current();
    const schema::Entity* entity = catalog->entity(kRule);
    if (entity == nullptr) co_return Result<void>();
    const access::ScopePtr scope = access::systemScope("rules of automation");
    query::Statement statement(*catalog, *scope);
    query::Names names(statement, *entity);
    const std::string& t = names.alias();
    db::Query query{"SELECT " + t + ".id, " + t + ".name, " + t + ".owner, " + t + ".definition FROM " + names.from() +
                        " WHERE " + t + ".enabled ORDER BY " + t + ".created_at, " + t + ".id LIMIT " +
                        std::to_string(kMostRules),
                    std::move(statement.params)};
    auto rows = co_await services_.database.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<RulePtr> rules;
    std::vector<Misfit> misfits;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const Uuid author = rows->isNull(row, 2) ? Uuid() : rows->uuid(row, 2);
        auto def = readDefinition(rows->isNull(row, 3) ? std::string_view() : rows->text(row, 3));
        auto rule = def ? compile(rows->uuid(row, 0), std::string(rows->text(row, 1)), author, std::move(*def),
                                  *catalog->snapshot)
                        : Result<RulePtr>(std::unexpected(def.error()));
        if (rule)
            rules.push_back(std::move(*rule));
        else
            misfits.push_back({rows->uuid(row, 0), std::string(rows->text(row, 1)), author, std::move(rule.error())});
    }
    use(std::move(rules));
    if (misfits.empty()) co_return Result<void>();
    co_return co_await switchOff(std::move(misfits), deadline);
}

/// Rules that name a field or an entity that is gone, say.
awaitable<Result<void>> Engine::switchOff(std::vector<Misfit> misfits, db::Deadline deadline) {
    const schema::CatalogPtr catalog = services_.registry.current();
    const schema::Entity* rules = catalog->entity(kRule);
    for (const Misfit& misfit : misfits) {
        spdlog::warn("rule {} is switched off: {}", misfit.name, describe(misfit.error));
        const records::Actor actor{Uuid(), "Правило «" + misfit.name + "»", {access::systemScope("misfits"), {}}};
        records::Header header{Uuid::make(), records::Origin::Rule, misfit.name, {}};
        header.cause.rule = misfit.rule;
        auto writer = co_await services_.gate.open(actor, header, deadline);
        if (!writer) co_return std::unexpected(std::move(writer.error()));
        std::vector<records::Change> changes;
        changes.push_back({records::Kind::Update, rules, misfit.rule, 0, {{rules->field("enabled"), false}}});
        if (!misfit.author.isNil()) {
            const std::string what = misfit.error.args.empty() ? misfit.error.fieldPath : misfit.error.args.front();
            changes.push_back(
                notice(*catalog, services_.clock.now(), misfit.author,
                       "Правило «" + misfit.name + "» выключено: оно говорит о том, чего больше нет: " + what,
                       "trouble", "record/rule/" + misfit.rule.text()));
        }
        auto saved = co_await writer->write(std::move(changes), deadline);
        if (!saved) co_return std::unexpected(std::move(saved.error()));
        auto done = co_await writer->commit(deadline);
        if (!done) co_return std::unexpected(std::move(done.error()));
    }
    co_return Result<void>();
}

bool Engine::watches(const schema::Entity& entity, records::Origin) const {
    return entity.name() == kRule || entity.name() == kApproval || rules()->watches(entity);
}

bool Engine::wants(const records::Written& record, records::Origin) const {
    if (record.entity->name() == kRule && record.kind != records::Kind::Delete) return true;
    return decides(record) || rules()->wants(record);
}

void Engine::shape(records::Change& change, const records::Current* before, const records::Actor& actor,
                   records::Origin origin, Timestamp now) const {
    const RuleSetPtr rules = this->rules();
    if (rules->shapes(*change.entity))
        shapeRecord(*rules, services_, change, before, actor, origin == records::Origin::Import, now);
}

/// Rules that were saved just now and are switched on: they make sense, and what time is to do is planned.
awaitable<Result<void>> Engine::checkRules(db::Transaction& transaction, const std::vector<Uuid>& ids,
                                           db::Deadline deadline) {
    const schema::CatalogPtr catalog = services_.registry.current();
    const access::ScopePtr scope = access::systemScope("rules of automation");
    query::Statement statement(*catalog, *scope);
    query::Names names(statement, *catalog->entity(kRule));
    const std::string& t = names.alias();
    const std::string which = statement.oneOf(ids);
    auto rows = co_await transaction.run({"SELECT " + t + ".id, " + t + ".entity, " + t + ".definition FROM " +
                                              names.from() + " WHERE " + t + ".enabled AND " + t + ".id" + which,
                                          std::move(statement.params)},
                                         deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    for (std::size_t row = 0; row < rows->size(); ++row) {
        auto def = readDefinition(rows->isNull(row, 2) ? std::string_view() : rows->text(row, 2));
        if (!def) co_return std::unexpected(std::move(def.error()));
        if (def->entity() != rows->text(row, 1))
            co_return fail(ErrorCode::InvalidValue, {def->entity(), std::string(rows->text(row, 1))}, "entity");
        auto rule = compile(rows->uuid(row, 0), {}, {}, std::move(*def), *catalog->snapshot);
        if (!rule) co_return std::unexpected(std::move(rule.error()).within("definition"));
        auto planned = co_await moments_.planRule(transaction, (*rule)->id, deadline);
        if (!planned) co_return planned;
    }
    co_return Result<void>();
}

awaitable<Result<void>> Engine::written(db::Transaction& transaction, const records::Header& header,
                                        const records::Actor& actor, std::vector<records::Written> records,
                                        db::Deadline deadline) {
    const RuleSetPtr rules = this->rules();
    Found found = look(*rules, header, actor, records);
    if (!found.rules.empty()) {
        if (auto right = co_await checkRules(transaction, found.rules, deadline); !right) co_return right;
    }
    if (!found.runs.empty()) {
        auto ids = co_await services_.queue.enqueue(transaction, std::move(found.runs), deadline);
        if (!ids) co_return std::unexpected(std::move(ids.error()));
    }
    for (auto& [spring, ids] : found.timed) {
        auto planned = co_await moments_.plan(transaction, {spring.first, spring.second}, std::move(ids), deadline);
        if (!planned) co_return planned;
    }
    std::vector<Happened> happened;
    for (auto& [where, ids] : found.awaited) happened.push_back({{where.first, where.second}, std::move(ids)});
    if (happened.empty() && found.approvals.empty()) co_return Result<void>();
    co_return co_await wake(services_, happened, found.approvals, transaction, deadline);
}

awaitable<Result<std::uint64_t>> Engine::tidy(db::Deadline deadline) {
    constexpr std::int64_t kDay = 86'400'000'000;  // microseconds
    const auto before = [&](const char* sql, std::int64_t days) {
        db::Query query{sql, {}};
        query.params.add(Timestamp{services_.clock.now().micros - days * kDay});
        return query;
    };
    std::vector<db::Query> queries;
    queries.push_back(
        before("WITH gone AS (DELETE FROM kupets.rule_run WHERE ended_at < $1::timestamptz RETURNING 1) SELECT "
               "count(*) FROM gone",
               kRunsKept));
    queries.push_back(before("DELETE FROM kupets.rule_press WHERE at < $1::timestamptz", 1));
    queries.push_back(before("DELETE FROM kupets.rule_meter WHERE hour < $1::timestamptz", 1));
    auto rows = co_await services_.database.runAll(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return static_cast<std::uint64_t>(rows->front().integer(0, 0));
}

}  // namespace kupets::automation
