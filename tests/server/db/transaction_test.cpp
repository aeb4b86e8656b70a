#include <catch2/catch.hpp>

#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using db::Params;
using db::Query;
using db::within;
using tests::runAwaitable;
using tests::TestDatabase;

namespace {

/// One connection: whatever a test leaves behind on it, the next statement meets.
struct Fixture {
    Fixture() : db("template1", options()) {
        REQUIRE(runAwaitable(db->run({"CREATE TABLE t (a int PRIMARY KEY)", {}}, within(5s))));
    }
    static db::Options options() {
        db::Options out;
        out.maxConnections = 1;
        return out;
    }
    std::int64_t count() {
        const auto rows = runAwaitable(db->run({"SELECT count(*) FROM t", {}}, within(5s)));
        REQUIRE(rows);
        return rows->integer(0, 0);
    }
    Result<void> inTransaction(std::function<awaitable<Result<void>>(db::Transaction&)> work) {
        return runAwaitable(begin(std::move(work)));
    }
    TestDatabase db;

private:
    awaitable<Result<void>> begin(std::function<awaitable<Result<void>>(db::Transaction&)> work) {
        auto transaction = co_await db->begin(within(5s));
        if (!transaction) co_return std::unexpected(transaction.error());
        co_return co_await work(*transaction);
    }
};

template <typename T>
Result<void> plain(const Result<T>& result) {
    if (!result) return std::unexpected(result.error());
    return {};
}

Query insert(int a) { return {"INSERT INTO t VALUES ($1)", std::move(Params().add(a))}; }

}  // namespace

TEST_CASE_METHOD(Fixture, "a transaction is kept by commit with its last statements") {
    REQUIRE(inTransaction([](db::Transaction& t) -> awaitable<Result<void>> {
        co_await t.run(insert(1), within(5s));
        std::vector<Query> last{insert(2), {"SELECT count(*) FROM t", {}}};
        const auto rows = co_await t.commit(std::move(last), within(5s));
        if (!rows) co_return plain(rows);
        CHECK(rows->size() == 2);
        CHECK((*rows)[1].integer(0, 0) == 2);
        const auto after = co_await t.run(insert(3), within(5s));
        CHECK(after.error().code == ErrorCode::Internal);
        co_return Result<void>();
    }));
    CHECK(count() == 2);
}

TEST_CASE_METHOD(Fixture, "a dropped transaction rolls back before its connection is lent again") {
    REQUIRE(inTransaction(
        [](db::Transaction& t) -> awaitable<Result<void>> { co_return plain(co_await t.run(insert(1), within(5s))); }));
    CHECK(count() == 0);
    CHECK(db->statistics().reconnects == 0);
}

TEST_CASE_METHOD(Fixture, "rollback() rolls back, and nothing happens without statements") {
    REQUIRE(inTransaction([](db::Transaction& t) -> awaitable<Result<void>> {
        co_await t.run(insert(1), within(5s));
        co_await t.rollback();
        co_return Result<void>();
    }));
    REQUIRE(inTransaction(
        [](db::Transaction& t) -> awaitable<Result<void>> { co_return plain(co_await t.commit({}, within(5s))); }));
    CHECK(count() == 0);
}

TEST_CASE_METHOD(Fixture, "a failed statement fails the transaction, and commit says so") {
    const auto ended = inTransaction([](db::Transaction& t) -> awaitable<Result<void>> {
        co_await t.run(insert(1), within(5s));
        const auto twice = co_await t.run(insert(1), within(5s));
        CHECK(twice.error().code == ErrorCode::AlreadyExists);
        co_return plain(co_await t.commit({}, within(5s)));
    });
    REQUIRE_FALSE(ended);
    CHECK(count() == 0);
    const auto atTheEnd = inTransaction([](db::Transaction& t) -> awaitable<Result<void>> {
        std::vector<Query> last{insert(5), insert(5)};
        co_return plain(co_await t.commit(std::move(last), within(5s)));
    });
    REQUIRE_FALSE(atTheEnd);
    CHECK(atTheEnd.error().code == ErrorCode::AlreadyExists);
    CHECK(count() == 0);
}

TEST_CASE_METHOD(Fixture, "a deferred reference is checked by commit") {
    REQUIRE(runAwaitable(
        db->run({"CREATE TABLE child (p int REFERENCES t DEFERRABLE INITIALLY DEFERRED)", {}}, within(5s))));
    const auto ended = inTransaction([](db::Transaction& t) -> awaitable<Result<void>> {
        std::vector<Query> last{{"INSERT INTO child VALUES (9)", {}}};
        co_return plain(co_await t.commit(std::move(last), within(5s)));
    });
    REQUIRE_FALSE(ended);
    CHECK(ended.error().code == ErrorCode::BrokenReference);
    CHECK(ended.error().args[0] == "child_p_fkey");

    REQUIRE(runAwaitable(db->run(insert(1), within(5s))));
    REQUIRE(runAwaitable(db->run({"INSERT INTO child VALUES (1)", {}}, within(5s))));
    const auto still = runAwaitable(db->run({"DELETE FROM t", {}}, within(5s)));
    REQUIRE_FALSE(still);
    CHECK(still.error().code == ErrorCode::StillReferenced);
    CHECK(still.error().args[0] == "child_p_fkey");
}

TEST_CASE_METHOD(Fixture, "savepoints, scripts and isolation") {
    REQUIRE(inTransaction([](db::Transaction& t) -> awaitable<Result<void>> {
        if (auto ran = co_await t.runScript("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)", within(5s)); !ran)
            co_return ran;
        co_await t.run({"SAVEPOINT s", {}}, within(5s));
        CHECK_FALSE(co_await t.run(insert(1), within(5s)));
        if (auto back = co_await t.run({"ROLLBACK TO s", {}}, within(5s)); !back) co_return plain(back);
        co_return plain(co_await t.commit({insert(3)}, within(5s)));
    }));
    CHECK(count() == 3);
    const auto level = [](TestDatabase& db) -> awaitable<std::string> {
        auto t = co_await db->begin(within(5s), db::Transaction::Isolation::RepeatableRead);
        const auto rows = co_await t->run({"SHOW transaction_isolation", {}}, within(5s));
        co_return std::string(rows->text(0, 0));
    };
    CHECK(runAwaitable(level(db)) == "repeatable read");
    const auto script = runAwaitable([](TestDatabase& d) -> awaitable<Result<void>> {
        auto connection = co_await d->acquire(within(5s));
        co_return co_await connection->runScript("INSERT INTO t VALUES (10); INSERT INTO t VALUES (1)", within(5s));
    }(db));
    REQUIRE_FALSE(script);
    CHECK(script.error().code == ErrorCode::AlreadyExists);
    CHECK(count() == 3);
}
