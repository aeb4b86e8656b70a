#include "server/schema/registry.h"

#include <algorithm>

#include "server/schema/ddl.h"

namespace kupets::schema {
namespace {

using boost::asio::awaitable;

constexpr std::int64_t kSchemaLock = 0x6b75706574730001;  // "kupets", 1

/// The version is a digest of the files: equal on every server that runs the same schema.
std::uint64_t versionOf(std::span<const EmbeddedFile> files) {
    std::string all;
    for (const EmbeddedFile& file : files) all.append(file.name).append(file.text);
    const Uuid digest = Uuid::fromName(all);
    std::uint64_t version = 0;
    for (std::size_t i = 8; i < 16; ++i) version = version << 8 | digest.bytes[i];
    return version;
}

std::vector<db::Query> existingQueries() {
    return {
        {"SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, "
         "       CASE WHEN a.attname = 'search_text' THEN col_description(c.oid, a.attnum) END "
         "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
         " WHERE n.nspname = 'data' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped",
         {}},
        {"SELECT indexname FROM pg_indexes WHERE schemaname = 'data'", {}},
        {"SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'data'",
         {}},
    };
}

Existing existingFrom(const std::vector<db::Rows>& rows) {
    Existing existing;
    for (std::size_t i = 0; i < rows[0].size(); ++i) {
        const std::string table(rows[0].text(i, 0));
        const std::string column(rows[0].text(i, 1));
        if (column == "search_text") {
            existing.searchDefinitions[table] = rows[0].isNull(i, 4) ? "" : std::string(rows[0].text(i, 4));
        } else {
            existing.columns[table][column] = rows[0].text(i, 2);
        }
    }
    for (std::size_t i = 0; i < rows[1].size(); ++i) existing.indexes.emplace(rows[1].text(i, 0));
    for (std::size_t i = 0; i < rows[2].size(); ++i) existing.constraints.emplace(rows[2].text(i, 0));
    return existing;
}

CatalogPtr withNotNull(const SnapshotPtr& snapshot, const db::Rows& columns) {
    auto catalog = std::make_shared<Catalog>();
    catalog->snapshot = snapshot;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Entity* entity = snapshot->entity(columns.text(i, 0));
        if (entity == nullptr || !columns.boolean(i, 3)) continue;
        if (const Field* field = entity->field(columns.text(i, 1))) catalog->notNull.insert(field);
    }
    return catalog;
}

}  // namespace

Registry::Registry(SnapshotPtr snapshot) {
    auto catalog = std::make_shared<Catalog>();
    catalog->snapshot = std::move(snapshot);
    current_ = std::move(catalog);
}

Result<std::unique_ptr<Registry>> Registry::load(std::span<const EmbeddedFile> files) {
    std::vector<v1::EntityDef> defs;
    for (const EmbeddedFile& file : files) {
        auto def = parseEntityDef(file.name, file.text);
        if (!def) return std::unexpected(def.error());
        defs.push_back(std::move(*def));
    }
    auto snapshot = Snapshot::build(std::move(defs), versionOf(files));
    if (!snapshot) return std::unexpected(snapshot.error());
    return std::unique_ptr<Registry>(new Registry(std::move(*snapshot)));
}

awaitable<Result<int>> Registry::apply(db::Database& database, db::Deadline deadline) {
    const SnapshotPtr snapshot = current()->snapshot;
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(transaction.error());
    db::Query lock{"SELECT pg_advisory_xact_lock($1::int8)", {}};
    lock.params.add(kSchemaLock);
    if (auto locked = co_await transaction->run(std::move(lock), deadline); !locked)
        co_return std::unexpected(locked.error());
    auto found = co_await transaction->runAll(existingQueries(), deadline);
    if (!found) co_return std::unexpected(found.error());
    auto statements = missingDdl(*snapshot, existingFrom(*found));
    if (!statements) co_return std::unexpected(statements.error());
    for (std::string& statement : *statements) {
        auto done = co_await transaction->run({std::move(statement), {}}, deadline);
        if (!done) co_return std::unexpected(done.error());
    }
    auto committed = co_await transaction->commit({existingQueries()[0]}, deadline);
    if (!committed) co_return std::unexpected(committed.error());
    const CatalogPtr catalog = withNotNull(snapshot, (*committed)[0]);
    {
        const std::scoped_lock guard(mutex_);
        current_ = catalog;
    }
    co_return static_cast<int>(statements->size());
}

CatalogPtr Registry::current() const {
    const std::scoped_lock guard(mutex_);
    return current_;
}

}  // namespace kupets::schema
