#include "server/jobs/schedules.h"

#include <algorithm>
#include <deque>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "server/async/task_group.h"
#include "server/db/bytea.h"

namespace kupets::jobs {
namespace {

using namespace std::chrono_literals;
using calendar::Recurrence;
using calendar::Zone;
using Steady = std::chrono::steady_clock;

constexpr auto kLimit = 30s;
constexpr std::int64_t kLate = 60'000'000;  // microseconds: what comes later was missed
constexpr std::int64_t kJump = 10'000'000;
constexpr std::size_t kMostEach = 100;
constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kLooksBack[] = {kHour, 24 * kHour, 31 * 24 * kHour, 400 * 24 * kHour, 100 * 366 * 24 * kHour};

constexpr std::string_view kPut =
    "INSERT INTO kupets.job_schedule AS s (name, kind, payload, times, zone, missed, next_at) VALUES ($1, $2, "
    "$3::bytea, "
    "$4, $5, $6::int2, $7::timestamptz) ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, payload = "
    "excluded.payload, times = excluded.times, zone = excluded.zone, missed = excluded.missed, next_at = CASE WHEN "
    "(s.times, s.zone) = (excluded.times, excluded.zone) THEN s.next_at ELSE excluded.next_at END";

constexpr std::string_view kDue =
    "SELECT name, kind, payload, times, zone, missed, next_at FROM kupets.job_schedule WHERE next_at <= "
    "$1::timestamptz "
    "AND kind = ANY($2::text[]) ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED";

constexpr std::string_view kOccurs =
    "INSERT INTO kupets.job_occurrence (schedule, at) SELECT $1, unnest($2::timestamptz[]) ON CONFLICT DO NOTHING "
    "RETURNING at";

struct Rule {
    Recurrence recurrence;
    Zone zone;
};

Result<Rule> readRule(std::string_view times, std::string_view zone) {
    auto recurrence = Recurrence::parse(times);
    if (!recurrence) return std::unexpected(std::move(recurrence.error()).within("times"));
    auto known = Zone::named(zone);
    if (!known) return fail(ErrorCode::InvalidValue, {std::string(zone)}, "zone");
    return Rule{std::move(*recurrence), std::move(*known)};
}

}  // namespace

struct Schedules::Impl : std::enable_shared_from_this<Impl> {
    Impl(const asio::any_io_executor& executor, db::Database& d, Queue& q, Options o)
        : strand(asio::make_strand(executor)), database(d), queue(q), options(std::move(o)), woken(strand) {
        for (const auto& [name, _] : queue.kinds().all()) kinds.push_back(name);
    }

    asio::awaitable<void> run();
    asio::awaitable<Result<void>> replan();
    asio::awaitable<Result<bool>> fireOne();
    asio::awaitable<Result<void>> fire(db::Transaction& transaction, const db::Rows& row, const Rule& rule,
                                       Timestamp now, db::Deadline deadline);
    std::vector<Timestamp> occurrences(const Rule& rule, Timestamp first, Timestamp now, Missed missed) const;
    std::optional<Timestamp> next(const Rule& rule, Timestamp after) const;
    bool clockWentBack();
    asio::awaitable<Result<Steady::time_point>> look();
    void wake();

    const asio::any_io_executor strand;
    db::Database& database;
    Queue& queue;
    const Options options;
    async::Signal woken;
    std::vector<std::string> kinds;
    bool stopping = false;
    bool planned = false;
    bool changed = false;
    std::optional<std::int64_t> wallAhead;
};

Schedules::Schedules(const asio::any_io_executor& executor, db::Database& database, Queue& queue, Options options)
    : impl_(std::make_shared<Impl>(executor, database, queue, std::move(options))) {}
Schedules::~Schedules() = default;

asio::awaitable<void> Schedules::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void Schedules::stop() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->stopping = true;
        impl->woken.notify();
    });
}

void Schedules::Impl::wake() {
    asio::post(strand, [self = shared_from_this()] {
        self->changed = true;
        self->woken.notify();
    });
}

