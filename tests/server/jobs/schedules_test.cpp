#include "server/jobs/schedules.h"

#include <catch2/catch.hpp>

#include "tests/server/jobs/jobs_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using jobs::Missed;
using jobs::Times;

namespace {

/// A clock that stands where a test puts it.
class StandingClock final : public Clock {
public:
    explicit StandingClock(std::string_view at) : now_(Timestamp::parse(at)->micros) {}
    Timestamp now() const override { return {now_.load()}; }
    void set(std::string_view at) { now_ = Timestamp::parse(at)->micros; }

private:
    std::atomic<std::int64_t> now_;
};

/// Schedules of several servers on one database, and what they enqueued.
class Planned {
public:
    explicit Planned(std::string_view now, int servers = 1) : clock(now), queue(fixture.kinds, clock) {
        for (int i = 0; i < servers; ++i) start();
    }
    ~Planned() { stop(); }

    void start() {
        servers_.push_back(std::make_unique<jobs::Schedules>(ioContext().get_executor(), *fixture.database, queue,
                                                             jobs::Schedules::Options{.poll = 5ms, .isWorking = {}}));
        ended_.push_back(boost::asio::co_spawn(ioContext(), servers_.back()->run(), boost::asio::use_future));
    }
    void stop() {
        for (auto& server : servers_) server->stop();
        for (auto& ended : ended_) ended.get();
        servers_.clear();
        ended_.clear();
    }
    Result<void> put(const std::string& name, Times times) {
        return runAwaitable([](Planned& self, std::string n, Times t) -> awaitable<Result<void>> {
            jobs::Schedules schedules(ioContext().get_executor(), *self.fixture.database, self.queue, {});
            auto transaction = must(co_await self.fixture.database->begin(db::within(10s)));
            auto put = co_await schedules.put(transaction, n, kWrite, n, t, db::within(10s));
            if (put) must(co_await transaction.commit({}, db::within(10s)));
            co_return put;
        }(*this, name, std::move(times)));
    }
    void remove(const std::string& name) {
        runAwaitable([](Planned& self, std::string n) -> awaitable<int> {
            jobs::Schedules schedules(ioContext().get_executor(), *self.fixture.database, self.queue, {});
            auto transaction = must(co_await self.fixture.database->begin(db::within(10s)));
            must(co_await schedules.remove(transaction, n, db::within(10s)));
            must(co_await transaction.commit({}, db::within(10s)));
            co_return 0;
        }(*this, name));
    }
    std::vector<std::string> came() {
        return fixture.texts("SELECT to_char(run_at AT TIME ZONE 'UTC', 'DD HH24:MI') FROM kupets.job ORDER BY run_at");
    }
    /// So many came, and no more of them.
    bool cameAre(const std::vector<std::string>& wanted) {
        const bool there = eventually([&] { return came().size() >= wanted.size(); });
        const bool settled = eventually([&] { return fixture.number(kDue + clock.now().text() + "'") == 0; });
        return there && settled && came() == wanted;
    }

