#include <catch2/catch.hpp>

#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using db::Params;
using db::Query;
using db::within;
using tests::runAwaitable;
using tests::TestDatabase;

namespace {

Params params(auto... values) {
    Params out;
    (out.add(values), ...);
    return out;
}

db::Options oneConnection(std::size_t cachedStatements = 200) {
    db::Options options;
    options.maxConnections = 1;
    options.cachedStatements = cachedStatements;
    return options;
}

std::vector<Query> queries(auto... items) { return {Query{items, {}}...}; }

}  // namespace

TEST_CASE("every type of parameter comes back as it went") {
    TestDatabase db;
    const Uuid id = Uuid::make();
    const std::vector<std::string> words{"простое", "с \"кавычками\", запятой и \\", "", "NULL", "{}"};
    Params p;
    p.add("текст 'с' $1").add(std::int64_t{-9'000'000'000'000}).add(true).add(id).add(*Decimal::parse("-10.50"));
    p.add(*Date::fromYmd(2026, 11, 21)).add(*Timestamp::parse("2026-11-21T10:30:00.123456Z")).addNull().addArray(words);
    const auto rows = runAwaitable(db->run(
        {"SELECT $1::text, $2::int8, $3::bool, $4::uuid, $5::numeric, $6::date, $7::timestamptz, $8::text, $9::text[]",
         p},
        within(5s)));
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->columns() == 9);
    CHECK(rows->text(0, 0) == "текст 'с' $1");
    CHECK(rows->integer(0, 1) == -9'000'000'000'000);
    CHECK(rows->boolean(0, 2));
    CHECK(rows->uuid(0, 3) == id);
    CHECK(rows->decimal(0, 4).text() == "-10.50");
    CHECK(rows->date(0, 5).text() == "2026-11-21");
    CHECK(rows->timestamp(0, 6).text() == "2026-11-21T10:30:00.123456Z");
    CHECK(rows->isNull(0, 7));
    CHECK(rows->array(0, 8) == words);
    CHECK_THROWS_AS(rows->integer(0, 0), std::logic_error);
}

TEST_CASE("binary cells say the same as textual ones") {
    TestDatabase db;
    const std::string sql =
        "SELECT n::int2, n::int4, n::int8 * 4000000000, n > 0, md5(n::text)::uuid, date '2000-01-01' + n * 3000, "
        "timestamptz '2000-01-01T00:00:00Z' + n * interval '29 years 1 microsecond', 'слово ' || n, NULL::int8, "
        "n::numeric, ARRAY[n] FROM generate_series(-2, 2) n";
    const auto text = runAwaitable(db->run({sql, {}}, within(5s)));
    const auto binary = runAwaitable(db->run({sql, {}, true}, within(5s)));
    REQUIRE(text);
    REQUIRE(binary);
    REQUIRE(binary->size() == 5);
    for (std::size_t row = 0; row < 5; ++row) {
        for (std::size_t column = 0; column < 3; ++column)
            CHECK(binary->integer(row, column) == text->integer(row, column));
        CHECK(binary->boolean(row, 3) == text->boolean(row, 3));
        CHECK(binary->uuid(row, 4) == text->uuid(row, 4));
        CHECK(binary->date(row, 5) == text->date(row, 5));
        CHECK(binary->timestamp(row, 6) == text->timestamp(row, 6));
        CHECK(binary->text(row, 7) == text->text(row, 7));
        CHECK(binary->isNull(row, 8));
        CHECK(binary->integer(row, 8) == 0);
    }
    CHECK_THROWS_AS(binary->integer(0, 9), std::logic_error);
    CHECK_THROWS_AS(binary->uuid(0, 5), std::logic_error);
    CHECK_THROWS_AS(binary->decimal(0, 9), std::logic_error);
    CHECK_THROWS_AS(binary->array(0, 10), std::logic_error);
}

TEST_CASE("a zero byte in a parameter is refused, not cut off") {
    TestDatabase db;
    const auto rows = runAwaitable(db->run({"SELECT $1::text", params(std::string_view("a\0b", 3))}, within(5s)));
    REQUIRE_FALSE(rows);
    CHECK(rows.error().code == ErrorCode::InvalidValue);
}

