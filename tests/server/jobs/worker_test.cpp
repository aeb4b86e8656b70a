#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include "tests/server/jobs/jobs_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using jobs::Job;

namespace {

Error trouble(const std::string& why) { return Error(ErrorCode::Unavailable).because(why); }

awaitable<void> pause(std::chrono::milliseconds span) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, span);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

}  // namespace

TEST_CASE("what fails is tried again, and kept with its reason when it fails for good") {
    JobsFixture f;
    std::atomic<int> tries = 0, wrong = 0;
    f.outside = [&](Job& job, const std::string& payload) -> awaitable<Result<void>> {
        ++tries;
        if (job.isLastAttempt() != (job.attempt == 3)) ++wrong;
        if (payload == "once" && job.attempt > 1) co_return Result<void>();
        if (payload == "never") co_return job.giveUp(trouble("no use"));
        if (payload == "throws") throw std::runtime_error("a bug \xff");
        co_return std::unexpected(trouble("line down"));
    };
    const auto worker = f.work();
    f.add(kOutside, "once");
    f.add(kOutside, "always");
    f.add(kOutside, "never");
    f.add(kOutside, "throws");
    CHECK(f.allDone());
    CHECK(tries == 2 + 3 + 1 + 3);
    CHECK(wrong == 0);
    const auto letters = must(runAwaitable(jobs::deadLetters(*f.database, "", {}, 10, db::within(10s))));
    std::map<std::string, std::string> reasons;
    for (const auto& letter : letters) reasons[letter.payload] = letter.reason;
    REQUIRE(reasons.size() == 3);
    CHECK(reasons["always"].contains("line down"));
    CHECK(reasons["never"].contains("no use"));
    CHECK(reasons["throws"].contains("a bug \xEF\xBF\xBD"));
    CHECK((**worker).statistics().dead == 3);
}

TEST_CASE("pauses between attempts grow up to a limit and are spread") {
    const jobs::Terms terms{.firstPause = 1s, .longestPause = 10s};
    CHECK(jobs::pauseAfter(terms, 1, 0.5) == 1s);
    CHECK(jobs::pauseAfter(terms, 3, 0.5) == 4s);
    CHECK(jobs::pauseAfter(terms, 60, 0.5) == 10s);
    CHECK(jobs::pauseAfter(terms, 1, 0) == 750ms);
    CHECK(jobs::pauseAfter(terms, 1, 1) == 1250ms);
}

TEST_CASE("what a handler did inside is taken back when it fails") {
    JobsFixture f;
    const auto write = f.inside;
    f.inside = [&](Job& job, const std::string& payload, db::Transaction& transaction) -> awaitable<Result<void>> {
        must(co_await write(job, payload + " " + std::to_string(job.attempt), transaction));
        if (job.attempt < 3) co_return std::unexpected(trouble("not yet"));
        co_return Result<void>();
    };
    const auto worker = f.work();
    f.add(kWrite, "a");
    CHECK(f.allDone());
    CHECK(f.effects() == std::vector<std::string>{"a 3"});
}

TEST_CASE("a handler may move its transaction on, and one that does not commit it has failed") {
    JobsFixture f;
    const auto write = f.inside;
    f.inside = [&](Job& job, const std::string& payload, db::Transaction& transaction) -> awaitable<Result<void>> {
        must(co_await write(job, payload, transaction));
        db::Transaction mine(std::move(transaction));
        if (payload == "committed") must(co_await mine.commit({}, job.deadline));
        co_return Result<void>();
    };
    const auto worker = f.work();
    f.add(kWrite, "committed");
    f.add(kWrite, "forgotten");
    CHECK(f.allDone());
    CHECK(f.effects() == std::vector<std::string>{"committed"});
    CHECK(f.number("SELECT count(*) FROM kupets.job WHERE state = 3 AND attempt = 3") == 1);
}

