#include <catch2/catch.hpp>

#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using db::within;
using tests::runAwaitable;
using tests::TestDatabase;

namespace {

struct Fixture {
    Fixture() : db("template1", options()) {
        REQUIRE(runAwaitable(db->run({"CREATE TABLE t (a int PRIMARY KEY, b text)", {}}, within(5s))));
    }
    static db::Options options() {
        db::Options out;
        out.maxConnections = 1;
        return out;
    }
    Result<std::uint64_t> copyIn(db::CopySource source, db::Deadline deadline = within(30s)) {
        return runAwaitable(
            [](TestDatabase& d, db::CopySource s, db::Deadline end) -> awaitable<Result<std::uint64_t>> {
                auto connection = co_await d->acquire(end);
                co_return co_await connection->copyIn("COPY t FROM STDIN", std::move(s), end);
            }(db, std::move(source), deadline));
    }
    Result<std::uint64_t> copyOut(db::Query query, db::CopySink sink) {
        return runAwaitable([](TestDatabase& d, db::Query q, db::CopySink s) -> awaitable<Result<std::uint64_t>> {
            auto connection = co_await d->acquire(within(30s));
            co_return co_await connection->copyOut(std::move(q), std::move(s), within(30s));
        }(db, std::move(query), std::move(sink)));
    }
    /// The connection that did it is in order again.
    std::int64_t count() {
        const auto rows = runAwaitable(db->run({"SELECT count(*) FROM t", {}}, within(5s)));
        REQUIRE(rows);
        CHECK(db->statistics().reconnects == 0);
        return rows->integer(0, 0);
    }
    TestDatabase db;
};

/// `rows` rows in pieces of a thousand.
db::CopySource numbers(int rows) {
    return [next = 0, rows]() mutable -> awaitable<Result<std::optional<std::string>>> {
        if (next == rows) co_return std::nullopt;
        std::string piece;
        for (int i = 0; i < 1'000; ++i, ++next)
            piece += std::to_string(next) + "\tстрока номер " + std::to_string(next) + "\n";
        co_return piece;
    };
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a hundred thousand rows by COPY in and out") {
    const auto taken = copyIn(numbers(100'000));
    REQUIRE(taken);
    CHECK(*taken == 100'000);
    std::uint64_t seen = 0;
    bool right = true;
    const auto given = copyOut({"COPY (SELECT a, b FROM t ORDER BY a) TO STDOUT", {}},
                               [&](std::string_view row) -> awaitable<Result<void>> {
                                   const std::string number = std::to_string(seen++);
                                   right = right && row == number + "\tстрока номер " + number + "\n";
                                   co_return Result<void>();
                               });
    REQUIRE(given);
    CHECK(*given == 100'000);
    CHECK(seen == 100'000);
    CHECK(right);
    CHECK(count() == 100'000);
}

TEST_CASE_METHOD(Fixture, "COPY takes a piece of many megabytes") {
    const auto taken = copyIn([first = true]() mutable -> awaitable<Result<std::optional<std::string>>> {
        if (!std::exchange(first, false)) co_return std::nullopt;
        co_return "1\t" + std::string(20'000'000, 'x') + "\n";
    });
    REQUIRE(taken);
    CHECK(*taken == 1);
    CHECK(count() == 1);
}

TEST_CASE_METHOD(Fixture, "nothing is kept of a COPY whose source or data are bad") {
    const auto source = copyIn([n = 0]() mutable -> awaitable<Result<std::optional<std::string>>> {
        if (++n == 3) co_return fail(ErrorCode::BadFile, {"why"});
        co_return std::to_string(n) + "\tx\n";
    });
    REQUIRE_FALSE(source);
    CHECK(source.error().code == ErrorCode::BadFile);
    CHECK(count() == 0);
    const auto data = copyIn([n = 0]() mutable -> awaitable<Result<std::optional<std::string>>> {
        if (++n == 3) co_return std::nullopt;
        co_return "same\tx\n";
    });
    REQUIRE_FALSE(data);
    CHECK(data.error().code == ErrorCode::InvalidValue);
    CHECK(count() == 0);
    const auto noCopy = runAwaitable([](TestDatabase& d) -> awaitable<Result<std::uint64_t>> {
        auto connection = co_await d->acquire(within(5s));
        co_return co_await connection->copyIn("SELECT 1", {}, within(5s));
    }(db));
    REQUIRE_FALSE(noCopy);
    CHECK(count() == 0);
}

TEST_CASE_METHOD(Fixture, "a sink that has enough ends the COPY") {
    REQUIRE(copyIn(numbers(100'000)));
    int seen = 0;
    const auto given = copyOut({"COPY t TO STDOUT", {}}, [&](std::string_view) -> awaitable<Result<void>> {
        if (++seen == 10) co_return fail(ErrorCode::LimitExceeded);
        co_return Result<void>();
    });
    REQUIRE_FALSE(given);
    CHECK(given.error().code == ErrorCode::LimitExceeded);
    CHECK(seen == 10);
    CHECK(count() == 100'000);
}

TEST_CASE_METHOD(Fixture, "parameters of COPY out are literals, whatever they contain") {
    const std::string nasty = "O'Brien \\ $1 \"x\"; DROP TABLE t --";
    db::Query query{
        "COPY (SELECT $1::text, '$1', \"$2\", $q$ $1 $q$, $2 + 1 /* $9 */ FROM (SELECT 5 AS \"$2\") s -- $8\n) TO "
        "STDOUT (FORMAT csv)",
        {}};
    query.params.add(nasty).add(41);
    std::string out;
    const auto given = copyOut(query, [&](std::string_view row) -> awaitable<Result<void>> {
        out += row;
        co_return Result<void>();
    });
    REQUIRE(given);
    CHECK(out == "\"O'Brien \\ $1 \"\"x\"\"; DROP TABLE t --\",$1,5, $1 ,42\n");
    CHECK(count() == 0);
    query.sql = "COPY (SELECT $3) TO STDOUT";
    CHECK_FALSE(copyOut(query, {}));
    CHECK(count() == 0);
}

TEST_CASE_METHOD(Fixture, "COPY inside a transaction goes with it") {
    const auto inside = [](TestDatabase& d, bool keep) -> awaitable<Result<std::uint64_t>> {
        auto transaction = co_await d->begin(within(5s));
        auto taken = co_await transaction->copyIn("COPY t FROM STDIN", numbers(2'000), within(5s));
        if (taken && keep) co_await transaction->commit({}, within(5s));
        co_return taken;
    };
    REQUIRE(runAwaitable(inside(db, false)));
    CHECK(count() == 0);
    REQUIRE(runAwaitable(inside(db, true)));
    CHECK(count() == 2'000);
}

TEST_CASE_METHOD(Fixture, "a COPY whose deadline passes keeps nothing") {
    const auto taken = copyIn(
        [n = 0, end = within(200ms)]() mutable -> awaitable<Result<std::optional<std::string>>> {
            if (std::chrono::steady_clock::now() > end + 5s) co_return std::nullopt;
            ++n;
            co_return std::to_string(n) + "\tx\n";
        },
        within(100ms));
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::DeadlineExceeded);
    CHECK(count() == 0);
}