TEST_CASE("a pipeline answers in order and is one transaction") {
    TestDatabase db;
    auto made = runAwaitable(db->runAll(queries("CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)",
                                                "SELECT sum(a) FROM t", "DELETE FROM t WHERE a = 2"),
                                        within(5s)));
    REQUIRE(made);
    REQUIRE(made->size() == 4);
    CHECK((*made)[1].affected() == 2);
    CHECK((*made)[2].integer(0, 0) == 3);
    CHECK((*made)[3].affected() == 1);

    const auto failed = runAwaitable(db->runAll(
        queries("INSERT INTO t VALUES (10)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (11)"), within(5s)));
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::AlreadyExists);
    REQUIRE_FALSE(failed.error().args.empty());
    CHECK(failed.error().args[0] == "t_pkey");
    CHECK(failed.error().cause.find("INSERT INTO t VALUES (1)") != std::string::npos);

    const auto left = runAwaitable(db->run({"SELECT array_agg(a) FROM t", {}}, within(5s)));
    REQUIRE(left);
    CHECK(left->text(0, 0) == "{1}");
}

TEST_CASE("prepared statements stay right after an error in the middle of a pipeline") {
    TestDatabase db("template1", oneConnection());
    REQUIRE(runAwaitable(db->run({"CREATE TABLE t (a int PRIMARY KEY)", {}}, within(5s))));
    // Known before, failing to prepare, failing to run, never reached.
    REQUIRE(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
    for (int round = 0; round < 3; ++round) {
        CHECK_FALSE(runAwaitable(db->runAll(queries("SELECT 1", "SELECT nothing FROM t", "SELECT 2"), within(5s))));
        CHECK_FALSE(runAwaitable(db->runAll(queries("SELECT 3", "SELECT 1/0", "SELECT 4"), within(5s))));
        for (const char* sql : {"SELECT 1", "SELECT 2", "SELECT 3", "SELECT 4"}) {
            const auto rows = runAwaitable(db->run({sql, {}}, within(5s)));
            REQUIRE(rows);
            CHECK(rows->text(0, 0) == std::string(1, sql[7]));
        }
    }
    // In the middle of a transaction nothing is tried again: what the cache says must be true.
    CHECK_FALSE(runAwaitable(db->runAll(queries("SELECT 1/0", "SELECT 5"), within(5s))));
    CHECK_FALSE(runAwaitable(db->runAll(queries("SELECT 6", "SELECT none", "SELECT 7"), within(5s))));
    const auto inside = runAwaitable([](TestDatabase& d) -> boost::asio::awaitable<Result<std::vector<db::Rows>>> {
        auto transaction = co_await d->begin(within(5s));
        if (auto begun = co_await transaction->run({"SELECT 1", {}}, within(5s)); !begun) {
            co_return std::unexpected(begun.error());
        }
        co_return co_await transaction->runAll(queries("SELECT 5", "SELECT 6", "SELECT 7"), within(5s));
    }(db));
    if (!inside) FAIL(describe(inside.error()));
    CHECK((*inside)[2].integer(0, 0) == 7);
    CHECK(db->statistics().reconnects == 0);
    CHECK(db->statistics().open == 1);
}

TEST_CASE("the cache of statements is bounded, at the server too") {
    TestDatabase db("template1", oneConnection(5));
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 20; ++i) {
            const auto rows = runAwaitable(db->run({"SELECT " + std::to_string(i), {}}, within(5s)));
            REQUIRE(rows);
            CHECK(rows->integer(0, 0) == i);
        }
    }
    const auto there = runAwaitable(db->run({"SELECT count(*) FROM pg_prepared_statements", {}}, within(5s)));
    REQUIRE(there);
    CHECK(there->integer(0, 0) <= 6);
    // Nor does making room disturb a transaction's isolation level.
    const auto level = runAwaitable([](TestDatabase& d) -> boost::asio::awaitable<Result<db::Rows>> {
        auto transaction = co_await d->begin(within(5s), db::Transaction::Isolation::RepeatableRead);
        co_return co_await transaction->run({"SHOW transaction_isolation", {}}, within(5s));
    }(db));
    REQUIRE(level);
    CHECK(level->text(0, 0) == "repeatable read");
    // More different statements in one pipeline than the cache has room for, one of them failing.
    std::vector<Query> many;
    for (int i = 100; i < 130; ++i) many.push_back({"SELECT " + std::to_string(i), {}});
    auto rows = runAwaitable(db->runAll(many, within(5s)));
    REQUIRE(rows);
    CHECK((*rows)[29].integer(0, 0) == 129);
    many[15].sql = "SELECT 1/0";
    CHECK_FALSE(runAwaitable(db->runAll(many, within(5s))));
    many[15].sql = "SELECT 115";
    REQUIRE(runAwaitable(db->runAll(many, within(5s))));
}

