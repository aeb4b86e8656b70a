// Stages of a write that look after records coming into another column of their board: what goes with it is set, and
// what the columns ask for is held against the record.
#include <algorithm>

#include <spdlog/spdlog.h>

#include "server/access/access.h"
#include "server/query/columns.h"
#include "server/query/names.h"
#include "server/records/writer_state.h"

namespace kupets::records {
namespace {

using schema::Field;
using Loaded = std::map<const schema::Entity*, std::map<Uuid, Current>>;

const Value* given(const Change& change, const Field* field) {
    const auto found = std::ranges::find(change.fields, field, [](const auto& item) { return item.first; });
    return found == change.fields.end() ? nullptr : &found->second;
}

const Current* currentOf(const Change& change, const Loaded& loaded) {
    if (change.kind == Kind::Create) return nullptr;
    const auto records = loaded.find(change.entity);
    if (records == loaded.end()) return nullptr;
    const auto found = records->second.find(change.id);
    return found == records->second.end() ? nullptr : &found->second;
}

/// As it is once the change is made.
Value after(const Change& change, const Current* current, const Field& field) {
    if (const Value* value = given(change, &field)) return *value;
    return current == nullptr ? Value(Null{}) : current->value(field);
}

void set(Change& change, const Field* field, Value value) {
    if (field != nullptr && given(change, field) == nullptr) change.fields.emplace_back(field, std::move(value));
}

/// A lost record keeps the stage that it was lost from, in whatever stages for lost ones it stands later; one that
/// comes back has none.
void keepLostFrom(Change& change, const Current* current, const StageMove& move) {
    const Field* from = move.fields.recordLostFrom;
    if (from == nullptr) return;
    if (!move.to.standing(move.fields).lost) {
        if (!isNull(after(change, current, *from))) set(change, from, Null{});
    } else if (move.from && !move.from->standing(move.fields).lost) {
        set(change, from, move.from->id);
    }
}

void fill(Change& change, const Current* current, const StageMove& move, const Actor& actor, Origin origin,
          Timestamp now) {
    set(change, move.fields.since, now);
    if (const Value likely = move.to.value(move.fields.probability); !isNull(likely))
        set(change, move.fields.recordProbability, likely);
    keepLostFrom(change, current, move);
    if (move.fields.recordClosedOn == nullptr) return;
    const bool dated = !isNull(after(change, current, *move.fields.recordClosedOn));
    const bool closed = move.to.standing(move.fields).closed;
    // An import tells of times before it: when it does not know the day, nobody does.
    if (closed && !dated && origin != Origin::Import)
        set(change, move.fields.recordClosedOn, actor.reader.context.today());
    if (!closed && dated) set(change, move.fields.recordClosedOn, Null{});
}

/// A rule of the company holds for the record, whoever looks at what it counts.
const access::ScopePtr& ruleScope() {
    static const access::ScopePtr scope = access::systemScope("what stages ask for");
    return scope;
}

/// The stages among `wanted` that are in the database, and over them what this change set makes of them.
std::map<Uuid, Stage> readStages(const schema::Entity& entity, const db::Rows& rows,
                                 const std::vector<Change>& changes) {
    std::map<Uuid, Stage> stages;
    for (const auto& [id, current] : readCurrent(entity, rows)) {
        Stage& stage = stages[id];
        for (const auto& field : entity.fields()) {
            if (field->isStored()) stage.values[field.get()] = current.value(*field);
        }
    }
    for (const Change& change : changes) {
        if (change.entity != &entity || change.kind == Kind::Delete) continue;
        Stage& stage = stages[change.id];
        for (const auto& [field, value] : change.fields) stage.values[field] = value;
    }
    for (auto& [id, stage] : stages) stage.id = id;
    return stages;
}

struct Coming {
    std::size_t change;
    StageFields fields;
    Uuid from;  // nil: it is new
    Uuid to;
};

std::vector<Coming> comingsOf(const std::vector<Change>& changes, const Loaded& loaded) {
    std::map<const schema::Entity*, std::optional<StageFields>> known;
    std::vector<Coming> comings;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const Change& change = changes[i];
        if (change.kind == Kind::Delete) continue;
        auto [fields, fresh] = known.try_emplace(change.entity);
        if (fresh) fields->second = StageFields::of(*change.entity);
        if (!fields->second) continue;
        const Value* wanted = given(change, fields->second->column);
        const auto* to = wanted == nullptr ? nullptr : std::get_if<Uuid>(wanted);
        if (to == nullptr) continue;
        const Current* current = currentOf(change, loaded);
        const Value before = current == nullptr ? Value(Null{}) : current->value(*fields->second->column);
        const auto* from = std::get_if<Uuid>(&before);
        if (from != nullptr && *from == *to) continue;
        comings.push_back({i, *fields->second, from == nullptr ? Uuid{} : *from, *to});
    }
    return comings;
}

}  // namespace

