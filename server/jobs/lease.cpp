#include <spdlog/spdlog.h>

#include "server/jobs/statements.h"
#include "server/jobs/worker_state.h"

namespace kupets::jobs {
namespace {

using namespace std::chrono_literals;

constexpr auto kLimit = 10s;
constexpr auto kCountEvery = 10s;
constexpr std::int64_t kJump = 10'000'000;  // microseconds: less is what clocks are put right by

}  // namespace

asio::awaitable<Result<void>> Worker::Impl::enlist() {
    auto done_ = co_await database.run(enroll(id, options.name, clock.now()), db::within(kLimit));
    // An answer that was lost: the row of that id is perhaps there, and is buried by and by.
    if (!done_) id = Uuid::make();
    if (!done_) co_return std::unexpected(std::move(done_.error()));
    enlisted = true;
    called = true;
    co_return Result<void>();
}

asio::awaitable<void> Worker::Impl::keepBeat() {
    while (!stopping) {
        const auto next = Steady::now() + options.beat;
        while (!stopping && Steady::now() < next) co_await ticked.waitUntil(next);
        if (stopping || !enlisted) continue;
        auto ok = co_await beat();
        if (ok) ok = co_await countWaiting();
        if (!ok && !stopping) spdlog::warn("jobs: no beat: {}", describe(ok.error()));
    }
}

asio::awaitable<Result<void>> Worker::Impl::beat() {
    const Uuid me = id;
    std::vector<db::Query> queries;
    queries.push_back(beatOf(me));
    queries.push_back(othersThan(me));
    queries.push_back(recoverOrphans(clock.now()));
    auto rows = co_await database.runAll(std::move(queries), db::within(kLimit));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if ((*rows)[0].empty() && me == id) beginAnew();
    if (!(*rows)[2].empty()) wake();
    co_return co_await buryTheSilent((*rows)[1]);
}

/// By looks and not by time: while the database was away nobody's beat went on, and nobody looked.
asio::awaitable<Result<void>> Worker::Impl::buryTheSilent(const db::Rows& rows) {
    const auto patience = std::max<std::int64_t>(2, options.lease / options.beat);
    std::unordered_map<Uuid, Seen> now;
    std::vector<db::Query> queries;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const Uuid other = rows.uuid(row, 0);
        Seen seen{rows.integer(row, 1), 0};
        if (const auto before = others.find(other); before != others.end() && before->second.beat == seen.beat)
            seen.still = before->second.still + 1;
        now[other] = seen;
        if (seen.still < patience) continue;
        spdlog::warn("jobs: worker {} has been silent for too long, its jobs go to others", other.text());
        queries.push_back(bury(other, seen.beat));
    }
    others = std::move(now);
    if (queries.empty()) co_return Result<void>();
    queries.push_back(recoverOrphans(clock.now()));
    auto done_ = co_await database.runAll(std::move(queries), db::within(kLimit));
    if (!done_) co_return std::unexpected(std::move(done_.error()));
    wake();
    co_return Result<void>();
}

asio::awaitable<Result<void>> Worker::Impl::countWaiting() {
    if (Steady::now() < countAt) co_return Result<void>();
    countAt = Steady::now() + kCountEvery;
    auto rows = co_await database.run(waitingByKind(), db::within(kLimit));
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::unordered_map<std::string, std::uint64_t> byKind;
    std::uint64_t all = 0;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const auto count = static_cast<std::uint64_t>(rows->integer(row, 1));
        byKind[std::string(rows->text(row, 0))] = count;
        all += count;
    }
    waiting = all;
    queue.counted(std::move(byKind));
    co_return Result<void>();
}

void Worker::Impl::beginAnew() {
    spdlog::warn("jobs: this worker was taken for dead and begins anew");
    for (auto& [_, entry] : airborne) cancel(entry.first);
    for (Line& line : lines) line.hand.clear();
    landed.clear();
    id = Uuid::make();
    enlisted = false;
    woken.notify();
}

asio::awaitable<Result<void>> Worker::Impl::watchClock() {
    const Timestamp now = clock.now();
    const std::int64_t ahead =
        now.micros - std::chrono::duration_cast<std::chrono::microseconds>(Steady::now().time_since_epoch()).count();
    const std::int64_t before = std::exchange(wallAhead, ahead).value_or(ahead);
    if (ahead > before - kJump) co_return Result<void>();
    spdlog::warn("jobs: the clock went back by {} s", (before - ahead) / 1'000'000);
    std::chrono::milliseconds longest{0};
    for (const auto& [_, kind] : queue.kinds().all()) longest = std::max(longest, kind.terms.longestPause);
    const Timestamp latest{now.micros + std::chrono::microseconds(longest).count() * 5 / 4};
    auto pulled = co_await database.run(pullRetries(now, latest), db::within(kLimit));
    if (!pulled) {
        wallAhead = before;  // again
        co_return std::unexpected(std::move(pulled.error()));
    }
    co_return Result<void>();
}

}  // namespace kupets::jobs