TEST_CASE("a statement prepared before the schema changed is prepared again") {
    TestDatabase db("template1", oneConnection());
    REQUIRE(runAwaitable(db->runAll(queries("CREATE TABLE t (a int)", "INSERT INTO t VALUES (7)"), within(5s))));
    const Query all{"SELECT * FROM t", {}};
    REQUIRE(runAwaitable(db->run(all, within(5s))));
    REQUIRE(runAwaitable(db->run({"ALTER TABLE t ADD b text DEFAULT 'x'", {}}, within(5s))));
    auto rows = runAwaitable(db->run(all, within(5s)));
    REQUIRE(rows);
    CHECK(rows->columns() == 2);

    SECTION("also as the first statement of a transaction") {
        REQUIRE(runAwaitable(db->run({"ALTER TABLE t DROP b", {}}, within(5s))));
        const auto inside = [&]() -> boost::asio::awaitable<Result<db::Rows>> {
            auto transaction = co_await db->begin(within(5s));
            if (!transaction) co_return std::unexpected(transaction.error());
            auto got = co_await transaction->run(all, within(5s));
            if (got) co_await transaction->commit({}, within(5s));
            co_return got;
        };
        rows = runAwaitable(inside());
        REQUIRE(rows);
        CHECK(rows->columns() == 1);
    }
    SECTION("and after somebody deallocated everything") {
        REQUIRE(runAwaitable(db->run({"DISCARD ALL", {}}, within(5s))));
        rows = runAwaitable(db->run(all, within(5s)));
        REQUIRE(rows);
        CHECK(rows->size() == 1);
    }
}

TEST_CASE("ten thousand inserts in one pipeline do not block each other") {
    TestDatabase db;
    REQUIRE(runAwaitable(db->run({"CREATE TABLE t (a int PRIMARY KEY, b text)", {}}, within(5s))));
    std::vector<Query> inserts;
    const std::string filling(500, 'x');
    for (int i = 0; i < 10'000; ++i)
        inserts.push_back({"INSERT INTO t VALUES ($1, $2) RETURNING b", params(i, filling)});
    const auto rows = runAwaitable(db->runAll(std::move(inserts), within(60s)));
    REQUIRE(rows);
    CHECK(rows->size() == 10'000);
    CHECK(rows->back().text(0, 0) == filling);
    const auto count = runAwaitable(db->run({"SELECT count(*) FROM t", {}}, within(5s)));
    REQUIRE(count);
    CHECK(count->integer(0, 0) == 10'000);
}

TEST_CASE("a parameter of many megabytes goes and comes back") {
    TestDatabase db;
    const std::string big(30'000'000, 'x');
    const auto rows =
        runAwaitable(db->runAll({{"SELECT $1", params(big)}, {"SELECT length($1)", params(big)}}, within(60s)));
    REQUIRE(rows);
    CHECK((*rows)[0].text(0, 0) == big);
    CHECK((*rows)[1].integer(0, 0) == 30'000'000);
}

TEST_CASE("COPY through run() is an error, not a hanging connection") {
    TestDatabase db("template1", oneConnection());
    REQUIRE(runAwaitable(db->run({"CREATE TABLE t (a int)", {}}, within(5s))));
    const auto wrong = runAwaitable(db->run({"COPY t FROM STDIN", {}}, within(5s)));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == ErrorCode::Internal);
    CHECK(runAwaitable(db->run({"SELECT 1", {}}, within(5s))));
}
