// The insides of a Worker. Everything on its strand, unless it says otherwise.
#pragma once

#include <atomic>
#include <deque>
#include <random>
#include <unordered_map>
#include <unordered_set>

#include "server/async/task_group.h"
#include "server/jobs/flight.h"
#include "server/jobs/worker.h"

namespace kupets::jobs {

using Steady = std::chrono::steady_clock;

struct Worker::Impl : std::enable_shared_from_this<Worker::Impl> {
    using FlightPtr = std::shared_ptr<Flight>;
    struct Line {  // a queue, as this worker sees it
        std::string name;
        std::size_t concurrency = 1;
        std::size_t batch = 1;
        std::size_t busy = 0;           // handlers
        std::deque<Taken> hand;         // taken and not begun
        bool hungry = true;             // there may be more that is due
        std::optional<Timestamp> next;  // when the first of those that wait is due

        std::size_t wanted() const;
    };
    struct Seen {
        std::int64_t beat = 0;
        int still = 0;  // so many looks in a row
    };

    Impl(const asio::any_io_executor& executor, db::Database& d, Queue& q, Options o);

    void wake();  // any thread

    // worker.cpp: the loop
    asio::awaitable<void> run();
    bool idle() const;
    Steady::time_point nextLook() const;
    void launch();
    void launch(Line& line, std::vector<Taken> jobs);
    asio::awaitable<void> serve(FlightPtr flight);  // on the flight's strand
    void land(const FlightPtr& flight);
    void cancel(const FlightPtr& flight);
    void cancelOverdue();
    asio::awaitable<void> windDown();

    // exchange.cpp: what ended is handed in, what is due is taken, in one round trip
    asio::awaitable<Result<void>> exchange(bool take);
    struct Ask;
    asio::awaitable<Result<std::vector<db::Rows>>> together(std::vector<db::Query> queries);
    void addEndings(std::vector<db::Query>& queries, const std::vector<FlightPtr>& handedIn);
    std::vector<Uuid> known() const;
    void lookAhead(const db::Rows& rows);

    // lease.cpp: that we are alive, and whether the others are
    asio::awaitable<Result<void>> enlist();
    asio::awaitable<void> keepBeat();
    asio::awaitable<Result<void>> beat();
    asio::awaitable<Result<void>> buryTheSilent(const db::Rows& rows);
    asio::awaitable<Result<void>> countWaiting();
    /// Others took us for dead: nothing in hand is ours.
    void beginAnew();
    /// Retries that were put off by a clock which ran ahead come back to it.
    asio::awaitable<Result<void>> watchClock();

    const asio::any_io_executor executor;
    const asio::any_io_executor strand;
    db::Database& database;
    Queue& queue;
    const Clock& clock;
    const Options options;

    Uuid id = Uuid::make();
    bool enlisted = false;
    bool stopping = false;
    bool called = false;  // wake()
    bool strays = false;  // perhaps: an exchange that took jobs was not answered
    async::Signal woken, ticked;
    async::TaskGroup flights, tasks;
    std::vector<Line> lines;
    Timestamp lookedAt;  // what was due then was asked for
    std::vector<std::string> lineNames, kindNames;
    std::unordered_map<Flight*, std::pair<FlightPtr, Steady::time_point>> airborne;  // and when they are overdue
    std::vector<FlightPtr> landed;                                                   // to be handed in
    std::unordered_map<Uuid, Seen> others;
    Steady::time_point countAt{};
    std::optional<std::int64_t> wallAhead;  // of the steady clock, microseconds
    std::minstd_rand chance{std::random_device{}()};

    std::atomic<bool> waking = false;  // wake() is on its way
    std::atomic<std::uint64_t> running = 0, waiting = 0, done = 0, failed = 0, dead = 0;
};

}  // namespace kupets::jobs