asio::awaitable<Result<void>> Schedules::putNamed(db::Transaction& transaction, std::string name, std::string_view kind,
                                                  std::string payload, Times times, db::Deadline deadline) {
    const auto rule = readRule(times.times, times.zone);
    if (!rule) co_return std::unexpected(rule.error());
    if (payload.size() > kMostPayload)
        co_return fail(ErrorCode::LimitExceeded, {"payload", std::to_string(kMostPayload)}, "payload");
    const auto next = impl_->next(*rule, impl_->queue.clock().now());
    db::Query query{std::string(kPut), {}};
    query.params.add(name).add(kind).add(db::toBytea(payload)).add(times.times).add(times.zone);
    query.params.add(static_cast<int>(times.missed));
    next ? query.params.add(*next) : query.params.addNull();
    auto done = co_await transaction.run(std::move(query), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    transaction.afterCommit([weak = std::weak_ptr(impl_)] {
        if (const auto impl = weak.lock()) impl->wake();
    });
    co_return Result<void>();
}

asio::awaitable<Result<void>> Schedules::remove(db::Transaction& transaction, std::string name, db::Deadline deadline) {
    db::Query query{"DELETE FROM kupets.job_schedule WHERE name = $1", {}};
    query.params.add(name);
    auto done = co_await transaction.run(std::move(query), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

std::optional<Timestamp> Schedules::Impl::next(const Rule& rule, Timestamp after) const {
    return options.isWorking ? rule.recurrence.next(after, rule.zone, options.isWorking)
                             : rule.recurrence.next(after, rule.zone);
}

asio::awaitable<void> Schedules::Impl::run() {
    while (!stopping) {
        Result<void> ok;
        if (clockWentBack()) planned = false;
        if (!planned) ok = co_await replan();
        while (ok && !stopping) {
            auto fired = co_await fireOne();
            if (!fired) ok = std::unexpected(std::move(fired.error()));
            if (!fired || !*fired) break;
        }
        auto until = Steady::now() + options.poll;
        if (ok && !stopping) {
            auto soonest = co_await look();
            if (soonest) until = std::min(until, *soonest);
        }
        if (!ok && !stopping) spdlog::warn("schedules wait: {}", describe(ok.error()));
        while (!stopping && !std::exchange(changed, false) && Steady::now() < until) co_await woken.waitUntil(until);
    }
}

bool Schedules::Impl::clockWentBack() {
    const std::int64_t ahead =
        queue.clock().now().micros -
        std::chrono::duration_cast<std::chrono::microseconds>(Steady::now().time_since_epoch()).count();
    return ahead < std::exchange(wallAhead, ahead).value_or(ahead) - kJump;
}

/// What a clock that ran ahead has put off comes at its time: at the start, and when the clock goes back.
asio::awaitable<Result<void>> Schedules::Impl::replan() {
    const db::Deadline deadline = db::within(kLimit);
    const Timestamp now = queue.clock().now();
    auto rows = co_await database.run({"SELECT name, times, zone, next_at FROM kupets.job_schedule", {}}, deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<db::Query> queries;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const auto rule = readRule(rows->text(row, 1), rows->text(row, 2));
        const auto at = rule ? next(*rule, now) : std::nullopt;
        if (!at || (!rows->isNull(row, 3) && rows->timestamp(row, 3) <= *at)) continue;
        db::Query query{
            "UPDATE kupets.job_schedule SET next_at = $2::timestamptz WHERE name = $1 AND times = $3 AND zone = $4",
            {}};
        query.params.add(rows->text(row, 0)).add(*at).add(rows->text(row, 1)).add(rows->text(row, 2));
        queries.push_back(std::move(query));
    }
    if (!queries.empty()) {
        auto done = co_await database.runAll(std::move(queries), deadline);
        if (!done) co_return std::unexpected(std::move(done.error()));
    }
    planned = true;
    co_return Result<void>();
}

/// Whether there was one.
asio::awaitable<Result<bool>> Schedules::Impl::fireOne() {
    const db::Deadline deadline = db::within(kLimit);
    const Timestamp now = queue.clock().now();
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    db::Query query{std::string(kDue), {}};
    query.params.add(now).addArray(std::span<const std::string>(kinds));
    auto row = co_await transaction->run(std::move(query), deadline);
    if (!row) co_return std::unexpected(std::move(row.error()));
    if (row->empty()) {
        co_await transaction->rollback();
        co_return false;
    }
    const auto rule = readRule(row->text(0, 3), row->text(0, 4));
    if (rule) {
        auto fired = co_await fire(*transaction, *row, *rule, now, deadline);
        if (!fired) co_return std::unexpected(std::move(fired.error()));
    } else {
        spdlog::error("schedule {}: {}", row->text(0, 0), describe(rule.error()));
    }
    const auto later = rule ? next(*rule, now) : std::nullopt;
    std::vector<db::Query> last;
    last.push_back(
        {"UPDATE kupets.job_schedule SET next_at = $2::timestamptz, last_at = $3::timestamptz WHERE name = $1", {}});
    last.back().params.add(row->text(0, 0));
    later ? last.back().params.add(*later) : last.back().params.addNull();
    last.back().params.add(now);
    auto done = co_await transaction->commit(std::move(last), deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return true;
}

asio::awaitable<Result<void>> Schedules::Impl::fire(db::Transaction& transaction, const db::Rows& row, const Rule& rule,
                                                    Timestamp now, db::Deadline deadline) {
    const auto missed = static_cast<Missed>(row.integer(0, 5));
    std::vector<std::string> times;
    for (const Timestamp at : occurrences(rule, row.timestamp(0, 6), now, missed)) times.push_back(at.text());
    if (times.empty()) co_return Result<void>();
    db::Query query{std::string(kOccurs), {}};
    query.params.add(row.text(0, 0)).addArray(std::span<const std::string>(times));
    auto fresh = co_await transaction.run(std::move(query), deadline);
    if (!fresh) co_return std::unexpected(std::move(fresh.error()));
    std::vector<NewJob> jobs;
    const std::string payload = db::fromBytea(row.text(0, 2));
    for (std::size_t i = 0; i < fresh->size(); ++i)
        jobs.push_back({row.text(0, 1), payload, {.at = fresh->timestamp(i, 0)}});
    if (jobs.empty()) co_return Result<void>();
    auto enqueued = co_await queue.enqueue(transaction, std::move(jobs), deadline);
    if (!enqueued) co_return std::unexpected(std::move(enqueued.error()));
    co_return Result<void>();
}

/// Those from `first` to `now` that the schedule wants; after a long rest only the last ones are looked for.
std::vector<Timestamp> Schedules::Impl::occurrences(const Rule& rule, Timestamp first, Timestamp now,
                                                    Missed missed) const {
    const std::size_t most = missed == Missed::Each ? kMostEach : 1;
    std::deque<Timestamp> due;
    for (const std::int64_t span : kLooksBack) {
        const bool all = now.micros - first.micros <= span;
        due.clear();
        for (auto at = all ? std::optional(first) : next(rule, {now.micros - span}); at && *at <= now;
             at = next(rule, *at)) {
            due.push_back(*at);
            if (due.size() > most) due.pop_front();
        }
        if (all || due.size() == most) break;
    }
    if (missed == Missed::Skip) std::erase_if(due, [now](Timestamp at) { return now.micros - at.micros > kLate; });
    return {due.begin(), due.end()};
}

asio::awaitable<Result<Steady::time_point>> Schedules::Impl::look() {
    db::Query query{"SELECT min(next_at) FROM kupets.job_schedule WHERE kind = ANY($1::text[])", {}};
    query.params.addArray(std::span<const std::string>(kinds));
    auto row = co_await database.run(std::move(query), db::within(kLimit));
    if (!row) co_return std::unexpected(std::move(row.error()));
    if (row->isNull(0, 0)) co_return Steady::time_point::max();
    const std::int64_t wait = row->timestamp(0, 0).micros - queue.clock().now().micros;
    co_return Steady::now() + std::chrono::microseconds(std::clamp<std::int64_t>(wait, 1'000, 3'600'000'000));
}

}  // namespace kupets::jobs
