#include "server/db/database.h"

#include "server/db/lease.h"
#include "server/db/pool.h"

namespace kupets::db {

Database::Database(asio::any_io_executor executor, Options options)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(options))) {}

Database::~Database() { impl_->close(); }

asio::awaitable<Result<Connection>> Database::acquire(Deadline deadline) {
    const std::shared_ptr<Impl> pool = impl_;
    auto link = co_await pool->acquire(deadline);
    if (!link) co_return std::unexpected(std::move(link.error()));
    Connection connection;
    connection.lease_ = std::make_unique<Connection::Lease>(pool, std::move(*link));
    co_return connection;
}

asio::awaitable<Result<Rows>> Database::run(Query query, Deadline deadline) {
    auto connection = co_await acquire(deadline);
    if (!connection) co_return std::unexpected(std::move(connection.error()));
    co_return co_await connection->run(std::move(query), deadline);
}

asio::awaitable<Result<std::vector<Rows>>> Database::runAll(std::vector<Query> queries, Deadline deadline) {
    auto connection = co_await acquire(deadline);
    if (!connection) co_return std::unexpected(std::move(connection.error()));
    co_return co_await connection->runAll(std::move(queries), deadline);
}

asio::awaitable<Result<Transaction>> Database::begin(Deadline deadline, Transaction::Isolation isolation) {
    auto connection = co_await acquire(deadline);
    if (!connection) co_return std::unexpected(std::move(connection.error()));
    co_return Transaction(std::move(*connection), isolation);
}

void Database::listen(std::string channel, std::function<void(std::string_view payload)> notified) {
    impl_->listen(std::move(channel), std::move(notified));
}

asio::awaitable<void> Database::stop(Deadline deadline) {
    const std::shared_ptr<Impl> pool = impl_;
    co_await pool->stop(deadline);
}

Database::Statistics Database::statistics() const { return impl_->statistics(); }

}  // namespace kupets::db
