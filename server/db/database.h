// PostgreSQL by coroutines, over libpq's non-blocking pipeline mode.
//
// A Database is a bounded pool that queues fairly. Connection is a lease of one connection: used by one coroutine at a
// time, back in the pool when it is destroyed (a connection in doubt is closed instead). Statements are prepared and
// cached by their text. Every wait ends at the given deadline: the running statement is cancelled, the error is
// DeadlineExceeded. SQLSTATEs become ErrorCodes in one table (sqlstate.h): 23505 AlreadyExists, 23503 StillReferenced
// or BrokenReference, 40001 and 40P01 Conflict, 57014 Cancelled, class 08 and 57P Unavailable …; Error::cause has
// PostgreSQL's own words for the log.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "common/base/value.h"

namespace kupets::db {

namespace asio = boost::asio;
using Deadline = std::chrono::steady_clock::time_point;

/// Parameters $1, $2 … of a statement, in PostgreSQL's text format. The statement says the types: "$1::uuid".
class Params {
public:
    Params& add(std::string_view text);
    Params& add(const char* text) { return add(std::string_view(text)); }
    Params& add(const std::string& text) { return add(std::string_view(text)); }
    Params& add(std::int64_t v);
    Params& add(std::uint64_t v) { return add(static_cast<std::int64_t>(v)); }
    Params& add(int v) { return add(static_cast<std::int64_t>(v)); }
    Params& add(bool v);
    Params& add(const Uuid& v);
    Params& add(const Decimal& v);
    Params& add(Date v);
    Params& add(Timestamp v);
    Params& addNull();
    /// An array literal; the statement casts it: "$3::uuid[]".
    Params& addArray(std::span<const std::string> items);
    Params& addArray(std::span<const Uuid> items);
    Params& addArray(std::span<const std::int64_t> items);
    std::size_t size() const { return values_.size(); }
    const std::vector<std::optional<std::string>>& values() const { return values_; }

private:
    std::vector<std::optional<std::string>> values_;
};

/// "{…}" as PostgreSQL writes arrays; a null item becomes an empty string.
std::vector<std::string> parseArray(std::string_view literal);
std::string arrayLiteral(std::span<const std::string> items);

struct Query {
    std::string sql;
    Params params;
    /// Cells come in PostgreSQL's binary format: cheaper for both sides where there are many. Read by integer, boolean,
    /// uuid, date, timestamp and text alone: everything else is cast to text by the statement.
    bool binary = false;
};

/// The answer to one statement. Cells are views into the result: they live as long as the Rows.
class Rows {
public:
    Rows();
    explicit Rows(void* pgResult);  // takes ownership of a PGresult
    ~Rows();
    Rows(Rows&&) noexcept;
    Rows& operator=(Rows&&) noexcept;

    std::size_t size() const;
    std::size_t columns() const;
    bool empty() const { return size() == 0; }
    /// "INSERT 0 3", "COMMIT": PostgreSQL's own word for what was done.
    std::string_view command() const;
    /// Of INSERT, UPDATE, DELETE, COPY.
    std::uint64_t affected() const;

    /// A null reads as the empty value of its type. A cell of another type than asked for is a bug: std::logic_error.
    bool isNull(std::size_t row, std::size_t column) const;
    std::string_view text(std::size_t row, std::size_t column) const;
    std::int64_t integer(std::size_t row, std::size_t column) const;
    bool boolean(std::size_t row, std::size_t column) const;
    Uuid uuid(std::size_t row, std::size_t column) const;
    Decimal decimal(std::size_t row, std::size_t column) const;
    Date date(std::size_t row, std::size_t column) const;
    Timestamp timestamp(std::size_t row, std::size_t column) const;
    std::vector<std::string> array(std::size_t row, std::size_t column) const;

private:
    void* result_ = nullptr;
};

/// Gives the next piece of COPY data (whole rows, text format), or nothing at the end.
using CopySource = std::function<asio::awaitable<Result<std::optional<std::string>>>()>;
/// Takes one row of COPY OUT, text format, with its line end.
using CopySink = std::function<asio::awaitable<Result<void>>(std::string_view)>;

class Link;  // one connection to PostgreSQL: socket, state, statement cache

class Connection {
public:
    Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    asio::awaitable<Result<Rows>> run(Query query, Deadline deadline);
    /// All in one round trip, in order, as one implicit transaction when not inside an explicit one. The first failure
    /// is the answer; what stands after it is not run.
    asio::awaitable<Result<std::vector<Rows>>> runAll(std::vector<Query> queries, Deadline deadline);
    /// Several statements in one text, without parameters, not prepared: migrations and DDL. One implicit transaction
    /// when not inside an explicit one.
    asio::awaitable<Result<void>> runScript(std::string sql, Deadline deadline);
    /// "COPY … FROM STDIN"; the number of rows taken. An error of the source ends it, nothing is kept, and is the
    /// answer.
    asio::awaitable<Result<std::uint64_t>> copyIn(std::string sql, CopySource source, Deadline deadline);
    /// "COPY (SELECT …) TO STDOUT". PostgreSQL takes no parameters there: they are put in as quoted literals.
    asio::awaitable<Result<std::uint64_t>> copyOut(Query query, CopySink sink, Deadline deadline);

private:
    friend class Database;
    friend class Transaction;
    struct Lease;
    std::unique_ptr<Lease> lease_;
};

/// One transaction. BEGIN travels with the first statements, COMMIT with the last ones given to commit(). Destroyed
/// without commit it rolls back (the connection does that in the background before it is lent again).
class Transaction {
public:
    enum class Isolation { ReadCommitted, RepeatableRead };

