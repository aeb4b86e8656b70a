// The schema in force: entity files → one immutable snapshot → tables. Thread-safe.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_set>

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

class Registry {
public:
    /// Parses and checks all files. Errors name the file or the field.
    static Result<std::unique_ptr<Registry>> load(std::span<const EmbeddedFile> files);

    /// Brings the database to the schema, in one transaction under an advisory lock. The number of statements that it took.
    boost::asio::awaitable<Result<int>> apply(db::Database& database, db::Deadline deadline);

    CatalogPtr current() const;

private:
    explicit Registry(SnapshotPtr snapshot);
    mutable std::mutex mutex_;
    CatalogPtr current_;
};

}  // namespace kupets::schema