TEST_CASE("a job that is put off loses no attempt") {
    JobsFixture f;
    std::atomic<int> begun = 0, wrong = 0;
    f.outside = [&](Job& job, const std::string&) -> awaitable<Result<void>> {
        if (job.attempt != 1) ++wrong;
        if (++begun < 5) co_return job.putOff(after(f.clock.now(), 10ms));
        co_return Result<void>();
    };
    const auto worker = f.work();
    f.add(kOutside, "a");
    CHECK(f.allDone());
    CHECK(begun == 5);
    CHECK(wrong == 0);
    CHECK(f.number("SELECT count(*) FROM kupets.job WHERE error IS NOT NULL") == 0);
}

TEST_CASE("a handler that does not come back is cancelled") {
    JobsFixture f;
    static const jobs::Kind<std::string> kSlow{"test.slow"};
    f.kinds.outside(kSlow, {.attempts = 1, .limit = 50ms}, [](Job&, const std::string&) -> awaitable<Result<void>> {
        co_await pause(10min);
        co_return Result<void>();
    });
    const auto worker = f.work();
    f.add(kSlow, "a");
    CHECK(f.allDone());
    CHECK(f.texts("SELECT error FROM kupets.job").front().contains("DEADLINE_EXCEEDED"));
}

TEST_CASE("jobs of a batch share a transaction, and one that fails harms only itself") {
    JobsFixture f;
    static const jobs::Kind<std::string> kMany{"test.many"};
    const auto write = f.inside;
    f.kinds.inside(kMany, {.attempts = 1, .batch = 50},
                   [&](Job& job, const std::string& payload, db::Transaction& transaction) -> awaitable<Result<void>> {
                       must(co_await write(job, payload, transaction));
                       if (payload == "17") co_return std::unexpected(trouble("seventeen"));
                       co_return Result<void>();
                   });
    for (int i = 0; i < 120; ++i) f.add(kMany, std::to_string(i));
    const auto worker = f.work();
    CHECK(f.allDone());
    CHECK(f.number("SELECT count(*) FROM effect") == 119);
    CHECK(f.number("SELECT count(DISTINCT text) FROM effect") == 119);
    CHECK(f.number("SELECT count(*) FROM kupets.job WHERE state = 3") == 1);
    CHECK(f.number("SELECT count(DISTINCT xmin::text::int8) FROM effect") < 119);
}

TEST_CASE("queues do not wait for one another") {
    JobsFixture f;
    std::atomic<bool> free = false;
    f.outside = [&](Job&, const std::string&) -> awaitable<Result<void>> {
        while (!free) co_await pause(2ms);
        co_return Result<void>();
    };
    const auto worker = f.work();
    for (int i = 0; i < 5; ++i) f.add(kOutside, "slow");
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job WHERE state = 1") == 1; }));
    f.add(kWrite, "quick");
    CHECK(eventually([&] { return !f.effects().empty(); }));
    CHECK(f.number("SELECT count(*) FROM kupets.job WHERE state = 1") == 1);  // one at a time in the narrow one
    free = true;
    CHECK(f.allDone());
}

TEST_CASE("two workers never do a job twice") {
    JobsFixture f;
    for (int i = 0; i < 400; ++i) f.add(i % 2 == 0 ? kWrite : kOutside, std::to_string(i));
    {
        const auto one = f.work();
        const auto two = f.work();
        const auto three = f.work();
        CHECK(f.allDone());
    }
    CHECK(f.number("SELECT count(*) FROM effect") == 200);
    CHECK(f.number("SELECT count(DISTINCT text) FROM effect") == 200);
    const auto seen = f.seen();
    CHECK(seen.size() == 200);
    CHECK(std::ranges::all_of(seen, [](const auto& entry) { return entry.second == 1; }));
    CHECK(f.number("SELECT count(*) FROM kupets.job_worker") == 0);
}

