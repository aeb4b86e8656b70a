#include "server/jobs/worker.h"

#include <algorithm>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <spdlog/spdlog.h>

#include "server/jobs/statements.h"
#include "server/jobs/worker_state.h"

namespace kupets::jobs {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostAtOnce = 1'000;
constexpr auto kPause = 200ms;     // after the database did not answer
constexpr auto kMargin = 1s;       // for a handler to end by its own deadline
constexpr auto kHandInLimit = 2s;  // when the worker stops

bool isCancellation(const std::exception& thrown) {
    const auto* error = dynamic_cast<const boost::system::system_error*>(&thrown);
    return error != nullptr && error->code() == asio::error::operation_aborted;
}

}  // namespace

Worker::Worker(asio::any_io_executor executor, db::Database& database, Queue& queue, Options options)
    : impl_(std::make_shared<Impl>(executor, database, queue, std::move(options))) {
    queue.onCommit([weak = std::weak_ptr(impl_)] {
        if (const auto impl = weak.lock()) impl->wake();
    });
}
Worker::~Worker() = default;

asio::awaitable<void> Worker::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void Worker::stop() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->stopping = true;
        impl->woken.notify();
        impl->ticked.notify();
    });
}

void Worker::wake() { impl_->wake(); }

void Worker::Impl::wake() {
    if (waking.exchange(true)) return;
    asio::post(strand, [self = shared_from_this()] {
        self->waking = false;
        self->called = true;
        self->woken.notify();
    });
}

Worker::Statistics Worker::statistics() const {
    return {impl_->running.load(), impl_->waiting.load(), impl_->done.load(), impl_->failed.load(), impl_->dead.load()};
}

Worker::Impl::Impl(const asio::any_io_executor& e, db::Database& d, Queue& q, Options o)
    : executor(e),
      strand(asio::make_strand(e)),
      database(d),
      queue(q),
      clock(q.clock()),
      options(std::move(o)),
      woken(strand),
      ticked(strand),
      flights(strand),
      tasks(strand) {
    for (const auto& [name, terms] : queue.kinds().queues()) {
        Line line;
        line.name = name;
        line.concurrency = std::max<std::size_t>(1, terms.concurrency);
        for (const auto& [_, kind] : queue.kinds().all()) {
            if (kind.terms.queue == name) line.batch = std::max(line.batch, kind.terms.batch);
        }
        lines.push_back(std::move(line));
        lineNames.push_back(name);
    }
    for (const auto& [name, _] : queue.kinds().all()) kindNames.push_back(name);
}

std::size_t Worker::Impl::Line::wanted() const {
    const std::size_t room = (concurrency - busy) * batch;
    return room > hand.size() ? std::min(room - hand.size(), kMostAtOnce) : 0;
}

asio::awaitable<void> Worker::Impl::run() {
    tasks.spawn(keepBeat());
    while (!stopping) {
        auto ok = enlisted ? co_await watchClock() : co_await enlist();
        if (ok) ok = co_await exchange(true);
        if (!ok) {
            if (!stopping) spdlog::warn("jobs wait: {}", describe(ok.error()));
            const auto until = Steady::now() + kPause;
            while (!stopping && Steady::now() < until) co_await woken.waitUntil(until);
            continue;
        }
        if (!stopping) launch();
        cancelOverdue();
        if (!stopping && idle()) co_await woken.waitUntil(nextLook());
    }
    co_await windDown();
}

/// Nothing to hand in, nothing to take.
bool Worker::Impl::idle() const {
    return !called && landed.empty() && enlisted &&
           std::ranges::none_of(lines, [](const Line& line) { return line.hungry && line.wanted() > 0; });
}

/// When the next job is due, and soon in any case.
Steady::time_point Worker::Impl::nextLook() const {
    const Timestamp now = clock.now();
    std::chrono::microseconds wait = options.poll;
    for (const Line& line : lines) {
        if (line.next && *line.next > lookedAt && line.wanted() > 0)
            wait = std::min(wait, std::chrono::microseconds(line.next->micros - now.micros));
    }
    return Steady::now() + wait;
}

void Worker::Impl::launch() {
    for (Line& line : lines) {
        while (line.busy < line.concurrency && !line.hand.empty()) {
            std::vector<Taken> jobs;
            jobs.push_back(std::move(line.hand.front()));
            line.hand.pop_front();
            const auto joins = [&jobs](const Taken& other) {
                return other.kind == jobs.front().kind && other.job.attempt == 1 && jobs.front().job.attempt == 1;
            };
            const std::size_t most = jobs.front().kind->terms.batch;
            while (jobs.size() < most && !line.hand.empty() && joins(line.hand.front())) {
                jobs.push_back(std::move(line.hand.front()));
                line.hand.pop_front();
            }
            launch(line, std::move(jobs));
        }
    }
}

