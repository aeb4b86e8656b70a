#include "server/db/database.h"
#include "server/db/lease.h"

namespace kupets::db {
namespace {

std::unexpected<Error> noLease() {
    return std::unexpected(Error(ErrorCode::Internal).because("the connection was given back already"));
}

}  // namespace

Connection::Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

asio::awaitable<Result<Rows>> Connection::run(Query query, Deadline deadline) {
    if (lease_ == nullptr) co_return noLease();
    auto rows = co_await lease_->run({{}, std::span(&query, 1), {}}, deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return std::move(rows->front());
}

asio::awaitable<Result<std::vector<Rows>>> Connection::runAll(std::vector<Query> queries, Deadline deadline) {
    if (lease_ == nullptr) co_return noLease();
    co_return co_await lease_->run({{}, queries, {}}, deadline);
}

asio::awaitable<Result<void>> Connection::runScript(std::string sql, Deadline deadline) {
    if (lease_ == nullptr) co_return noLease();
    co_return co_await lease_->link->script(sql, deadline);
}

asio::awaitable<Result<std::uint64_t>> Connection::copyIn(std::string sql, CopySource source, Deadline deadline) {
    if (lease_ == nullptr) co_return noLease();
    co_return co_await lease_->link->copyIn(sql, source, deadline);
}

asio::awaitable<Result<std::uint64_t>> Connection::copyOut(Query query, CopySink sink, Deadline deadline) {
    if (lease_ == nullptr) co_return noLease();
    co_return co_await lease_->link->copyOut(query, sink, deadline);
}

}  // namespace kupets::db
