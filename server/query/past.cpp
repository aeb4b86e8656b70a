#include "server/query/past.h"

#include <fmt/format.h>

#include "server/schema/columns.h"
#include "server/schema/ddl.h"

namespace kupets::query {
namespace {

using access::Action;
using access::Reach;
using schema::ident;

// Inside: t is the record as it is now, x what changed since.
constexpr std::string_view kNow = "t";

/// An update's diff is {"column": [before, after]}; a deletion's gets the same form, with its empty columns too, so
/// that it covers whatever was written after it.
std::string uniformDiff(const schema::Entity& entity, Statement& statement) {
    std::string nulls = "{";
    for (const std::string& column : entity.storedColumns())
        nulls += fmt::format("{}\"{}\":null", nulls.size() > 1 ? "," : "", column);
    return fmt::format(
        "CASE c.kind WHEN 3 THEN (SELECT jsonb_object_agg(e.key, jsonb_build_array(e.value)) "
        "FROM jsonb_each({}::jsonb || c.diff) e) ELSE c.diff END",
        statement.parameter(nulls + "}"));
}

/// One row a changed record: the version of its first change since, whether that created it, and each changed column's
/// value before its first change (earlier diffs cover later ones).
std::string changesSince(const schema::Entity& entity, const Moment& moment, const std::string& ids,
                         Statement& statement) {
    return fmt::format(
        "SELECT c.record, min(c.version) AS version, "
        "COALESCE(min(c.version) FILTER (WHERE c.kind = 1) = min(c.version), FALSE) AS created, "
        "kupets.merged({} ORDER BY c.version DESC) AS diff "
        "FROM kupets.change c JOIN kupets.change_set s ON s.id = c.set_id "
        "WHERE c.entity = {} AND s.at > {}::timestamptz{} GROUP BY c.record",
        uniformDiff(entity, statement), statement.parameter(entity.name()), statement.parameter(moment.at),
        ids.empty() ? "" : " AND c.record" + ids);
}

/// A column's value then. The system's own notes of the last change are no part of diffs: the history has them (what
/// comes back after a deletion keeps its own).
std::string valueThen(const std::string& column, const schema::Field* field, const schema::Entity& entity) {
    const std::string now = fmt::format("{}.{}", kNow, ident(column));
    const bool system = field != nullptr && field->system;
    if (system && (column == "updated_at" || column == "updated_by")) {
        return fmt::format(
            "CASE WHEN x.record IS NULL THEN {} ELSE (SELECT s.{} FROM kupets.change c JOIN kupets.change_set s ON "
            "s.id = "
            "c.set_id WHERE c.record = x.record AND c.entity = '{}' AND c.version < x.version AND (c.kind = 2 OR "
            "c.version = 1) ORDER BY c.version DESC LIMIT 1) END",
            now, column == "updated_at" ? "at" : "actor", entity.name());
    }
    const std::string type = field != nullptr ? schema::columnType(*field) : std::string("text COLLATE \"C\"");
    return fmt::format("CASE WHEN x.diff ? '{0}' THEN (x.diff -> '{0}' ->> 0)::{1} ELSE {2} END", column, type, now);
}

/// By the owners of today, and of what is gone by those it had last.
std::string mayBeSeen(const schema::Entity& entity, Statement& statement) {
    const Reach reach = statement.scope.reach(entity, Action::Read);
    const std::string allowed = statement.allowed(entity, std::string(kNow), Action::Read);
    if (allowed.empty() || allowed == "FALSE") return allowed;
    std::vector<Uuid> owners = statement.scope.users(reach);
    owners.emplace_back();  // nil: it was open to everybody
    statement.params.addArray(std::span<const Uuid>(owners));
    const std::string users = "$" + std::to_string(statement.params.size());
    return fmt::format(
        "CASE WHEN t.id IS NOT NULL THEN {} ELSE (SELECT c.owners FROM kupets.change c WHERE c.record = x.record AND "
        "c.entity = '{}' ORDER BY c.version DESC LIMIT 1) && {}::uuid[] END",
        allowed, entity.name(), users);
}

}  // namespace

Result<Moment> momentOf(std::int64_t micros) {
    static const Timestamp first = Timestamp::fromDate(*Date::fromYmd(1, 1, 1));
    static const Timestamp last = Timestamp::fromDate(*Date::fromYmd(9999, 12, 31));
    if (micros < first.micros || micros > last.micros) return fail(ErrorCode::BadRequest, {"as_of"}, "as_of");
    return Moment{Timestamp{micros}};
}

Reader readerAt(const Reader& reader, const v1::RecordSet& set) {
    Reader then = reader;
    if (set.has_as_of()) then.context.now = Timestamp{set.as_of()};
    return then;
}

std::string pastRows(const schema::Entity& entity, const Moment& moment, bool searched, Statement& statement) {
    const std::string changes = statement.newAlias();
    const std::string ids = moment.ids ? statement.oneOf(*moment.ids) : std::string();
    statement.with += (statement.with.empty() ? "WITH " : ", ") + changes + " AS MATERIALIZED (" +
                      changesSince(entity, moment, ids, statement) + ")";
    if (!statement.with.ends_with(' ')) statement.with += ' ';
    std::string select = "COALESCE(t.id, x.record) AS id, COALESCE(x.version - 1, t.version) AS version";
    for (const std::string& column : entity.storedColumns())
        select += ", " + valueThen(column, entity.field(column), entity) + " AS " + ident(column);
    std::string now = schema::tableOf(entity);
    if (!ids.empty()) now = "(SELECT * FROM " + now + " WHERE id" + ids + ")";
    std::string rows = "SELECT " + select + " FROM " + now + " t FULL JOIN " + changes +
                       " x ON x.record = t.id WHERE x.created IS NOT TRUE";
    if (const std::string condition = mayBeSeen(entity, statement); !condition.empty()) rows += " AND " + condition;
    const std::string search = searched ? schema::searchExpression(entity) : std::string();
    if (search.empty()) return "(" + rows + ")";
    return "(SELECT p.*, " + search + " AS search_text FROM (" + rows + ") p)";
}

}  // namespace kupets::query
