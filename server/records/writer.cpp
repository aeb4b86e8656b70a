#include <algorithm>

#include "server/history/feed.h"
#include "server/query/title_cache.h"
#include "server/query/views.h"
#include "server/records/writer_state.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

constexpr std::size_t kLongPipeline = 1'000;
constexpr std::size_t kManyTitles = 1'000;
constexpr const char* kChangeSetKey = "change_set_pkey";

db::Query knownQuery(const Uuid& id) {
    db::Query query{"SELECT seq FROM kupets.change_set WHERE id = $1::uuid", {}};
    query.params.add(id);
    return query;
}

}  // namespace

ChangeWriter::ChangeWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ChangeWriter::ChangeWriter(ChangeWriter&&) noexcept = default;
ChangeWriter::~ChangeWriter() = default;

bool ChangeWriter::repeated() const { return state_->repeatedSequence.has_value(); }
std::uint64_t ChangeWriter::count() const { return state_->count; }
void ChangeWriter::willDelete(std::span<const Uuid> ids) { state_->toGo.insert(ids.begin(), ids.end()); }
bool ChangeWriter::deleted(const Uuid& id) const { return state_->deleted.contains(id); }

/// Names of constraints become fields: uq_company_name, fk_deal_company, company_pkey.
Error ChangeWriter::State::explain(Error error) const {
    const bool constraint = error.code == ErrorCode::AlreadyExists || error.code == ErrorCode::StillReferenced ||
                            error.code == ErrorCode::BrokenReference;
    if (!constraint || error.args.empty()) return error;
    const std::string name = error.args.front();
    for (const auto& entity : catalog->snapshot->entities()) {
        if (name == entity->name() + "_pkey")
            return Error(ErrorCode::AlreadyExists, {entity->name()}, "id").because(error.cause);
        for (const auto& field : entity->fields()) {
            const std::string tail = "_" + entity->name() + "_" + field->name();
            if (name == "uq" + tail)
                return Error(ErrorCode::AlreadyExists, {entity->name()}, field->name()).because(error.cause);
            // While something is deleted, a broken link means that somebody still refers to it.
            if (name == "fk" + tail && undoing())
                return Error(ErrorCode::StillReferenced, {entity->name(), ""}, field->name()).because(error.cause);
            if (name == "fk" + tail)
                return Error(ErrorCode::BrokenReference, {field->target->name()}, field->name()).because(error.cause);
        }
    }
    return error;
}

awaitable<Result<std::vector<db::Rows>>> ChangeWriter::State::run(std::vector<db::Query> queries,
                                                                  db::Deadline deadline) {
    const std::size_t before = pending.size();
    std::vector<db::Query> all = std::exchange(pending, {});
    std::ranges::move(queries, std::back_inserter(all));
    if (all.empty()) co_return std::vector<db::Rows>();
    auto rows = co_await transaction.runAll(std::move(all), deadline);
    if (!rows) co_return std::unexpected(explain(std::move(rows.error())));
    rows->erase(rows->begin(), rows->begin() + static_cast<std::ptrdiff_t>(before));
    co_return rows;
}

void ChangeWriter::State::forgetStale() {
    for (const std::string& entity : cameOrWent) views->changed(entity, std::nullopt);
    for (const auto& [entity, fields] : updated) {
        const std::vector<std::string> names(fields.begin(), fields.end());
        views->changed(entity, std::span<const std::string>(names));
    }
    for (const auto& [entity, records] : touched) {
        if (records.size() > kManyTitles) {
            titles->forgetAll(entity->name());
        } else {
            for (const Uuid& record : records) titles->forget(entity->name(), record);
        }
    }
}

ChangeWriter::State::Step ChangeWriter::State::flushWhenLong(db::Deadline deadline) {
    if (pending.size() < kLongPipeline) co_return Result<void>();
    auto done = co_await run({}, deadline);
    if (!done) co_return std::unexpected(done.error());
    co_return Result<void>();
}

