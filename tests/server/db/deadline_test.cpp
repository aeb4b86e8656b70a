#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <signal.h>

#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using db::within;
using tests::runAwaitable;
using tests::TestDatabase;

namespace {

db::Options oneConnection() {
    db::Options options;
    options.maxConnections = 1;
    return options;
}

std::int64_t backendPid(TestDatabase& db) {
    const auto rows = runAwaitable(db->run({"SELECT pg_backend_pid()", {}}, within(5s)));
    REQUIRE(rows);
    return rows->integer(0, 0);
}

/// How many statements with these words run in the cluster now.
std::int64_t running(TestDatabase& watcher, const std::string& words) {
    db::Query query{
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE $1 AND pid <> pg_backend_pid()",
        {}};
    query.params.add("%" + words + "%");
    const auto rows = runAwaitable(watcher->run(query, within(5s)));
    REQUIRE(rows);
    return rows->integer(0, 0);
}

/// A coroutine that can be cancelled from outside, on its own strand.
struct Cancellable {
    boost::asio::strand<boost::asio::io_context::executor_type> strand = boost::asio::make_strand(tests::ioContext());
    boost::asio::cancellation_signal signal;

    template <typename T>
    std::future<T> start(awaitable<T> work) {
        std::promise<T> promise;
        auto future = promise.get_future();
        boost::asio::co_spawn(strand, std::move(work),
                              boost::asio::bind_cancellation_slot(
                                  signal.slot(), [p = std::move(promise)](std::exception_ptr thrown, T value) mutable {
                                      thrown ? p.set_exception(thrown) : p.set_value(std::move(value));
                                  }));
        return future;
    }
    void cancel() {
        boost::asio::post(strand, [this] { signal.emit(boost::asio::cancellation_type::terminal); });
    }
};

}  // namespace

TEST_CASE("a deadline cancels the statement and the connection is used again") {
    TestDatabase db("template1", oneConnection());
    const std::int64_t backend = backendPid(db);
    const auto begin = std::chrono::steady_clock::now();
    const auto late = runAwaitable(db->run({"SELECT pg_sleep(60)", {}}, within(100ms)));
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::DeadlineExceeded);
    CHECK(std::chrono::steady_clock::now() - begin < 2s);
    CHECK(backendPid(db) == backend);
    for (int i = 0; i < 20; ++i) {
        // No cancel request of one statement hits the next.
        CHECK_FALSE(runAwaitable(db->run({"SELECT pg_sleep(60)", {}}, within(5ms))));
        CHECK(runAwaitable(db->run({"SELECT pg_sleep(0.002)", {}}, within(5s))));
    }
    CHECK(backendPid(db) == backend);
}

TEST_CASE("a deadline that has passed sends nothing") {
    TestDatabase db("template1", oneConnection());
    REQUIRE(runAwaitable(db->run({"CREATE TABLE t (a int)", {}}, within(5s))));
    const auto late = runAwaitable([](TestDatabase& d) -> awaitable<Result<db::Rows>> {
        auto connection = co_await d->acquire(within(5s));
        co_return co_await connection->run({"INSERT INTO t VALUES (1)", {}}, within(-1ms));
    }(db));
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::DeadlineExceeded);
    const auto rows = runAwaitable(db->run({"SELECT count(*) FROM t", {}}, within(5s)));
    REQUIRE(rows);
    CHECK(rows->integer(0, 0) == 0);
}

TEST_CASE("a script that is late is cancelled too") {
    TestDatabase db("template1", oneConnection());
    const auto late = runAwaitable([](TestDatabase& d) -> awaitable<Result<void>> {
        auto connection = co_await d->acquire(within(5s));
        co_return co_await connection->runScript("SELECT 1; SELECT pg_sleep(60); SELECT 2", within(100ms));
    }(db));
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::DeadlineExceeded);
    CHECK(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
    CHECK(db->statistics().reconnects == 0);
}

TEST_CASE("a server that does not answer at all loses the connection") {
    TestDatabase db("template1", oneConnection());
    const auto backend = static_cast<pid_t>(backendPid(db));
    REQUIRE(::kill(backend, SIGSTOP) == 0);
    const auto begin = std::chrono::steady_clock::now();
    const auto late = runAwaitable(db->run({"SELECT 1", {}}, within(100ms)));
    const auto waited = std::chrono::steady_clock::now() - begin;
    ::kill(backend, SIGCONT);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::DeadlineExceeded);
    CHECK(waited > 2s);
    CHECK(waited < 4s);
    CHECK(backendPid(db) != backend);
    CHECK(db->statistics().reconnects == 1);
}