void Worker::Impl::launch(Line& line, std::vector<Taken> jobs) {
    auto flight = std::make_shared<Flight>();
    flight->endings.resize(jobs.size());
    flight->worker = id;
    flight->queue = line.name;
    flight->strand = asio::make_strand(executor);
    const auto attempts = static_cast<int>(jobs.size() > 1 ? jobs.size() + 1 : 1);
    const auto overdue = Steady::now() + jobs.front().kind->terms.limit * attempts + kMargin;
    running += jobs.size();
    flight->jobs = std::move(jobs);
    ++line.busy;
    airborne[flight.get()] = {flight, overdue};
    flights.spawn(flight->strand, serve(flight), flight->cancel.slot(), flight);
}

asio::awaitable<void> Worker::Impl::serve(FlightPtr flight) {
    try {
        co_await fly(database, clock, flight);
    } catch (const std::exception& thrown) {
        // The cancellation's, else a bug; the endings say how far it came.
        if (!isCancellation(thrown)) spdlog::error("jobs: {}", thrown.what());
    }
    asio::post(strand, [self = shared_from_this(), flight] { self->land(flight); });
}

void Worker::Impl::land(const FlightPtr& flight) {
    airborne.erase(flight.get());
    running -= flight->jobs.size();
    for (Line& line : lines) {
        if (line.name == flight->queue) --line.busy;
    }
    for (std::size_t i = 0; i < flight->jobs.size(); ++i) {
        Ending& ending = flight->endings[i];
        if (ending.how == Ending::How::Returned && flight->overdue)
            ending = {Ending::How::Failed, Error(ErrorCode::DeadlineExceeded), {}};
        const bool ended = ending.how == Ending::How::Inside || ending.how == Ending::How::Done;
        const bool tried = ending.how == Ending::How::Failed || ending.how == Ending::How::GiveUp;
        const Taken& taken = flight->jobs[i];
        if (ended) ++done;
        if (!tried) continue;
        ++failed;
        if (ending.how == Ending::How::GiveUp || taken.job.isLastAttempt()) ++dead;
        spdlog::warn("job {} of kind {}, attempt {} of {}: {}", taken.job.id.text(), taken.kind->name,
                     taken.job.attempt, taken.job.attempts, describe(ending.error));
    }
    landed.push_back(flight);
    woken.notify();
}

void Worker::Impl::cancel(const FlightPtr& flight) {
    asio::post(flight->strand, [flight] { flight->cancel.emit(asio::cancellation_type::terminal); });
}

void Worker::Impl::cancelOverdue() {
    const auto now = Steady::now();
    for (auto& [_, entry] : airborne) {
        auto& [flight, overdue] = entry;
        if (now < overdue) continue;
        flight->overdue = true;
        overdue = Steady::time_point::max();
        cancel(flight);
    }
}

asio::awaitable<void> Worker::Impl::windDown() {
    const auto handIn = [this]() -> asio::awaitable<void> {
        if (landed.empty()) co_return;
        auto ok = co_await exchange(false);
        if (!ok) spdlog::warn("jobs are not handed in: {}", describe(ok.error()));
    };
    for (Line& line : lines) {
        if (line.hand.empty()) continue;
        auto flight = std::make_shared<Flight>();
        flight->worker = id;
        flight->jobs.assign(std::make_move_iterator(line.hand.begin()), std::make_move_iterator(line.hand.end()));
        flight->endings.resize(flight->jobs.size());
        line.hand.clear();
        landed.push_back(std::move(flight));
    }
    const auto grace = Steady::now() + options.grace;
    while (flights.size() > 0 && Steady::now() < grace) {
        co_await handIn();
        if (flights.size() > 0 && landed.empty()) co_await woken.waitUntil(std::min(grace, Steady::now() + kPause));
    }
    for (auto& [_, entry] : airborne) cancel(entry.first);
    co_await flights.wait();
    co_await tasks.wait();
    const auto limit = Steady::now() + kHandInLimit;
    while (!landed.empty() && Steady::now() < limit) {
        co_await handIn();
        if (!landed.empty()) co_await woken.waitUntil(Steady::now() + kPause);
    }
    if (!enlisted || !landed.empty()) co_return;  // the others will find out
    auto left = co_await database.run(leave(id), db::within(kHandInLimit));
    if (!left) spdlog::warn("jobs: {}", describe(left.error()));
}

}  // namespace kupets::jobs