awaitable<Result<ChangeWriter::State::Loaded>> ChangeWriter::State::load(const std::vector<Change>& changes,
                                                                         db::Deadline deadline) {
    std::map<const schema::Entity*, std::vector<Uuid>> wanted;
    for (const Change& change : changes) {
        if (change.kind != Kind::Create) wanted[change.entity].push_back(change.id);
    }
    std::vector<db::Query> queries;
    const bool check = !checked;
    if (check) queries.push_back(knownQuery(header.id));
    for (const auto& [entity, ids] : wanted)
        queries.push_back(currentQuery(*catalog, *actor.reader.scope, *entity, ids));
    Loaded loaded;
    if (queries.empty()) co_return loaded;
    auto rows = co_await run(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::size_t next = 0;
    if (check) {
        checked = true;
        if (!(*rows)[next].empty()) repeatedSequence = static_cast<std::uint64_t>((*rows)[next].integer(0, 0));
        ++next;
    }
    for (const auto& [entity, ids] : wanted) loaded[entity] = readCurrent(*entity, (*rows)[next++]);
    co_return loaded;
}

bool ChangeWriter::State::mayTakeBack(const Change& change, const Current& current) const {
    const auto action = change.kind == Kind::Update ? access::Action::Update : access::Action::Delete;
    return undoing() && change.baseVersion == current.version &&
           actor.reader.scope->reach(*change.entity, action) != access::Reach::None;
}

awaitable<Result<std::vector<Saved>>> ChangeWriter::write(std::vector<Change> changes, db::Deadline deadline) {
    State& state = *state_;
    for (std::size_t i = 0; i < changes.size() && !state.undoing(); ++i) {
        auto ok = prepare(changes[i], state.actor, state.header.origin);
        if (!ok) co_return std::unexpected(std::move(ok.error()).within("changes[" + std::to_string(i) + "]"));
    }
    co_return co_await writePrepared(std::move(changes), deadline);
}

awaitable<Result<std::vector<Saved>>> ChangeWriter::writePrepared(std::vector<Change> changes, db::Deadline deadline) {
    State& state = *state_;
    for (std::size_t i = 0; i < changes.size() && !state.undoing(); ++i) {
        auto ok = checkStageRules(changes[i], *state.catalog->snapshot);
        if (!ok) ok = state.refuse(i, std::move(ok.error()));
        if (!ok) co_return std::unexpected(std::move(ok.error()));
    }
    if (!state.refused.empty()) co_return std::vector<Saved>();
    auto loaded = co_await state.load(changes, deadline);
    if (!loaded) co_return std::unexpected(loaded.error());
    if (state.repeatedSequence) co_return std::vector<Saved>();
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const Change& change = changes[i];
        if (change.kind == Kind::Create) {
            if (state.created.insert(change.id).second && state.tolerant) state.createdNow.push_back(change.id);
            continue;
        }
        const auto& records = (*loaded)[change.entity];
        const auto found = records.find(change.id);
        // What may not be seen does not exist.
        const bool handedOn = found != records.end() && state.mayTakeBack(change, found->second);
        const bool exists = found != records.end() && (found->second.mayRead || handedOn);
        const bool may = exists && (change.kind == Kind::Update ? found->second.mayUpdate : found->second.mayDelete);
        if (may || handedOn) {
            const auto held = [&found](const schema::Field& field) { return found->second.value(field); };
            rules::rejoin(changes[i].fields, change.parted, held);
            continue;
        }
        auto ok = state.refuse(i, Error(exists ? ErrorCode::Forbidden : ErrorCode::NotFound, {change.entity->name()}));
        if (!ok) co_return std::unexpected(std::move(ok.error()));
    }
    // A tolerant write begins anew without what a stage has refused.
    if (!state.refused.empty()) co_return std::vector<Saved>();
    if (auto ok = co_await state.checkReferences(changes, deadline); !ok) co_return std::unexpected(ok.error());
    if (auto ok = co_await state.checkFiles(changes, *loaded, deadline); !ok) co_return std::unexpected(ok.error());
    if (!state.refused.empty()) co_return std::vector<Saved>();
    std::vector<Saved> saved;
    for (const Change& change : changes) saved.push_back({change.entity, change.id, 0, false, false});
    if (auto ok = co_await state.merge(changes, *loaded, saved, deadline); !ok) co_return std::unexpected(ok.error());
    state.shape(changes, *loaded);
    std::vector<StageMove> moves;
    state.keepClosed(changes, *loaded);
    if (auto ok = co_await state.enterStages(changes, *loaded, moves, deadline); !ok)
        co_return std::unexpected(ok.error());
    if (!state.refused.empty()) co_return std::vector<Saved>();
    if (auto ok = co_await state.followDeletions(changes, *loaded, deadline); !ok)
        co_return std::unexpected(ok.error());
    if (auto ok = co_await state.apply(changes, *loaded, saved, deadline); !ok) co_return std::unexpected(ok.error());
    if (auto ok = co_await state.checkConditions(changes, moves, deadline); !ok) co_return std::unexpected(ok.error());
    if (auto ok = co_await state.holdChecks(changes, saved.size(), *loaded, deadline); !ok)
        co_return std::unexpected(ok.error());
    if (auto ok = co_await state.checkDuplicates(changes, saved.size(), deadline); !ok)
        co_return std::unexpected(ok.error());
    co_return saved;
}

