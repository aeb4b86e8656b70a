#include "server/records/current.h"

#include <algorithm>

#include "server/query/names.h"
#include "server/schema/columns.h"

namespace kupets::records {

using access::Action;
using schema::ident;

Value Current::value(const schema::Field& field) const {
    const auto text = [this](std::size_t at) {
        return cells[at] ? std::optional<std::string_view>(*cells[at]) : std::nullopt;
    };
    const bool pair = !field.companionColumn().empty();
    return schema::fromCells(field, text(field.storedIndex), pair ? text(field.storedIndex + 1) : std::nullopt);
}

db::Query currentQuery(const schema::Catalog& catalog, const access::AccessScope& scope, const schema::Entity& entity,
                       std::span<const Uuid> ids, bool lock) {
    query::Statement statement(catalog, scope);
    const std::string t = statement.newAlias();
    std::string sql = "SELECT " + t + ".id, " + t + ".version";
    for (const Action action : {Action::Read, Action::Update, Action::Delete}) {
        const std::string condition = statement.allowed(entity, t, action);
        sql += ", " + (condition.empty() ? std::string("TRUE") : "COALESCE(" + condition + ", FALSE)");
    }
    sql += ", " + statement.owners(entity, t);
    for (const std::string& column : entity.storedColumns()) sql += ", " + t + "." + ident(column);
    sql += " FROM " + schema::tableOf(entity) + " " + t + " WHERE " + t + ".id" + statement.oneOf(ids);
    // In the order of ids, so that two saves of the same records wait for each other instead of dying of a deadlock.
    if (lock) sql += " ORDER BY " + t + ".id FOR UPDATE OF " + t;
    return {std::move(sql), std::move(statement.params)};
}

std::map<Uuid, Current> readCurrent(const schema::Entity& entity, const db::Rows& rows) {
    const std::size_t columns = entity.storedColumns().size();
    std::map<Uuid, Current> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Current current;
        current.id = rows.uuid(row, 0);
        current.version = static_cast<std::uint64_t>(rows.integer(row, 1));
        current.mayRead = rows.boolean(row, 2);
        current.mayUpdate = rows.boolean(row, 3);
        current.mayDelete = rows.boolean(row, 4);
        for (const std::string& owner : rows.array(row, 5)) {
            if (const auto id = Uuid::parse(owner)) current.owners.push_back(*id);
        }
        for (std::size_t i = 0; i < columns; ++i) {
            if (rows.isNull(row, 6 + i)) {
                current.cells.emplace_back();
            } else {
                current.cells.emplace_back(std::string(rows.text(row, 6 + i)));
            }
        }
        out.emplace(current.id, std::move(current));
    }
    return out;
}

db::Query sinceQuery(std::span<const std::pair<Uuid, std::uint64_t>> seen) {
    std::vector<Uuid> ids;
    std::vector<std::int64_t> versions;
    for (const auto& [id, version] : seen) {
        ids.push_back(id);
        versions.push_back(static_cast<std::int64_t>(version));
    }
    db::Query query{
        "SELECT c.record, c.entity, c.diff, s.actor_name, s.at FROM unnest($1::uuid[], $2::int8[]) seen(id, version) "
        "JOIN kupets.change c ON c.record = seen.id AND c.version > seen.version JOIN kupets.change_set s ON s.id = "
        "c.set_id "
        "WHERE c.kind = 2 ORDER BY c.version",
        {}};
    query.params.addArray(std::span<const Uuid>(ids)).addArray(std::span<const std::int64_t>(versions));
    return query;
}

std::map<Uuid, Since> readSince(const db::Rows& rows, const schema::Snapshot& snapshot) {
    std::map<Uuid, Since> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const schema::Entity* entity = snapshot.entity(rows.text(row, 1));
        if (entity == nullptr) continue;
        Since& since = out[rows.uuid(row, 0)];
        for (history::FieldChange& change : history::byField(*entity, history::parseDiff(rows.text(row, 2)))) {
            // The first change holds what the person saw, the last one who did it.
            auto [touch, fresh] = since.fields.try_emplace(change.field);
            if (fresh) touch->second.original = std::move(change.before);
            touch->second.by = rows.text(row, 3);
            touch->second.at = rows.timestamp(row, 4);
        }
    }
    return out;
}

}  // namespace kupets::records
