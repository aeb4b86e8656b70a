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

std::vector<db::Query> newChanges(const std::string& snapshot) {
    const std::string sets =
        "WITH sets AS MATERIALIZED (SELECT id, seq, actor, actor_name, record_count FROM kupets.change_set "
        "WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)) ";
    db::Query small{
        sets +
            "SELECT c.kind, c.entity, c.record, c.version, c.owners, s.id, s.actor, s.actor_name, "
            "       CASE WHEN c.kind = 2 THEN ARRAY(SELECT jsonb_object_keys(c.diff)) END "
            "  FROM sets s JOIN kupets.change c ON c.set_id = s.id WHERE s.record_count <= $2::int8 ORDER BY s.seq",
        {}};
    small.params.add(snapshot).add(kBulkThreshold);
    db::Query bulk{sets +
                       "SELECT c.entity, count(*), s.id, s.actor, s.actor_name FROM sets s JOIN kupets.change c ON "
                       "c.set_id = s.id "
                       " WHERE s.record_count > $2::int8 GROUP BY 1, 3, 4, 5",
                   {}};
    bulk.params.add(snapshot).add(kBulkThreshold);
    // One snapshot for all: the statements run in one REPEATABLE READ transaction.
    return {{kNow, {}}, std::move(small), std::move(bulk)};
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
    change.kind = static_cast<int>(rows.integer(i, 0));
    change.entity = rows.text(i, 1);
    change.record = rows.uuid(i, 2);
    change.version = static_cast<std::uint64_t>(rows.integer(i, 3));
    change.owners = idsAt(rows, i, 4);
    change.changeSet = rows.uuid(i, 5);
    change.actor = uuidOr(rows, i, 6);
    change.actorName = rows.text(i, 7);
    const schema::Entity* entity = catalog.entity(change.entity);
    if (entity == nullptr || rows.isNull(i, 8)) return change;
    const std::vector<std::string> columns = rows.array(i, 8);
    for (const auto& field : entity->fields()) {
        const auto touched = [&columns](const std::string& name) {
            return !name.empty() && std::ranges::find(columns, name) != columns.end();
        };
        if (touched(field->name()) || touched(field->companionColumn())) change.fields.push_back(field->name());
    }
    return change;
}

FeedBulk bulkAt(const db::Rows& rows, std::size_t i) {
    return {std::string(rows.text(i, 0)), static_cast<std::uint64_t>(rows.integer(i, 1)), rows.uuid(i, 2),
            uuidOr(rows, i, 3), std::string(rows.text(i, 4))};
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
    auto transaction = co_await database_.begin(deadline, db::Transaction::Isolation::RepeatableRead);
    if (!transaction) co_return std::unexpected(transaction.error());
    auto rows = co_await transaction->commit(newChanges(token.substr(slash + 1)), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    batch.token = (*rows)[0].text(0, 0);
    if (std::string_view(batch.token).substr(0, batch.token.find('/')) != std::string_view(token).substr(0, slash)) {
        batch.reset = true;
        co_return batch;
    }
    const schema::CatalogPtr catalog = registry_.current();
    for (std::size_t i = 0; i < (*rows)[1].size(); ++i) batch.changes.push_back(changeAt((*rows)[1], i, *catalog));
    for (std::size_t i = 0; i < (*rows)[2].size(); ++i) batch.bulk.push_back(bulkAt((*rows)[2], i));
    co_return batch;
}

}  // namespace kupets::history