ChangeWriter::State::Step ChangeWriter::State::enterStages(std::vector<Change>& changes, const Loaded& loaded,
                                                           std::vector<StageMove>& moves, db::Deadline deadline) {
    if (undoing()) co_return Result<void>();  // what was set then is taken back beside it
    const std::vector<Coming> comings = comingsOf(changes, loaded);
    if (comings.empty()) co_return Result<void>();
    std::map<const schema::Entity*, std::set<Uuid>> wanted;
    for (const Coming& coming : comings) {
        wanted[coming.fields.stages].insert(coming.to);
        if (!coming.from.isNil()) wanted[coming.fields.stages].insert(coming.from);
    }
    std::vector<db::Query> queries;
    for (const auto& [entity, ids] : wanted) {
        const std::vector<Uuid> list(ids.begin(), ids.end());
        queries.push_back(currentQuery(*catalog, *ruleScope(), *entity, list, false));
    }
    auto rows = co_await run(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::map<const schema::Entity*, std::map<Uuid, Stage>> stages;
    std::size_t next = 0;
    for (const auto& [entity, ids] : wanted) stages[entity] = readStages(*entity, (*rows)[next++], changes);
    for (const Coming& coming : comings) {
        const auto& known = stages[coming.fields.stages];
        const auto to = known.find(coming.to);
        if (to == known.end()) continue;  // the foreign key says so
        const auto from = known.find(coming.from);
        moves.push_back({coming.change, coming.fields, std::nullopt, to->second});
        StageMove& move = moves.back();
        if (from != known.end()) move.from = from->second;
        Change& change = changes[coming.change];
        const Current* current = currentOf(change, loaded);
        fill(change, current, move, actor, header.origin, now);
        if (header.origin != Origin::Person) continue;
        auto filled = checkFilled(move, [&](const Field& field) { return after(change, current, field); });
        if (!filled) filled = refuse(move.change, std::move(filled.error()));
        if (!filled) co_return filled;
    }
    co_return Result<void>();
}

ChangeWriter::State::Step ChangeWriter::State::checkConditions(const std::vector<Change>& changes,
                                                               const std::vector<StageMove>& moves,
                                                               db::Deadline deadline) {
    if (header.origin != Origin::Person) co_return Result<void>();
    struct Condition {
        const StageMove* move;
        StageDemand demand;
        std::map<Uuid, std::size_t> records;  // and their places
    };
    std::map<std::pair<Uuid, bool>, Condition> conditions;
    for (const StageMove& move : moves) {
        for (const StageDemand& demand : demandsOf(move)) {
            if (demand.stage->text(demand.condition).empty()) continue;
            Condition& condition = conditions[{demand.stage->id, demand.entry}];
            condition.move = &move;
            condition.demand = demand;
            condition.records.emplace(changes[move.change].id, move.change);
        }
    }
    if (conditions.empty()) co_return Result<void>();
    const query::Reader reader{ruleScope(), actor.reader.context};
    for (const auto& [key, condition] : conditions) {
        const schema::Entity& entity = *condition.move->fields.records;
        query::Statement statement(*catalog, *reader.scope);
        query::Names names(statement, entity);
        const std::string text = condition.demand.stage->text(condition.demand.condition);
        auto sql = query::resolveFilter(text, names, statement, reader);
        if (!sql) {
            // It was right when the stage was saved; the schema is another one now.
            spdlog::warn("stage {}: the condition is not held any more: {}", key.first.text(), describe(sql.error()));
            continue;
        }
        std::vector<Uuid> ids;
        for (const auto& [id, where] : condition.records) ids.push_back(id);
        const std::string one = statement.oneOf(ids);
        std::vector<db::Query> queries;
        queries.push_back({"SELECT " + names.alias() + ".id FROM " + names.from() + " WHERE " + names.alias() + ".id" +
                               one + " AND " + *sql,
                           std::move(statement.params)});
        auto rows = co_await run(std::move(queries), deadline);
        if (!rows) co_return std::unexpected(rows.error());
        std::unordered_set<Uuid> held;
        for (std::size_t row = 0; row < rows->front().size(); ++row) held.insert(rows->front().uuid(row, 0));
        for (const auto& [id, where] : condition.records) {
            if (held.contains(id)) continue;
            const char* what = condition.demand.entry ? "what its entry demands" : "what its exit demands";
            auto ok = refuse(
                where, Error(ErrorCode::InvalidValue, {condition.demand.stage->title(condition.move->fields), what},
                             condition.move->fields.column->name()));
            if (!ok) co_return ok;
        }
    }
    co_return Result<void>();
}

}  // namespace kupets::records