TEST_CASE("PostgreSQL itself ends what runs too long, and transactions in which nothing is said") {
    db::Options options = oneConnection();
    options.longestStatement = 300ms;
    TestDatabase db("template1", options);
    TestDatabase watcher;
    const auto statement = runAwaitable(db->run({"SELECT pg_sleep(60)", {}}, within(50s)));
    REQUIRE_FALSE(statement);
    CHECK(statement.error().code == ErrorCode::Cancelled);
    CHECK(statement.error().cause.starts_with("57014"));

    auto connection = runAwaitable(db->acquire(within(5s)));
    REQUIRE(connection);
    db::Transaction transaction(std::move(*connection));
    const auto backend = runAwaitable(transaction.run({"SELECT pg_backend_pid()", {}}, within(5s)));
    REQUIRE(backend);
    db::Query there{"SELECT count(*) FROM pg_stat_activity WHERE pid = $1::int", {}};
    there.params.add(backend->integer(0, 0));
    REQUIRE(tests::eventually([&] { return runAwaitable(watcher->run(there, within(5s)))->integer(0, 0) == 0; }));
    const auto late = runAwaitable(transaction.run({"SELECT 1", {}}, within(5s)));
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::Unavailable);
    runAwaitable(transaction.rollback());
    CHECK(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
}

TEST_CASE("every session says how long its statements may run, however the database is set up") {
    TestDatabase watcher;
    REQUIRE(runAwaitable(
        watcher->run({"ALTER DATABASE " + watcher.name() + " SET statement_timeout = 0", {}}, within(5s))));
    db::Options options;
    options.conninfo = watcher.conninfo() + " options='-c statement_timeout=5s -c work_mem=1234kB'";
    TestDatabase db("template1", options);
    const auto rows = runAwaitable(
        db->run({"SELECT current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),"
                 " current_setting('client_connection_check_interval'), current_setting('work_mem')",
                 {}},
                within(5s)));
    REQUIRE(rows);
    CHECK(rows->text(0, 0) == "61min");
    CHECK(rows->text(0, 1) == "61min");
    CHECK(rows->text(0, 2) == "5s");
    CHECK(rows->text(0, 3) == "1234kB");
}

TEST_CASE("cancelling the waiting coroutine cancels the statement") {
    TestDatabase db("template1", oneConnection());
    TestDatabase watcher;
    const std::int64_t backend = backendPid(db);
    const std::string words = "cancelled from outside";
    Cancellable work;
    SECTION("a single statement") {
        auto ended = work.start(db->run({"SELECT pg_sleep(60) /* cancelled from outside */", {}}, within(60s)));
        REQUIRE(tests::eventually([&] { return running(watcher, words) == 1; }));
        work.cancel();
        REQUIRE(ended.wait_for(5s) == std::future_status::ready);
        CHECK(ended.get().error().code == ErrorCode::Cancelled);
    }
    SECTION("inside a transaction") {
        auto ended = work.start([](TestDatabase& d) -> awaitable<Result<db::Rows>> {
            auto transaction = co_await d->begin(within(5s));
            co_await transaction->run({"CREATE TABLE t (a int)", {}}, within(5s));
            co_return co_await transaction->run({"SELECT pg_sleep(60) /* cancelled from outside */", {}}, within(60s));
        }(db));
        REQUIRE(tests::eventually([&] { return running(watcher, words) == 1; }));
        work.cancel();
        REQUIRE(ended.wait_for(5s) == std::future_status::ready);
        CHECK(ended.get().error().code == ErrorCode::Cancelled);
    }
    SECTION("in a script") {
        auto ended = work.start([](TestDatabase& d) -> awaitable<Result<void>> {
            auto connection = co_await d->acquire(within(5s));
            co_return co_await connection->runScript("SELECT 1; SELECT pg_sleep(60) /* cancelled from outside */",
                                                     within(60s));
        }(db));
        REQUIRE(tests::eventually([&] { return running(watcher, words) == 1; }));
        work.cancel();
        REQUIRE(ended.wait_for(5s) == std::future_status::ready);
        CHECK(ended.get().error().code == ErrorCode::Cancelled);
    }
    CHECK(tests::eventually([&] { return running(watcher, words) == 0; }, 5s));
    CHECK(backendPid(db) == backend);
    CHECK(runAwaitable(db->run({"SELECT to_regclass('t') IS NULL", {}}, within(5s)))->boolean(0, 0));
    CHECK(db->statistics().reconnects == 0);
}

TEST_CASE("cancelling one who waits in the queue takes him out of it") {
    TestDatabase db("template1", oneConnection());
    auto held = runAwaitable(db->acquire(within(5s)));
    REQUIRE(held);
    Cancellable work;
    auto ended = work.start([](TestDatabase& d) -> awaitable<Result<bool>> {
        const auto got = co_await d->acquire(within(60s));
        if (!got) co_return std::unexpected(got.error());
        co_return true;
    }(db));
    REQUIRE(tests::eventually([&] { return db->statistics().waiting == 1; }));
    work.cancel();
    REQUIRE(ended.wait_for(5s) == std::future_status::ready);
    CHECK(ended.get().error().code == ErrorCode::Cancelled);
    CHECK(db->statistics().waiting == 0);
    *held = db::Connection();
    CHECK(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
}
