// What a Connection holds: a link and the pool that it goes back to.
#pragma once

#include <memory>

#include "server/db/database.h"
#include "server/db/pool.h"

namespace kupets::db {

struct Connection::Lease {
    Lease(std::shared_ptr<Database::Impl> pool_, std::unique_ptr<Link> link_)
        : pool(std::move(pool_)), link(std::move(link_)) {}
    ~Lease() { pool->giveBack(std::move(link)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    asio::awaitable<Result<std::vector<Rows>>> run(Link::Batch batch, Deadline deadline) {
        pool->counted(batch.queries.size());
        return link->run(batch, deadline);
    }

    std::shared_ptr<Database::Impl> pool;
    std::unique_ptr<Link> link;
};

}  // namespace kupets::db
