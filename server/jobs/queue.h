// Where jobs come from: rows that are written in the caller's open transaction and nowhere else, so that a job exists
// exactly when what caused it was committed.
//
//     co_await jobs.enqueue(transaction, kRemind, reminder, {.at = due, .key = task.text()}, deadline);
//
// Thread-safe. The Kinds outlive it and are complete before the first use; a kind that is not among them is a bug,
// std::logic_error. Errors: LimitExceeded (a payload, a key, jobs of a kind that wait; args: what, the limit).
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "server/jobs/kinds.h"

namespace kupets::jobs {

/// When a job with this key waits already (and was not begun yet): it is the same job. Keep: it stays as it is, and
/// runs at the sooner of both times. Replace: it becomes what the new one is; a twin that waits for another attempt
/// goes.
enum class Twin { Keep, Replace };

struct Order {
    std::optional<Timestamp> at;  // at once
    Priority priority = Priority::Normal;
    std::string key;  // unique within the kind; empty: none
    Twin twin = Twin::Keep;
    Cause cause;
};

/// A job before it is written; see newJob().
struct NewJob {
    std::string_view kind;
    std::string payload;
    Order order;
};

template <typename Payload>
NewJob newJob(Kind<Payload> kind, const Payload& payload, Order order = {}) {
    return {kind.name, Kinds::encode(payload), std::move(order)};
}

class Queue {
public:
    Queue(const Kinds& kinds, const Clock& clock) : kinds_(kinds), clock_(clock) {}

    template <typename Payload>
    asio::awaitable<Result<Uuid>> enqueue(db::Transaction& transaction, Kind<Payload> kind, const Payload& payload,
                                          Order order, db::Deadline deadline) {
        std::vector<NewJob> one;
        one.push_back(newJob(kind, payload, std::move(order)));
        auto ids = co_await enqueue(transaction, std::move(one), deadline);
        if (!ids) co_return std::unexpected(std::move(ids.error()));
        co_return ids->front();
    }
    /// Many in one round trip; their ids, of a twin that was there its own.
    asio::awaitable<Result<std::vector<Uuid>>> enqueue(db::Transaction& transaction, std::vector<NewJob> jobs,
                                                       db::Deadline deadline);
    /// Those with this key that wait are not done; how many these were. What is being worked on is not stopped.
    template <typename Payload>
    asio::awaitable<Result<std::uint64_t>> cancel(db::Transaction& transaction, Kind<Payload> kind, std::string key,
                                                  db::Deadline deadline) {
        return cancelNamed(transaction, kind.name, std::move(key), deadline);
    }

    const Kinds& kinds() const { return kinds_; }
    const Clock& clock() const { return clock_; }

    /// For the worker: called after each commit that brought jobs, from any thread. Set before the first use.
    void onCommit(std::function<void()> committed) { committed_ = std::move(committed); }
    /// For the worker: how many wait. Between two of these, own ones are counted.
    void counted(std::unordered_map<std::string, std::uint64_t> waiting);

private:
    asio::awaitable<Result<std::uint64_t>> cancelNamed(db::Transaction& transaction, std::string_view kind,
                                                       std::string key, db::Deadline deadline);
    Result<const Kinds::Definition*> admit(const NewJob& job);

    const Kinds& kinds_;
    const Clock& clock_;
    std::function<void()> committed_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::uint64_t> waiting_;  // by kind, about
};

}  // namespace kupets::jobs
