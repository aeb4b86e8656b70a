// One connection to PostgreSQL: the socket, the pipeline protocol, the prepared statements.
//
// Used by one coroutine at a time, on whatever executor that one runs; only abort() and the alarm come from other
// threads. An operation that ends in order leaves the link idle, even when a statement failed or its deadline passed
// (then PQcancel went out, on a thread of its own because libpq has it blocking only, and the answer was awaited; a
// server that does not answer within kPatience loses the connection). An operation that was broken off (the coroutine
// was cancelled or destroyed) leaves it busy: recover() brings it back or says that it is lost.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <libpq-fe.h>

#include "server/db/database.h"
#include "server/db/statement_cache.h"
#include "server/db/timekeeper.h"

namespace kupets::db {

class Link {
public:
    static constexpr std::chrono::milliseconds kPatience{2'000};

    struct Settings {
        std::string conninfo;
        std::size_t cachedStatements = 200;
        std::chrono::milliseconds longestStatement = kLongestStatement;
    };

    static asio::awaitable<Result<std::unique_ptr<Link>>> open(asio::any_io_executor executor,
                                                               std::shared_ptr<Timekeeper> timekeeper,
                                                               Settings settings, Deadline deadline);
    Link(const asio::any_io_executor& executor, std::shared_ptr<Timekeeper> timekeeper, std::size_t cachedStatements);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    /// Statements for one round trip; `first` and `last` ("BEGIN", "COMMIT") have no rows in the answer. Empty: none.
    struct Batch {
        std::string_view first;
        std::span<const Query> queries;
        std::string_view last;
    };
    asio::awaitable<Result<std::vector<Rows>>> run(Batch batch, Deadline deadline);
    /// Several statements in one text, without parameters.
    asio::awaitable<Result<void>> script(const std::string& sql, Deadline deadline);
    asio::awaitable<Result<std::uint64_t>> copyIn(const std::string& sql, CopySource& source, Deadline deadline);
    asio::awaitable<Result<std::uint64_t>> copyOut(const Query& query, CopySink& sink, Deadline deadline);

    /// Ends what was broken off and rolls back what was not committed. False: close it.
    asio::awaitable<bool> recover();

    /// The connection is lost; nothing can be done with it any more.
    bool broken() const { return broken_; }
    /// Nothing runs and no transaction is open.
    bool clean() const;
    bool inTransaction() const;
    /// Looks, without waiting, whether the server has closed an idle connection.
    bool looksAlive();
    /// Cuts the connection; from any thread. What runs fails.
    void abort();

    // For LISTEN: waits for anything from the server, then hands out what has been notified.
    asio::awaitable<bool> waitForInput();
    std::string takeNotification(bool& any);

private:
    enum class Wake { Ready, Interrupted, Broken };
    enum class Mode { Pipeline, Simple };
    enum class Phase { Running, Cancelling, Dead };
    struct Step {
        enum class Kind { First, Query, Last, Prepare, Close } kind;
        std::string name;  // of the prepared statement, for Prepare and Close
    };
    struct CancelTicket {
        std::atomic<bool> done{false};
    };

    // link.cpp: life, waiting, deadlines
    asio::awaitable<Result<void>> connect(Settings settings, Deadline deadline);
    bool adoptSocket();
    void closeSocket();
    Result<void> begin(Deadline deadline);
    bool finishAtOnce();
    asio::awaitable<void> finish();
    void cancelNow();
    Deadline ring(Deadline now);
    void startCancel();
    asio::awaitable<Wake> wait();
    asio::awaitable<Wake> waitUntilAnswer();
    bool flush();
    Error failure(Wake wake);
    Error outcome(Error error) const;

    // link_pipeline.cpp
    bool send(const Batch& batch);
    bool sendStatement(std::string_view sql, const Params* params, bool binary, Step::Kind kind);
    bool sendUnwanted();
    asio::awaitable<Result<void>> collect(std::vector<Rows>* rows);
    void settle(const Step& step, PGresult* result, std::optional<Error>& first, std::vector<Rows>* rows);
    void settleSync(PGresult* result, std::optional<Error>& first);
    void forget(const Batch& batch);
    std::string_view failedStatement(const Batch& batch) const;

    // link_copy.cpp
    Result<void> beginSimple(const std::string& sql, Deadline deadline);
    asio::awaitable<Result<Rows>> drain();
    asio::awaitable<Result<Rows>> endSimple(std::optional<Error> first);
    asio::awaitable<Result<void>> expectCopy(ExecStatusType wanted);
    asio::awaitable<Result<void>> feed(CopySource& source);
    asio::awaitable<Result<void>> put(std::string_view data);
    asio::awaitable<Result<void>> flushAll();
    asio::awaitable<Result<void>> hand(CopySink& sink);

    asio::posix::stream_descriptor descriptor_;  // a duplicate of libpq's socket, for waiting
    PGconn* connection_ = nullptr;
    std::shared_ptr<PGcancel> cancel_;
    StatementCache cache_;

    bool busy_ = false;
    bool broken_ = false;
    bool unflushed_ = false;     // libpq holds bytes that the socket did not take yet
    bool interrupted_ = false;   // the operation was broken off
    bool awaitingSync_ = false;  // a pipeline was sent and its end not seen yet
    bool stale_ = false;         // a statement of this batch was prepared for an older schema …
    bool gone_ = false;          // … or somebody deallocated it
    Mode mode_ = Mode::Pipeline;
    std::vector<Step> steps_;
    std::size_t settled_ = 0;  // of steps_
    std::unordered_set<std::string>
        unprepared_;        // of this batch: pushed out of the cache before they were even prepared
    int emptyAnswers_ = 0;  // at the Sync
    std::optional<std::size_t> failedStep_;
    std::vector<const char*> values_;

    std::mutex socketMutex_;  // abort() against closing
    int socket_ = -1;
    std::atomic<Phase> phase_{Phase::Running};
    std::shared_ptr<CancelTicket> ticket_;
    Timekeeper::Alarm alarm_;
};

}  // namespace kupets::db