TEST_CASE("lines to the database that are cut lose no job and double none inside") {
    JobsFixture f;
    static const jobs::Kind<std::string> kLasting{"test.lasting"};
    const jobs::Terms terms{.attempts = 1000, .firstPause = 1ms, .longestPause = 5ms, .batch = 3};
    f.kinds.inside(kLasting, terms, [&](Job& job, const std::string& payload, db::Transaction& transaction) {
        return f.inside(job, payload, transaction);
    });
    for (int i = 0; i < 300; ++i) f.add(kLasting, std::to_string(i));
    db::Options options;
    options.conninfo = f.database.conninfo();
    db::Database other(ioContext().get_executor(), options);  // cuts the lines of the others
    const auto ask = [&](const std::string& sql) {
        auto rows = runAwaitable(other.run({sql, {}}, db::within(10s)));
        return rows ? rows->integer(0, 0) : -1;
    };
    const std::string cut =
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        "pg_backend_pid()";
    {
        const auto one = f.work();
        const auto two = f.work();
        int cuts = 0;
        const bool done = eventually(
            [&] {
                if (cuts < 40 && ask("SELECT count(*) FROM effect") > cuts * 7) {
                    ask(cut);
                    ++cuts;
                }
                return ask("SELECT count(*) FROM kupets.job WHERE state < 2") == 0;
            },
            60s);
        CHECK(done);
        CHECK(cuts > 20);
    }
    CHECK(ask("SELECT count(*) FROM effect") == 300);
    CHECK(ask("SELECT count(DISTINCT text) FROM effect") == 300);
    CHECK(ask("SELECT count(*) FROM kupets.job WHERE state <> 2") == 0);
    runAwaitable([&]() -> awaitable<int> {
        co_await other.stop(db::within(5s));
        co_return 0;
    }());
}

TEST_CASE("the jobs of a worker that fell silent go to others, with the attempt that it began counted") {
    JobsFixture f;
    f.add(kWrite, "a");
    f.add(kWrite, "b");
    const Uuid dead = Uuid::make();
    runAwaitable([&]() -> awaitable<int> {
        must(co_await f.database->run(
            {"INSERT INTO kupets.job_worker (id, name, started_at) VALUES ('" + dead.text() + "', 'dead', now())", {}},
            db::within(10s)));
        must(co_await f.database->run({"UPDATE kupets.job SET state = 1, fresh = false, worker = '" + dead.text() +
                                           "', attempt = CASE payload WHEN 'b'::bytea THEN 3 ELSE 1 END",
                                       {}},
                                      db::within(10s)));
        co_return 0;
    }());
    const auto worker = f.work();
    CHECK(f.allDone());
    CHECK(f.effects() == std::vector<std::string>{"a"});
    CHECK(f.number("SELECT attempt FROM kupets.job WHERE state = 2") == 2);
    CHECK(f.texts("SELECT error FROM kupets.job WHERE state = 3") == std::vector<std::string>{"its server is gone"});
    CHECK(f.number("SELECT count(*) FROM kupets.job_worker") == 1);
}

TEST_CASE("a worker that was taken for dead does not end what others took over") {
    JobsFixture f;
    std::atomic<int> begun = 0;
    std::atomic<bool> free = false;
    const auto write = f.inside;
    f.outside = [&](Job&, const std::string&) -> awaitable<Result<void>> {
        if (++begun == 1) {
            while (!free) co_await pause(2ms);
        }
        co_return Result<void>();
    };
    const auto worker = f.work();
    f.add(kOutside, "a");
    CHECK(eventually([&] { return begun == 1; }));
    must(runAwaitable(f.database->run({"DELETE FROM kupets.job_worker", {}}, db::within(10s))));
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job_worker") == 1; }));
    free = true;
    CHECK(f.allDone());
    CHECK(begun == 2);
    CHECK(f.number("SELECT attempt FROM kupets.job") == 2);
}

