// SQL of new rows and of the log; many at once go by COPY.
#include <algorithm>

#include "server/query/names.h"
#include "server/records/writer_state.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

using schema::ident;

constexpr std::size_t kManyRows = 100;
constexpr std::size_t kCopyPiece = 256 * 1024;

void copyCell(std::string& line, const std::optional<std::string>& cell, bool first) {
    if (!first) line += '\t';
    if (!cell) {
        line += "\\N";
        return;
    }
    for (const char c : *cell) {
        switch (c) {
            case '\\':
                line += "\\\\";
                break;
            case '\n':
                line += "\\n";
                break;
            case '\r':
                line += "\\r";
                break;
            case '\t':
                line += "\\t";
                break;
            default:
                line += c;
        }
    }
}

/// Lines come from `lineOf(i)`; pieces of about 256 KiB go to PostgreSQL.
template <typename LineOf>
db::CopySource copyLines(std::size_t count, LineOf lineOf) {
    return [count, lineOf = std::move(lineOf),
            next = std::size_t{0}]() mutable -> awaitable<Result<std::optional<std::string>>> {
        if (next == count) co_return std::nullopt;
        std::string piece;
        while (next < count && piece.size() < kCopyPiece) {
            lineOf(piece, next++);
            piece += '\n';
        }
        co_return piece;
    };
}

/// The system's own columns of a new row, unless it is restored with those it had.
void stamp(const schema::Entity& entity, NewRow& row, Timestamp now, const Uuid& actor) {
    const auto set = [&](const char* name, std::optional<std::string> value) {
        const std::size_t at = entity.field(name)->storedIndex;
        if (row.given[at]) return;
        row.cells[at] = std::move(value);
        row.given[at] = true;
    };
    const auto by = actor.isNil() ? std::nullopt : std::optional(actor.text());
    set("created_at", now.text());
    set("created_by", by);
    set("updated_at", now.text());
    set("updated_by", by);
}

std::string idsLiteral(const std::vector<Uuid>& ids) {
    std::string out = "{";
    for (const Uuid& id : ids) out += (out.size() > 1 ? "," : "") + id.text();
    return out + "}";
}

bool hasDistantOwners(const schema::Entity& entity) {
    return std::ranges::any_of(entity.def().access().owner_paths(),
                               [](const std::string& path) { return path.find('.') != std::string::npos; });
}

}  // namespace

ChangeWriter::State::Step ChangeWriter::State::insert(const schema::Entity& entity, std::vector<NewRow> rows,
                                                      db::Deadline deadline) {
    const std::vector<std::string>& columns = entity.storedColumns();
    std::vector<bool> used(columns.size());
    std::vector<bool> everywhere(columns.size(), true);
    for (NewRow& row : rows) {
        stamp(entity, row, now, actor.id);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            used[c] = used[c] || row.given[c];
            everywhere[c] = everywhere[c] && row.given[c];
        }
    }
    // A column with a default of its own (a number) can not be given in some rows of a COPY and left out in others.
    bool copyable = rows.size() >= kManyRows;
    for (const auto& field : entity.fields()) {
        if (field->type() == v1::AUTO_NUMBER && used[field->storedIndex] && !everywhere[field->storedIndex])
            copyable = false;
    }
    if (copyable) {
        std::string list = "id, version";
        std::vector<std::size_t> places;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (!used[c]) continue;
            list += ", " + ident(columns[c]);
            places.push_back(c);
        }
        if (auto flushed = co_await run({}, deadline); !flushed) co_return std::unexpected(flushed.error());
        const std::size_t count_ = rows.size();
        auto source = copyLines(count_, [rows = std::move(rows), places](std::string& out, std::size_t i) {
            copyCell(out, rows[i].id.text(), true);
            copyCell(out, std::to_string(rows[i].version), false);
            for (const std::size_t c : places) copyCell(out, rows[i].cells[c], false);
        });
        auto copied = co_await transaction.copyIn("COPY " + schema::tableOf(entity) + " (" + list + ") FROM STDIN",
                                                  std::move(source), deadline);
        if (!copied) co_return std::unexpected(explain(std::move(copied.error())));
        co_return Result<void>();
    }
    for (const NewRow& row : rows) {
        std::string list = "id, version";
        std::string values = "$1::uuid, $2::int8";
        db::Query query;
        query.params.add(row.id).add(row.version);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (!row.given[c]) continue;
            const schema::Field* field = entity.field(columns[c]);
            row.cells[c] ? query.params.add(*row.cells[c]) : query.params.addNull();
            list += ", " + ident(columns[c]);
            values += ", $" + std::to_string(query.params.size()) +
                      "::" + (field != nullptr ? schema::castType(*field) : "text");
        }
        query.sql = "INSERT INTO " + schema::tableOf(entity) + " (" + list + ") VALUES (" + values + ")";
        pending.push_back(std::move(query));
        if (auto ok = co_await flushWhenLong(deadline); !ok) co_return ok;
    }
    co_return Result<void>();
}

ChangeWriter::State::Step ChangeWriter::State::log(std::vector<LogRow> rows, db::Deadline deadline) {
    if (rows.size() >= kManyRows) {
        if (auto flushed = co_await run({}, deadline); !flushed) co_return std::unexpected(flushed.error());
        const std::string set = header.id.text();
        const std::size_t count_ = rows.size();
        auto source = copyLines(count_, [rows = std::move(rows), set](std::string& out, std::size_t i) {
            const LogRow& row = rows[i];
            copyCell(out, set, true);
            copyCell(out, row.entity->name(), false);
            copyCell(out, row.record.text(), false);
            copyCell(out, std::to_string(static_cast<int>(row.kind)), false);
            copyCell(out, std::to_string(row.version), false);
            copyCell(out, row.diff, false);
            copyCell(out, idsLiteral(row.owners), false);
        });
        auto copied = co_await transaction.copyIn(
            "COPY kupets.change (set_id, entity, record, kind, version, diff, owners) FROM STDIN", std::move(source),
            deadline);
        if (!copied) co_return std::unexpected(explain(std::move(copied.error())));
        co_return Result<void>();
    }
    for (LogRow& row : rows) {
        db::Query query{
            "INSERT INTO kupets.change (set_id, entity, record, kind, version, diff, owners) "
            "VALUES ($1::uuid, $2, $3::uuid, $4::int2, $5::int8, $6::jsonb, $7::uuid[]",
            {}};
        query.params.add(header.id)
            .add(row.entity->name())
            .add(row.record)
            .add(static_cast<int>(row.kind))
            .add(row.version);
        row.diff ? query.params.add(*row.diff) : query.params.addNull();
        query.params.addArray(std::span<const Uuid>(row.owners));
        if (row.kind != Kind::Delete && hasDistantOwners(*row.entity)) {
            query::Statement statement(*catalog, *actor.reader.scope);
            const std::string t = statement.newAlias();
            query.sql += " || (SELECT " + statement.owners(*row.entity, t) + " FROM " + schema::tableOf(*row.entity) +
                         " " + t + " WHERE " + t + ".id = $3::uuid)";
        }
        query.sql += ")";
        pending.push_back(std::move(query));
        if (auto ok = co_await flushWhenLong(deadline); !ok) co_return ok;
    }
    co_return Result<void>();
}

}  // namespace kupets::records
