// The stage of a write that holds the company's checks (EntityDef.checks) against what was written: those that refuse,
// in the words of the administrator. The rest are gaps, which the card and the page of data quality show.
#include <algorithm>

#include <spdlog/spdlog.h>

#include "common/expr/reads.h"
#include "server/access/access.h"
#include "server/query/columns.h"
#include "server/query/names.h"
#include "server/records/writer_state.h"

namespace kupets::records {
namespace {

using schema::Field;
using Loaded = std::map<const schema::Entity*, std::map<Uuid, Current>>;

/// A rule of the company holds for the record, whoever looks at what it counts.
const access::ScopePtr& ruleScope() {
    static const access::ScopePtr scope = access::systemScope("what checks ask for");
    return scope;
}

/// The fields that an update makes other than they were; a new record is held to everything.
std::set<const Field*> changedBy(const Change& change, const Loaded& loaded) {
    std::set<const Field*> fields;
    const auto records = loaded.find(change.entity);
    for (const auto& [field, value] : change.fields) {
        const bool known = records != loaded.end() && records->second.contains(change.id);
        if (!known || records->second.at(change.id).value(*field) != value) fields.insert(field);
    }
    return fields;
}

struct Held {
    const v1::CheckDef* def;
    std::size_t column;             // of its verdict
    std::set<std::size_t> changes;  // places of those it is held against
};

bool refuses(const v1::CheckDef& check) { return check.severity() == v1::SEVERITY_REFUSE; }

Error failed(const v1::CheckDef& check) {
    const v1::Label& words = check.message().ru().empty() ? check.label() : check.message();
    return Error(ErrorCode::CheckFailed, {words.ru(), words.en().empty() ? words.ru() : words.en(), check.name()},
                 check.field());
}

}  // namespace

ChangeWriter::State::Step ChangeWriter::State::holdChecks(const std::vector<Change>& changes, std::size_t count,
                                                          const Loaded& loaded, db::Deadline deadline) {
    // A merger writes only what was there: old gaps are no reason to keep a record twice.
    if (undoing() || header.origin == Origin::Merge) co_return Result<void>();
    std::map<const schema::Entity*, std::vector<std::size_t>> written;
    for (std::size_t i = 0; i < count; ++i) {
        const Change& change = changes[i];
        if (change.kind == Kind::Delete || std::ranges::none_of(change.entity->def().checks(), refuses)) continue;
        written[change.entity].push_back(i);
    }
    for (const auto& [entity, places] : written) {
        auto held = co_await holdChecksOf(*entity, places, changes, loaded, deadline);
        if (!held) co_return held;
    }
    co_return Result<void>();
}

ChangeWriter::State::Step ChangeWriter::State::holdChecksOf(const schema::Entity& entity,
                                                            const std::vector<std::size_t>& places,
                                                            const std::vector<Change>& changes, const Loaded& loaded,
                                                            db::Deadline deadline) {
    const query::Reader reader{ruleScope(), actor.reader.context};
    query::Statement statement(*catalog, *reader.scope);
    query::Names names(statement, entity);
    std::string columns;
    std::vector<Held> all;
    std::set<std::size_t> concerned;
    for (const v1::CheckDef& check : entity.def().checks()) {
        if (!refuses(check)) continue;
        auto typed = expr::compile(check.condition(), entity, schema::ValueType::Boolean);
        auto sql = typed ? query::toSql(*typed, names, statement.params, actor.reader.context)
                         : Result<std::string>(std::unexpected(typed.error()));
        if (!sql) {
            // It was right when it was saved; the schema is another one now.
            spdlog::warn("check {}.{} is not held any more: {}", entity.name(), check.name(), describe(sql.error()));
            continue;
        }
        Held held{&check, all.size() + 2, {}};
        const std::set<const Field*> reads = expr::ownFields(*typed);
        for (const std::size_t place : places) {
            const Change& change = changes[place];
            const std::set<const Field*> touched = change.kind == Kind::Create ? reads : changedBy(change, loaded);
            const bool touches =
                std::ranges::any_of(touched, [&](const Field* field) { return reads.contains(field); });
            if (change.kind == Kind::Create || touches) held.changes.insert(place);
        }
        columns += ", (" + *sql + ") IS TRUE";
        concerned.insert(held.changes.begin(), held.changes.end());
        all.push_back(std::move(held));
    }
    if (concerned.empty()) co_return Result<void>();
    std::vector<Uuid> ids;
    std::map<Uuid, std::size_t> placeOf;
    for (const std::size_t place : concerned) {
        ids.push_back(changes[place].id);
        placeOf[changes[place].id] = place;
    }
    // The role only where it matters: the system's own work has none.
    statement.params.add(actor.id);
    const std::string me = "$" + std::to_string(statement.params.size());
    const std::string role = "(SELECT role FROM data.\"user\" WHERE id = " + me + "::uuid)";
    const std::string one = statement.oneOf(ids);
    std::vector<db::Query> queries;
    queries.push_back({"SELECT " + names.alias() + ".id, " + role + columns + " FROM " + names.from() + " WHERE " +
                           names.alias() + ".id" + one,
                       std::move(statement.params)});
    auto rows = co_await run(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    const db::Rows& answer = rows->front();
    for (std::size_t row = 0; row < answer.size(); ++row) {
        const std::size_t place = placeOf.at(answer.uuid(row, 0));
        const std::string mine = answer.isNull(row, 1) ? std::string() : std::string(answer.text(row, 1));
        for (const Held& held : all) {
            const auto& roles = held.def->roles();
            const bool forMe = roles.empty() || std::ranges::find(roles, mine) != roles.end();
            if (!forMe || !held.changes.contains(place) || answer.boolean(row, held.column)) continue;
            auto ok = refuse(place, failed(*held.def));
            if (!ok) co_return ok;
            break;  // one a record: the next shows once this is mended
        }
    }
    co_return Result<void>();
}

}  // namespace kupets::records
