#include "server/automation/engine.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "server/access/access.h"
#include "server/automation/run.h"
#include "server/automation/span.h"
#include "server/history/feed.h"
#include "server/query/names.h"

namespace kupets::automation {

namespace {

using namespace std::chrono_literals;

constexpr jobs::Kind<v1::RuleRun> kMomentCame{"automation.at"};
/// Records that were there before a rule was switched on: their moments, some at a time.
constexpr jobs::Kind<v1::RuleRun> kPlan{"automation.plan"};
constexpr int kPlannedAtOnce = 1'000;
constexpr const char* kQueue = "automation";
constexpr const char* kRule = "rule";
constexpr std::size_t kMostRules = 10'000;
/// What should have been done longer ago is not done: old records that come in by the thousand are history.
constexpr std::int64_t kTooLate = 86'400'000'000;  // microseconds

/// What is taken back, put together or taken apart was saved once before, and rules have had their turn then.
bool isRepetition(records::Origin origin) {
    return origin == records::Origin::Undo || origin == records::Origin::Split || origin == records::Origin::Merge;
}

std::string bytes(const Uuid& id) { return id.isNil() ? std::string() : std::string(id.view()); }

v1::RuleRun payloadOf(const Spring& spring, const Uuid& record) {
    v1::RuleRun run;
    run.set_rule(bytes(spring.rule->id));
    run.set_entity(spring.rule->entity->name());
    run.set_record(bytes(record));
    run.set_trigger(spring.trigger);
    return run;
}

/// One moment of a trigger and record waits at a time.
std::string momentKey(const Spring& spring, const Uuid& record) {
    return spring.rule->id.text() + "/" + std::to_string(spring.trigger) + "/" + record.text();
}

}  // namespace

Engine::Engine(Services services)
    : services_(std::move(services)),
      refresh_(services_.executor, "rules of automation", [this]() -> awaitable<Result<void>> {
          const RuleSetPtr before = rules();
          auto done = co_await reload(db::within(30s));
          if (!done) co_return done;
          co_return co_await planNew(*before, *rules(), db::within(30s));
      }) {
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
    kinds.inside(kPlan, terms, [this](jobs::Job& job, const v1::RuleRun& what, db::Transaction& transaction) {
        return planSome(job, what, transaction);
    });
}

void Engine::changed(const history::FeedBatch& batch) {
    const auto ours = [](const auto& change) { return change.entity == kRule; };
    if (batch.reset || std::ranges::any_of(batch.changes, ours) || std::ranges::any_of(batch.bulk, ours))
        refresh_.stale();
}

/// Of rules that were not there before, the moments of all records.
awaitable<Result<void>> Engine::planNew(const RuleSet& before, const RuleSet& now, db::Deadline deadline) {
    std::vector<jobs::NewJob> found;
    for (const Spring& spring : now.timed()) {
        const RulePtr known = before.find(spring.rule->id);
        if (known && writeDefinition(known->def) == writeDefinition(spring.rule->def)) continue;
        found.push_back(jobs::newJob(kPlan, payloadOf(spring, {}), {.key = momentKey(spring, {})}));
    }
    if (found.empty()) co_return Result<void>();
    auto transaction = co_await services_.database.begin(deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    auto ids = co_await services_.queue.enqueue(*transaction, std::move(found), deadline);
    if (!ids) co_return std::unexpected(std::move(ids.error()));
    auto done = co_await transaction->commit({}, deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

/// The next records in the order of their ids, and a job for those after them.
awaitable<Result<void>> Engine::planSome(jobs::Job& job, v1::RuleRun what, db::Transaction& transaction) {
    const RuleSetPtr rules = this->rules();
    const RulePtr rule = rules->find(Uuid::fromBytes(what.rule()).value_or(Uuid()));
    if (!rule || what.trigger() >= static_cast<std::uint32_t>(rule->def.triggers_size())) co_return Result<void>();
    const Spring spring{rule.get(), what.trigger()};
    const schema::CatalogPtr catalog = services_.registry.current();
    const access::ScopePtr scope = access::systemScope("moments of automation");
    query::Statement statement(*catalog, *scope);
    query::Names names(statement, *rule->entity);
    const schema::Field* field = rule->entity->field(spring.def().fields(0));
    auto column = names.column(std::span(&field, 1), expr::Part::Main);
    if (!column) co_return std::unexpected(std::move(column.error()));
    const std::string last = statement.parameter(Uuid::fromBytes(what.record()).value_or(Uuid()));
    auto rows = co_await transaction.run(
        {"SELECT " + names.alias() + ".id FROM " + names.from() + " WHERE " + names.alias() + ".id > " + last +
             "::uuid AND " + *column + " IS NOT NULL ORDER BY 1 LIMIT " + std::to_string(kPlannedAtOnce),
         std::move(statement.params)},
        job.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return Result<void>();
    std::vector<Uuid> records;
    for (std::size_t row = 0; row < rows->size(); ++row) records.push_back(rows->uuid(row, 0));
    if (records.size() == kPlannedAtOnce) {
        what.set_record(bytes(records.back()));
        auto next = co_await services_.queue.enqueue(transaction, kPlan, what,
                                                     {.key = momentKey(spring, records.back())}, job.deadline);
        if (!next) co_return std::unexpected(std::move(next.error()));
    }
    co_return co_await plan(transaction, spring, std::move(records), job.deadline);
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
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const Uuid author = rows->isNull(row, 2) ? Uuid() : rows->uuid(row, 2);
        auto def = readDefinition(rows->isNull(row, 3) ? std::string_view() : rows->text(row, 3));
        auto rule = def ? compile(rows->uuid(row, 0), std::string(rows->text(row, 1)), author, std::move(*def),
                                  *catalog->snapshot)
                        : Result<RulePtr>(std::unexpected(def.error()));
        if (rule)
            rules.push_back(std::move(*rule));
        else
            spdlog::warn("rule {} is not gone by: {}", rows->text(row, 1), describe(rule.error()));
    }
    use(std::move(rules));
    co_return Result<void>();
}

bool Engine::wants(const records::Written& record) const {
    return rules()->wants(record) || (record.entity->name() == kRule && record.kind != records::Kind::Delete);
}

/// Rules that were saved just now and are switched on.
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
    }
    co_return Result<void>();
}

awaitable<Result<void>> Engine::written(db::Transaction& transaction, const records::Header& header,
                                        const records::Actor& actor, std::vector<records::Written> records,
                                        db::Deadline deadline) {
    const RuleSetPtr rules = this->rules();
    const int depth = header.origin == records::Origin::Rule ? header.cause.depth + 1 : 0;
    std::vector<jobs::NewJob> found;
    std::map<std::pair<const Rule*, std::uint32_t>, std::vector<Uuid>> timed;
    std::vector<Uuid> own;
    for (const records::Written& record : records) {
        if (record.entity->name() == kRule) own.push_back(record.id);
        for (const Spring& spring : rules->timed(record)) timed[{spring.rule, spring.trigger}].push_back(record.id);
        if (isRepetition(header.origin)) continue;
        for (const Spring& spring : rules->sprung(record)) {
            if (header.origin == records::Origin::Import && !spring.rule->def.on_import()) continue;
            v1::RuleRun run = payloadOf(spring, record.id);
            run.set_change_set(bytes(header.id));
            run.set_actor(bytes(actor.id));
            found.push_back(jobs::newJob(kRunRule, run, {.cause = {header.id, depth}}));
        }
    }
    if (!own.empty()) {
        if (auto right = co_await checkRules(transaction, own, deadline); !right) co_return right;
    }
    if (!found.empty()) {
        auto ids = co_await services_.queue.enqueue(transaction, std::move(found), deadline);
        if (!ids) co_return std::unexpected(std::move(ids.error()));
    }
    for (auto& [spring, ids] : timed) {
        auto planned = co_await plan(transaction, {spring.first, spring.second}, std::move(ids), deadline);
        if (!planned) co_return planned;
    }
    co_return Result<void>();
}

/// The moment moves with the field; without one there is nothing to wait for.
awaitable<Result<void>> Engine::plan(db::Transaction& transaction, const Spring& spring, std::vector<Uuid> records,
                                     db::Deadline deadline) {
    const auto calendar = services_.calendar();
    const schema::CatalogPtr catalog = services_.registry.current();
    const access::ScopePtr scope = access::systemScope("moments of automation");
    query::Statement statement(*catalog, *scope);
    query::Names names(statement, *spring.rule->entity);
    const schema::Field* field = spring.rule->entity->field(spring.def().fields(0));
    auto column = names.column(std::span(&field, 1), expr::Part::Main);
    if (!column) co_return std::unexpected(std::move(column.error()));
    const std::string which = statement.oneOf(records);
    auto rows = co_await transaction.run({"SELECT " + names.alias() + ".id, " + *column + " FROM " + names.from() +
                                              " WHERE " + names.alias() + ".id" + which,
                                          std::move(statement.params)},
                                         deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<jobs::NewJob> moments;
    const Timestamp now = services_.clock.now();
    for (std::size_t row = 0; row < rows->size(); ++row) {
        if (rows->isNull(row, 1)) continue;
        const Timestamp named =
            field->type() == v1::DATE ? calendar->zone().moment({rows->date(row, 1), 0}) : rows->timestamp(row, 1);
        const auto at = add(named, spring.def().offset(), *calendar);
        if (!at || at->micros < now.micros - kTooLate) continue;
        const Uuid record = rows->uuid(row, 0);
        std::erase(records, record);
        v1::RuleRun run = payloadOf(spring, record);
        run.set_expected(named.micros);
        moments.push_back(
            jobs::newJob(kMomentCame, run, {.at = at, .key = momentKey(spring, record), .twin = jobs::Twin::Replace}));
    }
    for (const Uuid& record : records) {
        auto gone = co_await services_.queue.cancel(transaction, kMomentCame, momentKey(spring, record), deadline);
        if (!gone) co_return std::unexpected(std::move(gone.error()));
    }
    if (moments.empty()) co_return Result<void>();
    auto ids = co_await services_.queue.enqueue(transaction, std::move(moments), deadline);
    if (!ids) co_return std::unexpected(std::move(ids.error()));
    co_return Result<void>();
}

}  // namespace kupets::automation
