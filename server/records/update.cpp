// SQL of updates: many records whose same columns change go in one statement, a few by one each.
#include <algorithm>

#include "server/records/writer_state.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

using schema::ident;

constexpr std::size_t kManyRows = 20;

/// "{…}" as PostgreSQL reads it, nulls among the items.
std::string literal(const std::vector<RowUpdate>& rows, std::size_t column) {
    std::string out = "{";
    for (const RowUpdate& row : rows) {
        if (out.size() > 1) out += ',';
        const std::optional<std::string>& cell = row.cells[column];
        if (!cell) {
            out += "NULL";
            continue;
        }
        out += '"';
        for (const char c : *cell) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        out += '"';
    }
    return out + "}";
}

bool allAlike(const std::vector<RowUpdate>& rows, std::size_t column) {
    return std::ranges::all_of(rows, [&](const RowUpdate& row) { return row.cells[column] == rows[0].cells[column]; });
}

std::string castOf(const schema::Entity& entity, const std::string& column) {
    const schema::Field* field = entity.field(column);
    return field != nullptr ? schema::castType(*field) : "text";
}

/// "UPDATE data.deal t SET version = …": what every update sets, with $1 and $2.
db::Query beginning(const schema::Entity& entity, Timestamp now, const Uuid& actor) {
    db::Query query{"UPDATE " + schema::tableOf(entity) +
                        " t SET version = t.version + 1, updated_at = $1::timestamptz, updated_by = $2::uuid",
                    {}};
    query.params.add(now);
    actor.isNil() ? query.params.addNull() : query.params.add(actor);
    return query;
}

}  // namespace

db::Query ChangeWriter::State::updateOne(const schema::Entity& entity, const std::vector<std::string>& columns,
                                         const RowUpdate& row) const {
    db::Query query = beginning(entity, now, actor.id);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        row.cells[c] ? query.params.add(*row.cells[c]) : query.params.addNull();
        query.sql +=
            ", " + ident(columns[c]) + " = $" + std::to_string(query.params.size()) + "::" + castOf(entity, columns[c]);
    }
    query.params.add(row.id);
    query.sql += " WHERE t.id = $" + std::to_string(query.params.size()) + "::uuid";
    return query;
}

db::Query ChangeWriter::State::updateMany(const schema::Entity& entity, const std::vector<std::string>& columns,
                                          const std::vector<RowUpdate>& rows) const {
    db::Query query = beginning(entity, now, actor.id);
    std::vector<Uuid> ids;
    for (const RowUpdate& row : rows) ids.push_back(row.id);
    query.params.addArray(std::span<const Uuid>(ids));
    std::string arrays = "$3::uuid[]";
    std::string names = "id";
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const std::string cast = "::" + castOf(entity, columns[c]);
        const bool alike = allAlike(rows, c);
        const bool null = alike && !rows[0].cells[c];
        null ? query.params.addNull() : query.params.add(alike ? *rows[0].cells[c] : literal(rows, c));
        const std::string parameter = "$" + std::to_string(query.params.size());
        const std::string name = "c" + std::to_string(c);
        query.sql += ", " + ident(columns[c]) + " = " + (alike ? parameter : "u." + name) + cast;
        if (alike) continue;
        arrays += ", " + parameter + "::text[]";
        names += ", " + name;
    }
    query.sql += " FROM unnest(" + arrays + ") u(" + names + ") WHERE t.id = u.id";
    return query;
}

ChangeWriter::State::Step ChangeWriter::State::update(std::vector<RowUpdates> all, db::Deadline deadline) {
    for (RowUpdates& updates : all) {
        if (updates.rows.size() >= kManyRows) {
            pending.push_back(updateMany(*updates.entity, updates.columns, updates.rows));
            continue;
        }
        for (const RowUpdate& row : updates.rows) {
            pending.push_back(updateOne(*updates.entity, updates.columns, row));
            if (auto ok = co_await flushWhenLong(deadline); !ok) co_return ok;
        }
    }
    co_return Result<void>();
}

}  // namespace kupets::records
