#include "server/db/database.h"
#include "server/db/lease.h"

namespace kupets::db {
namespace {

std::unexpected<Error> over() { return std::unexpected(Error(ErrorCode::Internal).because("the transaction is over")); }

}  // namespace

struct Transaction::State {
    Connection connection;
    std::string_view begin;  // to be sent with the first statements; empty once it was
    std::vector<std::function<void()>> committed;

    bool open() const { return connection.lease_ != nullptr; }
    Connection::Lease& lease() { return *connection.lease_; }

    asio::awaitable<Result<std::vector<Rows>>> run(std::span<const Query> queries, std::string_view last,
                                                   Deadline deadline) {
        const std::string_view first = std::exchange(begin, {});
        return lease().run({first, queries, last}, deadline);
    }
    /// For what cannot travel with BEGIN.
    asio::awaitable<Result<void>> ensureBegun(Deadline deadline) {
        if (begin.empty()) co_return Result<void>();
        const auto begun = co_await run({}, {}, deadline);
        if (!begun) co_return std::unexpected(begun.error());
        co_return Result<void>();
    }
};

Transaction::Transaction(Connection connection, Isolation isolation) : state_(std::make_unique<State>()) {
    state_->connection = std::move(connection);
    state_->begin = isolation == Isolation::RepeatableRead ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN";
}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

asio::awaitable<Result<Rows>> Transaction::run(Query query, Deadline deadline) {
    if (!state_->open()) co_return over();
    auto rows = co_await state_->run(std::span(&query, 1), {}, deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return std::move(rows->front());
}

asio::awaitable<Result<std::vector<Rows>>> Transaction::runAll(std::vector<Query> queries, Deadline deadline) {
    if (!state_->open()) co_return over();
    co_return co_await state_->run(queries, {}, deadline);
}

asio::awaitable<Result<void>> Transaction::runScript(std::string sql, Deadline deadline) {
    if (!state_->open()) co_return over();
    if (auto begun = co_await state_->ensureBegun(deadline); !begun) co_return begun;
    co_return co_await state_->lease().link->script(sql, deadline);
}

asio::awaitable<Result<std::uint64_t>> Transaction::copyIn(std::string sql, CopySource source, Deadline deadline) {
    if (!state_->open()) co_return over();
    if (auto begun = co_await state_->ensureBegun(deadline); !begun) co_return std::unexpected(begun.error());
    co_return co_await state_->lease().link->copyIn(sql, source, deadline);
}

asio::awaitable<Result<std::vector<Rows>>> Transaction::commit(std::vector<Query> last, Deadline deadline) {
    if (!state_->open()) co_return over();
    const bool nothing = last.empty() && !state_->begin.empty();
    Result<std::vector<Rows>> rows;
    if (!nothing) rows = co_await state_->run(last, "COMMIT", deadline);
    state_->connection = Connection();
    if (rows) {
        for (const auto& committed : state_->committed) committed();
    }
    co_return rows;
}

void Transaction::afterCommit(std::function<void()> committed) { state_->committed.push_back(std::move(committed)); }
bool Transaction::isOver() const { return !state_ || !state_->open(); }

asio::awaitable<void> Transaction::rollback() {
    if (!state_->open()) co_return;
    if (state_->begin.empty() && state_->lease().link->inTransaction()) {
        [[maybe_unused]] const auto undone =
            co_await state_->lease().run({"ROLLBACK", {}, {}}, within(Link::kPatience));
    }
    state_->connection = Connection();
}

}  // namespace kupets::db
