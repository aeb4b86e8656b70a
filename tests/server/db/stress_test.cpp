#include <random>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include "tests/support/database_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using db::Query;
using db::within;
using tests::runAwaitable;
using tests::TestDatabase;

namespace {

constexpr int kAccounts = 10;
constexpr int kTransfers = 100;  // a worker

Query move(int account, int amount) {
    Query query{"UPDATE account SET money = money + $2::int WHERE id = $1::int", {}};
    query.params.add(account).add(amount);
    return query;
}

/// Money goes from one account to another, in two round trips, with a deadline that may be too short for any of them.
awaitable<bool> transfer(db::Database& database, unsigned seed) {
    std::minstd_rand random(seed);
    const int from = static_cast<int>(random() % kAccounts);
    const int to = static_cast<int>(random() % kAccounts);
    const int amount = static_cast<int>(random() % 100);
    const db::Deadline deadline = within(random() % 4 == 0 ? std::chrono::milliseconds(random() % 4) : 10s);
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return false;
    if (!co_await transaction->run(move(from, -amount), deadline)) co_return false;
    if (random() % 8 == 0) co_return false;
    co_return (co_await transaction->commit({move(to, amount)}, deadline)).has_value();
}

struct Worker {
    boost::asio::strand<boost::asio::io_context::executor_type> strand = boost::asio::make_strand(tests::ioContext());
    boost::asio::cancellation_signal cancel;
    int done = 0;

    awaitable<void> run(db::Database& database, unsigned seed) {
        std::minstd_rand random(seed);
        boost::asio::steady_timer timer(strand);
        for (int i = 0; i < kTransfers; ++i) {
            bool ended = false;
            boost::asio::co_spawn(
                strand, transfer(database, static_cast<unsigned>(random())),
                boost::asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr&, bool good) {
                    ended = true;
                    done += good ? 1 : 0;
                    timer.cancel();
                }));
            boost::system::error_code woken;
            timer.expires_after(random() % 5 == 0 ? std::chrono::microseconds(random() % 2'000) : 20s);
            co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, woken));
            if (!ended) cancel.emit(boost::asio::cancellation_type::terminal);
            while (!ended) {
                timer.expires_after(20s);
                co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, woken));
            }
        }
    }
};

}  // namespace

TEST_CASE("short deadlines, cancellations and dropped transactions leave pool and money in order") {
    db::Options options;
    options.maxConnections = 3;
    TestDatabase db("template1", options);
    REQUIRE(runAwaitable(db->runAll({{"CREATE TABLE account (id int PRIMARY KEY, money int)", {}},
                                     {"INSERT INTO account SELECT i, 1000 FROM generate_series(0, 9) i", {}}},
                                    within(5s))));
    std::vector<std::unique_ptr<Worker>> workers;
    std::vector<std::future<void>> ends;
    for (unsigned i = 0; i < 8; ++i) {
        workers.push_back(std::make_unique<Worker>());
        ends.push_back(
            boost::asio::co_spawn(workers.back()->strand, workers.back()->run(*db, i + 1), boost::asio::use_future));
    }
    for (auto& end : ends) end.get();
    int done = 0;
    for (const auto& worker : workers) done += worker->done;
    CHECK(done > 8 * kTransfers / 4);
    CHECK(done < 8 * kTransfers);
    CHECK(tests::eventually([&] { return db->statistics().lent == 0; }));
    CHECK(db->statistics().open <= 3);
    CHECK(db->statistics().waiting == 0);
    const auto rows = runAwaitable(db->run({"SELECT sum(money) FROM account", {}}, within(5s)));
    REQUIRE(rows);
    CHECK(rows->integer(0, 0) == 10'000);
    // What was broken off is being put in order in the background.
    CHECK(tests::eventually([&] {
        const auto idle = runAwaitable(db->run(
            {"SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND datname = current_database()", {}},
            within(5s)));
        return idle && idle->integer(0, 0) == 0;
    }));
}
