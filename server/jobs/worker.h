// Works off the queues: takes jobs in batches (FOR UPDATE SKIP LOCKED), runs their handlers, hands in how they ended.
// Any number of workers on any number of servers share the work; each job is in the hands of one.
//
// What a worker has in hand is its own as long as its beat is seen to go on; one that is silent for `lease`, by the
// watch of the others and not by the time of day, loses it to them. A worker that comes back from such a silence drops
// everything and begins anew.
//
// It wakes when a transaction of this server has brought jobs, when the next one is due, and every `poll` for what
// other servers brought and for clocks that jump.
//
// Thread-safe; everything inside runs on a strand of its own, handlers on others.
#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "server/jobs/queue.h"

namespace kupets::jobs {

class Worker {
public:
    struct Options {
        std::string name = "kupets-server";  // for people
        std::chrono::milliseconds poll{500};
        std::chrono::milliseconds beat{3'000};
        std::chrono::milliseconds lease{15'000};
        std::chrono::milliseconds grace{5'000};  // for handlers when the worker stops
    };
    struct Statistics {
        std::uint64_t running = 0;                     // in hand now
        std::uint64_t waiting = 0;                     // on all servers, some seconds ago; later ones too
        std::uint64_t done = 0, failed = 0, dead = 0;  // since the start
    };

    Worker(asio::any_io_executor executor, db::Database& database, Queue& queue, Options options);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Works until stop() and what follows it: handlers get their grace, are cancelled then, and what was not done goes
    /// back. The owner awaits it, before the database is stopped.
    asio::awaitable<void> run();
    void stop();
    /// There may be something to do.
    void wake();
    Statistics statistics() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::jobs
