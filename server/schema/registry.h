// The schema in force: entity files and what the company added to them → one immutable snapshot → tables. A save of the
// company's own part changes the tables and swaps the snapshot while the server runs: who works with the old one keeps
// it alive. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_set>

#include <boost/asio/awaitable.hpp>

#include "common/base/embedded_file.h"
#include "common/schema/snapshot.h"
#include "server/db/database.h"

namespace kupets::schema {

namespace embedded {
std::span<const EmbeddedFile> entities();
}

/// The snapshot and what the database adds to it; immutable too.
struct Catalog {
    SnapshotPtr snapshot;
    std::unordered_set<const Field*> notNull;  // columns in which PostgreSQL allows no null

    const Entity* entity(std::string_view name) const { return snapshot->entity(name); }
    bool nullable(const Field& field) const { return !notNull.contains(&field); }
};
using CatalogPtr = std::shared_ptr<const Catalog>;

/// Other servers on the same database are told of a save here.
inline constexpr const char* kSchemaChannel = "kupets_schema";

/// Who adds a field.
struct SiteAuthor {
    Uuid id;
    std::string name;
};

class Registry {
public:
    /// Parses and checks all files. Errors name the file or the field.
    static Result<std::unique_ptr<Registry>> load(std::span<const EmbeddedFile> files);

    /// Brings the database to the schema, the company's own part included, in one transaction under an advisory lock.
    /// The number of statements that it took. An own field that an upgrade of the product left without ground (a
    /// formula over a field that is gone) is left out and logged: it never keeps a server from starting.
    boost::asio::awaitable<Result<int>> apply(db::Database& database, db::Deadline deadline);

    /// Makes this the company's part of the entity; checked as a whole, tables in the same transaction. `base` is the
    /// version that the author saw (0: whatever is there): ChangedSince when it is another by now. Of a dry run nothing
    /// stays. The schema that is (or would be) in force. Errors: UnknownEntity, InvalidValue, LimitExceeded,
    /// AlreadyExists (values that are not unique), Unavailable when the table is in use for too long.
    boost::asio::awaitable<Result<CatalogPtr>> save(db::Database& database, SiteAuthor author, v1::SiteEntity site,
                                                    std::uint64_t base, bool dryRun, db::Deadline deadline);
    /// Takes over what another server saved, if anything.
    boost::asio::awaitable<Result<void>> refresh(db::Database& database, db::Deadline deadline);

    CatalogPtr current() const;
    /// Called after the schema became another one, from any thread. Set before the first save.
    void onChange(std::function<void(const CatalogPtr&)> changed) { changed_ = std::move(changed); }

private:
    Registry(std::vector<v1::EntityDef> product, SnapshotPtr snapshot);
    Result<SnapshotPtr> build(const std::vector<v1::SiteEntity>& sites) const;
    Result<SnapshotPtr> buildWhatStands(std::vector<v1::SiteEntity> sites) const;
    std::uint64_t versionWith(const std::vector<v1::SiteEntity>& sites) const;
    bool swap(CatalogPtr catalog);

    const std::vector<v1::EntityDef> product_;
    const std::uint64_t productVersion_;
    mutable std::mutex mutex_;
    CatalogPtr current_;
    std::function<void(const CatalogPtr&)> changed_;
};

}  // namespace kupets::schema
