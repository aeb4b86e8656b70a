#include <mutex>

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

db::Options bounded(std::size_t connections, std::chrono::milliseconds patience = 5s) {
    db::Options options;
    options.maxConnections = connections;
    options.acquireTimeout = patience;
    return options;
}

template <typename T>
std::future<T> start(awaitable<T> work) {
    return boost::asio::co_spawn(boost::asio::make_strand(tests::ioContext()), std::move(work),
                                 boost::asio::use_future);
}

struct Order {
    std::mutex mutex;
    std::vector<int> seen;
};

awaitable<Result<void>> takeTurn(db::Database& database, Order& order, int number) {
    auto connection = co_await database.acquire(within(20s));
    if (!connection) co_return std::unexpected(connection.error());
    {
        const std::lock_guard lock(order.mutex);
        order.seen.push_back(number);
    }
    const auto rows = co_await connection->run({"SELECT 1", {}}, within(5s));
    if (!rows) co_return std::unexpected(rows.error());
    co_return Result<void>();
}

}  // namespace

TEST_CASE("whoever waits first is served first") {
    TestDatabase db("template1", bounded(1));
    auto held = runAwaitable(db->acquire(within(5s)));
    REQUIRE(held);
    Order order;
    std::vector<std::future<Result<void>>> turns;
    for (int i = 0; i < 50; ++i) {
        turns.push_back(start(takeTurn(*db, order, i)));
        REQUIRE(tests::eventually([&] { return db->statistics().waiting == static_cast<std::size_t>(i) + 1; }));
    }
    *held = db::Connection();
    for (auto& turn : turns) REQUIRE(turn.get());
    std::vector<int> expected;
    for (int i = 0; i < 50; ++i) expected.push_back(i);
    CHECK(order.seen == expected);
}

TEST_CASE("the pool never opens more than it may, and opens only what it needs") {
    TestDatabase db("template1", bounded(4));
    for (int i = 0; i < 5; ++i) REQUIRE(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
    CHECK(db->statistics().open == 1);
    Order order;
    std::vector<std::future<Result<void>>> turns;
    for (int i = 0; i < 200; ++i) turns.push_back(start(takeTurn(*db, order, i)));
    for (auto& turn : turns) REQUIRE(turn.get());
    const auto statistics = db->statistics();
    CHECK(statistics.open <= 4);
    CHECK(statistics.lent == 0);
    CHECK(statistics.waiting == 0);
    CHECK(statistics.statements == 205);
}

TEST_CASE("waiting in the queue ends") {
    TestDatabase db("template1", bounded(1, 100ms));
    auto held = runAwaitable(db->acquire(within(5s)));
    REQUIRE(held);
    const auto patience = runAwaitable(db->run({"SELECT 1", {}}, within(5s)));
    REQUIRE_FALSE(patience);
    CHECK(patience.error().code == ErrorCode::TooManyRequests);
    const auto deadline = runAwaitable(db->run({"SELECT 1", {}}, within(50ms)));
    REQUIRE_FALSE(deadline);
    CHECK(deadline.error().code == ErrorCode::DeadlineExceeded);
    *held = db::Connection();
    CHECK(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
}

TEST_CASE("no PostgreSQL at all is Unavailable, in time") {
    db::Options options = bounded(2, 300ms);
    options.conninfo = "host=/tmp/there-is-no-such-folder dbname=x user=y";
    TestDatabase db("template1", options);
    const auto rows = runAwaitable(db->run({"SELECT 1", {}}, within(5s)));
    REQUIRE_FALSE(rows);
    CHECK(rows.error().code == ErrorCode::Unavailable);
    CHECK(rows.error().cause.find("there-is-no-such-folder") != std::string::npos);
}

TEST_CASE("of several hosts the first that answers is taken") {
    const std::string before = "host='";
    db::Options options = bounded(1);
    options.conninfo = tests::cluster().conninfo();
    options.conninfo.replace(options.conninfo.find(before), before.size(), "host='/tmp/there-is-no-such-folder,");
    TestDatabase db("template1", options);
    CHECK(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
}

TEST_CASE("a connection that is killed while idle is replaced unnoticed, while busy it is Unavailable") {
    TestDatabase db("template1", bounded(1));
    TestDatabase other;
    const auto pid = [&] {
        const auto rows = runAwaitable(db->run({"SELECT pg_backend_pid()", {}}, within(5s)));
        return std::string(rows->text(0, 0));
    };
    const auto terminate = [&](std::string_view backend) {
        db::Query query{"SELECT pg_terminate_backend($1::int, 5000)", {}};
        query.params.add(backend);
        REQUIRE(runAwaitable(other->run(query, within(10s)))->boolean(0, 0));
    };
    const std::string first = pid();
    terminate(first);
    const std::string second = pid();
    CHECK(second != first);
    CHECK(db->statistics().reconnects == 1);

    auto busy = start(db->run({"SELECT pg_sleep(60)", {}}, within(60s)));
    REQUIRE(tests::eventually([&] {
        return runAwaitable(
                   other->run({"SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'", {}},
                              within(5s)))
                   ->integer(0, 0) == 1;
    }));
    terminate(second);
    const auto lost = busy.get();
    REQUIRE_FALSE(lost);
    CHECK(lost.error().code == ErrorCode::Unavailable);
    CHECK(pid() != second);
}

TEST_CASE("stop() waits for what is lent, refuses the rest and cuts what stays too long") {
    TestDatabase db("template1", bounded(2));
    auto slow = start(db->run({"SELECT pg_sleep(0.2), 7", {}}, within(5s)));
    REQUIRE(tests::eventually([&] { return db->statistics().lent == 1; }));
    SECTION("in order") {
        runAwaitable(db->stop(within(10s)));
        const auto rows = slow.get();
        REQUIRE(rows);
        CHECK(rows->integer(0, 1) == 7);
    }
    SECTION("cut") {
        auto stuck = start(db->run({"SELECT pg_sleep(60)", {}}, within(60s)));
        REQUIRE(tests::eventually([&] { return db->statistics().lent == 2; }));
        runAwaitable(db->stop(within(500ms)));
        CHECK(slow.get());
        REQUIRE(stuck.wait_for(2s) == std::future_status::ready);
        CHECK(stuck.get().error().code == ErrorCode::Unavailable);
    }
    CHECK(db->statistics().open == 0);
    CHECK(runAwaitable(db->run({"SELECT 1", {}}, within(5s))).error().code == ErrorCode::Unavailable);
}
