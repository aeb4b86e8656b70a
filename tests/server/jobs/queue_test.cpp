#include <catch2/catch.hpp>

#include "tests/server/jobs/jobs_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using jobs::Job;
using jobs::Priority;
using jobs::Twin;

TEST_CASE("jobs are done in the order of priority, time and arrival") {
    JobsFixture f;
    std::mutex mutex;
    std::vector<std::string> order;
    f.outside = [&](Job&, const std::string& payload) -> awaitable<Result<void>> {
        const std::scoped_lock lock(mutex);
        order.push_back(payload);
        co_return Result<void>();
    };
    const Timestamp now = f.clock.now();
    f.add(kOutside, "second", {.at = after(now, -1s)});
    f.add(kOutside, "last", {.at = after(now, -1h), .priority = Priority::Low});
    f.add(kOutside, "third");
    f.add(kOutside, "fourth");
    f.add(kOutside, "first", {.priority = Priority::Urgent});
    f.add(kOutside, "tomorrow", {.at = after(now, 24h), .priority = Priority::Urgent});
    const auto worker = f.work();
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job WHERE state = 2") == 5; }));
    const std::scoped_lock lock(mutex);
    CHECK(order == std::vector<std::string>{"first", "second", "third", "fourth", "last"});
}

TEST_CASE("a job begins when it is due, and at once when it was just committed") {
    JobsFixture f;
    auto options = JobsFixture::quick();
    options.poll = 20s;  // nothing of this is found by looking now and then
    const auto worker = f.work(options);
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job_worker") == 1; }));
    f.add(kWrite, "later", {.at = after(f.clock.now(), 300ms)});
    f.add(kWrite, "now");
    CHECK(f.allDone());
    CHECK(f.effects() == std::vector<std::string>{"now", "later"});
}