    JobsFixture fixture;
    StandingClock clock;
    jobs::Queue queue;

private:
    static inline const std::string kDue = "SELECT count(*) FROM kupets.job_schedule WHERE next_at <= '";
    std::vector<std::unique_ptr<jobs::Schedules>> servers_;
    std::vector<std::future<void>> ended_;
};

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("an occurrence is enqueued once, by one of several servers") {
    Planned p("2026-11-20T06:00:00Z", 4);
    REQUIRE(p.put("a", {.times = "*/10 * * * *"}));
    REQUIRE(p.put("b", {.times = "30 9 * * *", .zone = "Europe/Moscow"}));
    p.clock.set("2026-11-20T06:10:00Z");
    CHECK(p.cameAre({"20 06:10"}));
    p.clock.set("2026-11-20T06:20:01Z");
    CHECK(p.cameAre({"20 06:10", "20 06:20"}));
    p.clock.set("2026-11-20T06:30:00Z");
    CHECK(p.cameAre({"20 06:10", "20 06:20", "20 06:30", "20 06:30"}));
    p.remove("a");
    p.clock.set("2026-11-20T06:50:00Z");
    CHECK(p.cameAre({"20 06:10", "20 06:20", "20 06:30", "20 06:30"}));
}

TEST_CASE("what was missed while no server ran comes once, not at all, or each time, as the schedule says") {
    Planned p("2026-11-20T06:00:00Z", 0);
    const Missed missed = GENERATE(Missed::Once, Missed::Skip, Missed::Each);
    REQUIRE(p.put("a", {.times = "0 8 * * *", .missed = missed}));
    p.clock.set("2026-11-23T12:00:00Z");
    p.start();
    if (missed == Missed::Once) CHECK(p.cameAre({"23 08:00"}));
    if (missed == Missed::Skip) CHECK(p.cameAre({}));
    if (missed == Missed::Each) CHECK(p.cameAre({"20 08:00", "21 08:00", "22 08:00", "23 08:00"}));
    p.clock.set("2026-11-24T08:00:30Z");
    if (missed == Missed::Skip) CHECK(p.cameAre({"24 08:00"}));
}

TEST_CASE("put again with the same times a schedule keeps what it missed, with others it begins anew") {
    Planned p("2026-11-20T06:00:00Z", 0);
    REQUIRE(p.put("same", {.times = "0 8 * * *"}));
    REQUIRE(p.put("other", {.times = "0 8 * * *"}));
    p.clock.set("2026-11-20T12:00:00Z");
    REQUIRE(p.put("same", {.times = "0 8 * * *"}));
    REQUIRE(p.put("other", {.times = "0 9 * * *"}));
    p.start();
    CHECK(p.cameAre({"20 08:00"}));
    CHECK(p.fixture.texts("SELECT convert_from(payload, 'UTF8') FROM kupets.job") == Strings{"same"});
}

TEST_CASE("a clock that jumps ahead and comes back loses no occurrence and doubles none") {
    Planned p("2026-11-20T12:00:00Z");
    REQUIRE(p.put("hourly", {.times = "30 * * * *"}));
    p.clock.set("2026-11-20T12:30:00Z");
    CHECK(p.cameAre({"20 12:30"}));
    p.clock.set("2026-11-21T12:31:00Z");  // a day ahead
    CHECK(p.cameAre({"20 12:30", "21 12:30"}));
    p.clock.set("2026-11-20T12:32:00Z");
    CHECK(eventually([&] {
        return p.fixture.number("SELECT count(*) FROM kupets.job_schedule WHERE next_at = '2026-11-20T13:30:00Z'") == 1;
    }));
    for (int hour = 13; hour < 24; ++hour) {
        p.clock.set("2026-11-20T" + std::to_string(hour) + ":30:00Z");
        CHECK(eventually([&] { return p.came().size() == static_cast<std::size_t>(hour - 10); }));
    }
    p.clock.set("2026-11-21T12:30:05Z");  // the one that came already, and what was slept through
    CHECK(eventually([&] {
        return p.fixture.number("SELECT count(*) FROM kupets.job_schedule WHERE next_at = '2026-11-21T13:30:00Z'") == 1;
    }));
    CHECK(p.came().size() == 13);
    CHECK(p.fixture.number("SELECT count(DISTINCT run_at) FROM kupets.job") == 13);
}

TEST_CASE("a time that clocks leave out comes when they are put forward, one that they show twice comes once") {
    Planned p("2026-03-28T12:00:00Z");
    REQUIRE(p.put("a", {.times = "30 2 * * *", .zone = "Europe/Berlin"}));
    for (const char* now : {"2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"}) {
        p.clock.set(now);
        CHECK(eventually([&] {
            return p.fixture.number("SELECT count(*) FROM kupets.job_schedule WHERE next_at > '" + std::string(now) +
                                    "'") == 1;
        }));
    }
    CHECK(p.came() == Strings{"29 01:00", "30 00:30"});
}

TEST_CASE("a schedule that cannot be is refused with its reason") {
    Planned p("2026-03-28T12:00:00Z", 0);
    const auto times = p.put("a", {.times = "61 * * * *"});
    REQUIRE(!times);
    CHECK((times.error().code == ErrorCode::Syntax && times.error().fieldPath == "times" &&
           times.error().args == Strings{"61"}));
    const auto zone = p.put("a", {.times = "0 * * * *", .zone = "Europe/Nowhere"});
    REQUIRE(!zone);
    CHECK((zone.error().code == ErrorCode::InvalidValue && zone.error().fieldPath == "zone"));
}
