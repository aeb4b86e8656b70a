// Titles of records that lists mention ("company" of a contact), remembered across requests: a page asks PostgreSQL
// only for those that it does not know, instead of joining every table that it refers to.
//
// A title is forgotten when its record changes: by the gate right after its own commit, so that whoever saved sees what
// he saved, and by the feed for what other servers commit. What was read before a change and arrives after it is not
// kept. Only for readers who may see all of the entity: rights of others narrow what a join finds. Thread-safe.
#pragma once

#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "server/query/columns.h"

namespace kupets::query {

class TitleCache {
public:
    explicit TitleCache(db::Database& database) : database_(database) {}

    /// For each column whose titles are cached (Column::titled) the title of each row, empty where there is none; for
    /// the other columns nothing. `first`: the result column of columns[0].
    boost::asio::awaitable<Result<std::vector<Titles>>> titlesOf(const schema::Catalog& catalog, const Reader& reader,
                                                                 std::span<const RowRef> rows,
                                                                 std::span<const Column> columns, std::size_t first,
                                                                 db::Deadline deadline);

    void forget(const std::string& entity, const Uuid& record);
    void forgetAll(const std::string& entity);
    void clear();

private:
    using Known = std::unordered_map<Uuid, std::string>;
    /// What was used of late stands in `young`; when that is full it becomes `old`, and what stood there goes.
    struct Shelf {
        Known young, old;
        std::uint64_t changes = 0;  // how often something was forgotten
    };
    struct Missing {
        std::uint64_t changes = 0;  // of the shelf, before the database was asked
        std::vector<Uuid> ids;
    };
    const std::string* find(Shelf& shelf, const Uuid& id);
    static void put(Shelf& shelf, const Uuid& id, std::string title);

    db::Database& database_;
    std::mutex mutex_;
    std::unordered_map<std::string, Shelf> shelves_;  // by entity
};

}  // namespace kupets::query