TEST_CASE("jobs that are due close behind one another do not wait for the next look") {
    JobsFixture f;
    auto options = JobsFixture::quick();
    options.poll = 60s;
    const auto worker = f.work(options);
    const Timestamp begin = after(f.clock.now(), 200ms);
    runAwaitable([&]() -> awaitable<int> {
        auto transaction = must(co_await f.database->begin(db::within(10s)));
        std::vector<jobs::NewJob> all;
        for (int i = 0; i < 300; ++i)
            all.push_back(jobs::newJob(kOutside, std::to_string(i), {.at = after(begin, i * 1'500us)}));
        must(co_await f.queue.enqueue(transaction, std::move(all), db::within(10s)));
        must(co_await transaction.commit({}, db::within(10s)));
        co_return 0;
    }());
    CHECK(f.allDone());
    CHECK(f.seen().size() == 300);
}

TEST_CASE("what another server committed is found by looking") {
    JobsFixture f;
    const auto worker = f.work();
    jobs::Queue other(f.kinds, f.clock);
    runAwaitable([&]() -> awaitable<int> {
        auto transaction = must(co_await f.database->begin(db::within(10s)));
        must(co_await other.enqueue(transaction, kWrite, std::string("from afar"), {}, db::within(10s)));
        must(co_await transaction.commit({}, db::within(10s)));
        co_return 0;
    }());
    CHECK(eventually([&] { return !f.effects().empty(); }));
}

TEST_CASE("jobs of a transaction that is taken back do not exist") {
    JobsFixture f;
    runAwaitable([&]() -> awaitable<int> {
        auto transaction = must(co_await f.database->begin(db::within(10s)));
        must(co_await f.queue.enqueue(transaction, kWrite, std::string("never"), {}, db::within(10s)));
        co_await transaction.rollback();
        co_return 0;
    }());
    CHECK(f.number("SELECT count(*) FROM kupets.job") == 0);
}

TEST_CASE("a job with the key of one that waits is the same job") {
    JobsFixture f;
    const Timestamp now = f.clock.now();
    const Uuid first = f.add(kWrite, "a", {.at = after(now, 2h), .key = "k"});
    SECTION("kept, at the sooner time") {
        CHECK(f.add(kWrite, "b", {.at = after(now, 1h), .key = "k"}) == first);
        CHECK(f.add(kWrite, "c", {.at = after(now, 3h), .key = "k"}) == first);
        CHECK(f.texts("SELECT convert_from(payload, 'UTF8') FROM kupets.job") == std::vector<std::string>{"a"});
        CHECK(f.number("SELECT count(*) FROM kupets.job WHERE run_at = '" + after(now, 1h).text() + "'") == 1);
    }
    SECTION("replaced, at the new time") {
        CHECK(f.add(kWrite, "b", {.at = after(now, 3h), .key = "k", .twin = Twin::Replace}) == first);
        CHECK(f.texts("SELECT convert_from(payload, 'UTF8') FROM kupets.job") == std::vector<std::string>{"b"});
        CHECK(f.number("SELECT count(*) FROM kupets.job WHERE run_at = '" + after(now, 3h).text() + "'") == 1);
    }
    SECTION("another kind has its own keys, and none is no key") {
        CHECK(f.add(kOutside, "b", {.at = after(now, 1h), .key = "k"}) != first);
        CHECK(f.add(kWrite, "c", {.at = after(now, 1h)}) != f.add(kWrite, "d", {.at = after(now, 1h)}));
    }
    SECTION("once it was begun, the next one is another") {
        f.clock.move(2h);
        const auto worker = f.work();
        CHECK(f.allDone());
        CHECK(f.add(kWrite, "b", {.key = "k"}) != first);
        CHECK(f.allDone());
        CHECK(f.effects() == std::vector<std::string>{"a", "b"});
    }
    SECTION("cancelled by its key") {
        runAwaitable([&]() -> awaitable<int> {
            auto transaction = must(co_await f.database->begin(db::within(10s)));
            CHECK(must(co_await f.queue.cancel(transaction, kWrite, "k", db::within(10s))) == 1);
            must(co_await transaction.commit({}, db::within(10s)));
            co_return 0;
        }());
        CHECK(f.number("SELECT count(*) FROM kupets.job") == 0);
    }
}

TEST_CASE("replacing takes the twin along that waits for another attempt") {
    JobsFixture f;
    f.inside = [](Job& job, const std::string& payload, db::Transaction& transaction) -> awaitable<Result<void>> {
        if (payload == "a") co_return job.putOff(after(job.due, 24h));
        db::Query query{"INSERT INTO effect (text) VALUES ($1)", {}};
        query.params.add(payload);
        must(co_await transaction.run(std::move(query), job.deadline));
        co_return Result<void>();
    };
    const auto worker = f.work();
    f.add(kWrite, "a", {.key = "k"});
    CHECK(eventually([&] { return f.number("SELECT count(*) FROM kupets.job WHERE NOT fresh AND state = 0") == 1; }));
    f.add(kWrite, "b", {.key = "k", .twin = Twin::Replace});
    CHECK(f.allDone());
    CHECK(f.effects() == std::vector<std::string>{"b"});
}

TEST_CASE("limits of a job and of jobs that wait are named") {
    JobsFixture f;
    static const jobs::Kind<std::string> kFew{"test.few"};
    f.kinds.outside(kFew, {.mostWaiting = 3},
                    [](Job&, const std::string&) -> awaitable<Result<void>> { co_return Result<void>(); });
    const auto tryAdd = [&](std::string payload, jobs::Order order) {
        return runAwaitable([](JobsFixture& fixture, std::string p, jobs::Order o) -> awaitable<Result<Uuid>> {
            auto transaction = must(co_await fixture.database->begin(db::within(10s)));
            co_return co_await fixture.queue.enqueue(transaction, kFew, p, o, db::within(10s));
        }(f, std::move(payload), std::move(order)));
    };
    const auto large = tryAdd(std::string(jobs::kMostPayload + 1, 'x'), {});
    REQUIRE(!large);
    CHECK(large.error().args == std::vector<std::string>{"payload", "65536"});
    const auto longKey = tryAdd("", {.key = std::string(jobs::kMostKey + 1, 'x')});
    REQUIRE(!longKey);
    CHECK(longKey.error().code == ErrorCode::LimitExceeded);
    for (int i = 0; i < 3; ++i) CHECK(tryAdd("x", {}));
    const auto fourth = tryAdd("x", {});
    REQUIRE(!fourth);
    CHECK(fourth.error().args == std::vector<std::string>{"test.few", "3"});
    f.queue.counted({});  // the worker looked: the three were rolled back
    CHECK(tryAdd("x", {}));
}

TEST_CASE("many jobs are written in one go, in their order") {
    JobsFixture f;
    std::vector<jobs::NewJob> all;
    for (int i = 0; i < 2500; ++i) all.push_back(jobs::newJob(kWrite, std::to_string(i), {.cause = {Uuid{}, 3}}));
    const auto ids = runAwaitable([&]() -> awaitable<std::vector<Uuid>> {
        auto transaction = must(co_await f.database->begin(db::within(10s)));
        auto made = must(co_await f.queue.enqueue(transaction, std::move(all), db::within(10s)));
        must(co_await transaction.commit({}, db::within(10s)));
        co_return made;
    }());
    CHECK(ids.size() == 2500);
    CHECK(f.texts("SELECT id FROM kupets.job WHERE payload = '2499'::bytea") ==
          std::vector<std::string>{ids.back().text()});
    CHECK(f.number("SELECT count(DISTINCT id) FROM kupets.job WHERE depth = 3") == 2500);
}