TEST_CASE("a worker that stops lets handlers end, and gives back the rest") {
    JobsFixture f;
    std::atomic<bool> begun = false;
    f.outside = [&](Job&, const std::string& payload) -> awaitable<Result<void>> {
        begun = true;
        if (payload == "long") co_await pause(10min);
        co_await pause(50ms);
        co_return Result<void>();
    };
    SECTION("in time") {
        const auto worker = f.work();
        f.add(kOutside, "short");
        CHECK(eventually([&] { return begun.load(); }));
        worker->stop();
        CHECK(f.number("SELECT count(*) FROM kupets.job WHERE state = 2") == 1);
    }
    SECTION("cut off") {
        auto options = JobsFixture::quick();
        options.grace = 50ms;
        const auto worker = f.work(options);
        f.add(kOutside, "long");
        CHECK(eventually([&] { return begun.load(); }));
        worker->stop();
        CHECK(f.number("SELECT count(*) FROM kupets.job WHERE state = 0 AND attempt = 0") == 1);
    }
    CHECK(f.number("SELECT count(*) FROM kupets.job_worker") == 0);
}

TEST_CASE("a clock that ran ahead loses no job, doubles none and holds back no retry") {
    JobsFixture f;
    f.outside = [&](Job& job, const std::string& payload) -> awaitable<Result<void>> {
        f.see(payload);
        if (payload == "retried" && job.attempt == 1) co_return std::unexpected(trouble("not yet"));
        co_return Result<void>();
    };
    const auto worker = f.work();
    const Timestamp now = f.clock.now();
    f.add(kOutside, "in an hour", {.at = after(now, 1h)});
    f.add(kOutside, "in two days", {.at = after(now, 48h)});
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job_worker WHERE beat > 0") == 1; }));
    CHECK(f.seen().empty());
    f.clock.move(24h);
    CHECK(eventually([&] { return f.seen().contains("in an hour"); }));
    f.add(kOutside, "retried");
    CHECK(eventually([&] { return f.seen().contains("retried"); }));
    f.clock.move(-24h);
    f.add(kOutside, "now");
    CHECK(eventually([&] { return f.seen()["retried"] == 2; }));
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job WHERE state = 2") == 3; }));
    f.clock.move(48h);
    CHECK(f.allDone());
    CHECK(f.seen() == std::map<std::string, int>{{"in an hour", 1}, {"in two days", 1}, {"now", 1}, {"retried", 2}});
}

TEST_CASE("an administrator counts jobs, and tries dead ones again or drops them") {
    JobsFixture f;
    std::atomic<bool> broken = true;
    f.outside = [&](Job& job, const std::string&) -> awaitable<Result<void>> {
        if (broken) co_return job.giveUp(trouble("broken"));
        co_return Result<void>();
    };
    const auto worker = f.work();
    for (int i = 0; i < 3; ++i) f.add(kOutside, std::to_string(i));
    f.add(kWrite, "fine");
    f.add(kWrite, "later", {.at = after(f.clock.now(), 1h)});
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job WHERE state >= 2") == 4; }));
    const auto counts = must(runAwaitable(jobs::countJobs(*f.database, f.clock.now(), db::within(10s))));
    REQUIRE(counts.size() == 2);
    CHECK((counts[0].queue == "default" && counts[0].done == 1 && counts[0].later == 1 && !counts[0].oldestDue));
    CHECK((counts[1].queue == "narrow" && counts[1].dead == 3));
    const auto page = must(runAwaitable(jobs::deadLetters(*f.database, "test.outside", {}, 2, db::within(10s))));
    REQUIRE(page.size() == 2);
    CHECK(must(runAwaitable(jobs::deadLetters(*f.database, "", page.back().id, 2, db::within(10s)))).size() == 1);
    broken = false;
    runAwaitable([&]() -> awaitable<int> {
        auto transaction = must(co_await f.database->begin(db::within(10s)));
        CHECK(must(co_await jobs::tryAgain(transaction, {"test.outside", {page[0].id}}, f.clock.now(),
                                           db::within(10s))) == 1);
        CHECK(must(co_await jobs::drop(transaction, {}, db::within(10s))) == 2);
        must(co_await transaction.commit({}, db::within(10s)));
        co_return 0;
    }());
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job WHERE state = 2") == 2; }));
    CHECK(must(runAwaitable(jobs::tidy(*f.database, f.kinds, f.clock.now(), db::within(10s)))) == 0);
    CHECK(must(runAwaitable(jobs::tidy(*f.database, f.kinds, after(f.clock.now(), 25h), db::within(10s)))) == 2);
}
