// A job that was taken, the attempt at it (or at several that share a transaction), and how it ended.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/cancellation_signal.hpp>

#include "server/jobs/kinds.h"

namespace kupets::jobs {

struct Taken {
    Job job;
    const Kinds::Definition* kind = nullptr;
    std::string payload;
    Priority priority = Priority::Normal;
};

/// What is to be written about a job that was taken.
struct Ending {
    enum class How {
        Inside,   // nothing: its transaction said it
        Done,     // that it is done
        Unsure,   // that it failed, unless its transaction was committed by whoever got it
        Failed,   // again after a pause, or dead
        GiveUp,   // dead
        PutOff,   // again at a time
        Returned  // again at once: it is not the job's fault
    };
    How how = How::Returned;
    Error error;
    Timestamp until;
};

/// Jobs of one kind that are worked on by one coroutine.
struct Flight {
    std::vector<Taken> jobs;
    std::vector<Ending> endings;  // one a job; Returned until it has another one
    Uuid worker;
    asio::any_io_executor strand;
    asio::cancellation_signal cancel;  // on `strand`
    std::string queue;
    bool overdue = false;  // cancelled for that; on the worker's strand
};

/// Runs the handlers and leaves the endings in the flight. What handlers throw is caught and logged here; a
/// cancellation passes through, and what has no ending yet stays Returned.
asio::awaitable<void> fly(db::Database& database, const Clock& clock, std::shared_ptr<Flight> flight);

}  // namespace kupets::jobs