awaitable<Result<db::Rows>> ChangeWriter::look(db::Query query, db::Deadline deadline) {
    std::vector<db::Query> one;
    one.push_back(std::move(query));
    auto rows = co_await state_->run(std::move(one), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    co_return std::move(rows->front());
}

awaitable<Result<std::uint64_t>> ChangeWriter::commit(db::Deadline deadline) {
    State& state = *state_;
    if (state.repeatedSequence || state.count == 0) {
        if (state.borrowed) {
            auto done = co_await state.transaction.commit({}, deadline);
            if (!done) co_return std::unexpected(std::move(done.error()));
        }
        co_await state.transaction.rollback();
        co_return state.repeatedSequence.value_or(0);
    }
    if (!state.written.empty()) {
        if (auto flushed = co_await state.run({}, deadline); !flushed) co_return std::unexpected(flushed.error());
        auto heard = co_await state.watcher->written(state.transaction, state.header, state.actor,
                                                     std::exchange(state.written, {}), deadline);
        if (!heard) co_return std::unexpected(std::move(heard.error()));
    }
    db::Query set{
        "INSERT INTO kupets.change_set (id, at, actor, actor_name, origin, reason, undoes, record_count, cause_rule, "
        "cause_set, depth) VALUES ($1::uuid, $2::timestamptz, $3::uuid, $4, $5::int2, $6, $7::uuid, $8::int8, "
        "$9::uuid, $10::uuid, $11::int2) RETURNING seq",
        {}};
    const auto addId = [&set](const Uuid& id) { id.isNil() ? set.params.addNull() : set.params.add(id); };
    set.params.add(state.header.id).add(state.now);
    addId(state.actor.id);
    set.params.add(state.actor.name).add(static_cast<int>(state.header.origin)).add(state.header.reason);
    addId(state.header.undoes);
    set.params.add(state.count);
    addId(state.header.cause.rule);
    addId(state.header.cause.changeSet);
    set.params.add(state.header.cause.depth);
    std::vector<db::Query> last = std::exchange(state.pending, {});
    last.push_back(std::move(set));
    const std::size_t place = last.size() - 1;
    auto rows = co_await state.transaction.commit(std::move(last), deadline);
    state.forgetStale();  // whatever the answer: it may have been committed all the same
    if (!rows) {
        const bool twin = rows.error().code == ErrorCode::AlreadyExists && !rows.error().args.empty() &&
                          rows.error().args.front() == kChangeSetKey;
        if (!twin) co_return std::unexpected(state.explain(std::move(rows.error())));
        // The same save arrived twice at once, and the other one won.
        auto known = co_await state.database.run(knownQuery(state.header.id), deadline);
        if (!known) co_return std::unexpected(known.error());
        if (known->empty()) co_return fail(ErrorCode::Unavailable);
        state.repeatedSequence = static_cast<std::uint64_t>(known->integer(0, 0));
        co_return *state.repeatedSequence;
    }
    if (state.committed) state.committed();
    co_return static_cast<std::uint64_t>((*rows)[place].integer(0, 0));
}

db::Transaction& ChangeWriter::transaction() { return state_->transaction; }
awaitable<void> ChangeWriter::rollback() { co_await state_->transaction.rollback(); }

}  // namespace kupets::records