    explicit Transaction(Connection connection, Isolation isolation = Isolation::ReadCommitted);
    Transaction(Transaction&&) noexcept;
    ~Transaction();

    asio::awaitable<Result<Rows>> run(Query query, Deadline deadline);
    asio::awaitable<Result<std::vector<Rows>>> runAll(std::vector<Query> queries, Deadline deadline);
    asio::awaitable<Result<void>> runScript(std::string sql, Deadline deadline);
    asio::awaitable<Result<std::uint64_t>> copyIn(std::string sql, CopySource source, Deadline deadline);
    /// Runs the last statements and COMMIT in one round trip. The rows of the last statements. After it, whatever the
    /// answer, the transaction is over and its connection back in the pool. Unavailable and DeadlineExceeded leave open
    /// whether the commit was done: ask by an id of your own before doing it again.
    asio::awaitable<Result<std::vector<Rows>>> commit(std::vector<Query> last, Deadline deadline);
    asio::awaitable<void> rollback();

    /// Called once after PostgreSQL has acknowledged the commit, before its answer is given; never after anything else.
    /// Short, and throws nothing.
    void afterCommit(std::function<void()> committed);
    /// It was committed, rolled back or moved away.
    bool isOver() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Longer than any deadline: whatever still runs then, PostgreSQL itself ends, for a server that hangs cannot. (What a
/// server that has died left behind it ends within seconds: it looks whether the other end of the line is there.)
inline constexpr std::chrono::milliseconds kLongestStatement = std::chrono::minutes(61);

struct Options {
    std::string conninfo;  // libpq's, key=value or URL
    std::size_t maxConnections = 10;
    std::chrono::milliseconds acquireTimeout{5'000};  // in the queue
    std::size_t cachedStatements = 200;               // a connection
    std::chrono::milliseconds longestStatement = kLongestStatement;  // or silence within a transaction
};

/// Thread-safe. Its io_context must outlive it and be run; leases must not outlive the io_context.
class Database {
public:
    Database(asio::any_io_executor executor, Options options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// First come, first served. TooManyRequests when the queue's time-out passes, Unavailable when PostgreSQL is away.
    asio::awaitable<Result<Connection>> acquire(Deadline deadline);
    /// Short cuts: acquire, run, give back.
    asio::awaitable<Result<Rows>> run(Query query, Deadline deadline);
    asio::awaitable<Result<std::vector<Rows>>> runAll(std::vector<Query> queries, Deadline deadline);
    asio::awaitable<Result<Transaction>> begin(Deadline deadline,
                                               Transaction::Isolation = Transaction::Isolation::ReadCommitted);

    /// A connection of its own that LISTENs, and again after a reconnect. `notified` is called for each notification
    /// and once after each (re)connect, on the database's executor. Ends with stop().
    void listen(std::string channel, std::function<void(std::string_view payload)> notified);

    /// Refuses new leases and waits for the lent ones (until the deadline), then closes all.
    asio::awaitable<void> stop(Deadline deadline);

    /// open: also those that are being opened or put in order. lent: in somebody's hands. waiting: in the queue.
    struct Statistics {
        std::size_t open = 0, lent = 0, waiting = 0;
        std::uint64_t statements = 0, reconnects = 0;
    };
    Statistics statistics() const;

    struct Impl;

private:
    std::shared_ptr<Impl> impl_;
};

inline Deadline within(std::chrono::milliseconds span) { return std::chrono::steady_clock::now() + span; }

}  // namespace kupets::db
