#include "server/history/feed.h"

#include <algorithm>
#include <set>

namespace kupets::history {
namespace {

using boost::asio::awaitable;

/// A token is "<system identifier>/<snapshot>": one of another cluster means nothing here.
constexpr const char* kNow =
    "SELECT (SELECT system_identifier FROM pg_control_system())::text || '/' || pg_current_snapshot()::text";

bool isSnapshot(std::string_view text) {
    return !text.empty() && text.size() < 100'000 && text.find_first_not_of("0123456789:,") == std::string_view::npos &&
           std::ranges::count(text, ':') == 2;
}

/// What a row of newChanges() is.
enum Row { kToken, kChange, kBulk };

/// One statement, so that the token and the changes are of one snapshot. Columns: Row, change set's sequence, kind,
/// entity, record, version or number of records, owners, change set, actor, his name or the token, columns that an
/// update changed.
db::Query newChanges(const std::string& snapshot) {
    db::Query query{
        "WITH sets AS MATERIALIZED (SELECT id, seq, actor, actor_name, record_count FROM kupets.change_set "
        "WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)) "
        "SELECT 0, 0::int8, NULL, NULL, NULL::uuid, NULL::int8, NULL::uuid[], NULL::uuid, NULL::uuid, (" +
            std::string(kNow) +
            "), NULL::text[] UNION ALL "
            "SELECT 1, s.seq, c.kind, c.entity, c.record, c.version, c.owners, s.id, s.actor, s.actor_name, "
            "       CASE WHEN c.kind = 2 THEN ARRAY(SELECT jsonb_object_keys(c.diff)) END "
            "  FROM sets s JOIN kupets.change c ON c.set_id = s.id WHERE s.record_count <= $2::int8 UNION ALL "
            "SELECT 2, s.seq, NULL, c.entity, NULL, count(*), NULL, s.id, s.actor, s.actor_name, NULL "
            "  FROM sets s JOIN kupets.change c ON c.set_id = s.id WHERE s.record_count > $2::int8 "
            " GROUP BY s.seq, c.entity, s.id, s.actor, s.actor_name ORDER BY 1, 2",
        {}};
    query.params.add(snapshot).add(kBulkThreshold);
    return query;
}

Uuid uuidOr(const db::Rows& rows, std::size_t row, std::size_t column) {
    return rows.isNull(row, column) ? Uuid{} : rows.uuid(row, column);
}

std::vector<Uuid> idsAt(const db::Rows& rows, std::size_t row, std::size_t column) {
    std::set<Uuid> ids;
    if (!rows.isNull(row, column)) {
        for (const std::string& item : rows.array(row, column)) {
            if (const auto id = Uuid::parse(item)) ids.insert(*id);
        }
    }
    return {ids.begin(), ids.end()};
}

FeedChange changeAt(const db::Rows& rows, std::size_t i, const schema::Catalog& catalog) {
    FeedChange change;
    change.kind = static_cast<int>(rows.integer(i, 2));
    change.entity = rows.text(i, 3);
    change.record = rows.uuid(i, 4);
    change.version = static_cast<std::uint64_t>(rows.integer(i, 5));
    change.owners = idsAt(rows, i, 6);
    change.changeSet = rows.uuid(i, 7);
    change.actor = uuidOr(rows, i, 8);
    change.actorName = rows.text(i, 9);
    const schema::Entity* entity = catalog.entity(change.entity);
    if (entity == nullptr || rows.isNull(i, 10)) return change;
    const std::vector<std::string> columns = rows.array(i, 10);
    for (const auto& field : entity->fields()) {
        const auto touched = [&columns](const std::string& name) {
            return !name.empty() && std::ranges::find(columns, name) != columns.end();
        };
        if (touched(field->name()) || touched(field->companionColumn())) change.fields.push_back(field->name());
    }
    return change;
}

FeedBulk bulkAt(const db::Rows& rows, std::size_t i) {
    return {std::string(rows.text(i, 3)), static_cast<std::uint64_t>(rows.integer(i, 5)), rows.uuid(i, 7),
            uuidOr(rows, i, 8), std::string(rows.text(i, 9))};
}

}  // namespace

awaitable<Result<FeedBatch>> Feed::since(std::string token, db::Deadline deadline) {
    FeedBatch batch;
    const std::size_t slash = token.find('/');
    const bool usable = slash != std::string::npos && isSnapshot(std::string_view(token).substr(slash + 1));
    if (!usable) {
        auto now = co_await database_.run({kNow, {}}, deadline);
        if (!now) co_return std::unexpected(now.error());
        batch.token = now->text(0, 0);
        batch.reset = !token.empty();
        co_return batch;
    }
    auto rows = co_await database_.run(newChanges(token.substr(slash + 1)), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    batch.token = rows->text(0, 9);
    if (std::string_view(batch.token).substr(0, batch.token.find('/')) != std::string_view(token).substr(0, slash)) {
        batch.reset = true;
        co_return batch;
    }
    const schema::CatalogPtr catalog = registry_.current();
    for (std::size_t i = 1; i < rows->size(); ++i) {
        if (rows->integer(i, 0) == kChange) batch.changes.push_back(changeAt(*rows, i, *catalog));
        if (rows->integer(i, 0) == kBulk) batch.bulk.push_back(bulkAt(*rows, i));
    }
    co_return batch;
}

}  // namespace kupets::history
