// Coroutines that belong to somebody: a group that its owner awaits, so that nothing runs on after what it works with
// is gone.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>

namespace kupets::async {

namespace asio = boost::asio;

/// Waiting until somebody says that something changed; the waiter looks again then. On one strand only.
class Signal {
public:
    explicit Signal(const asio::any_io_executor& strand);
    ~Signal();
    /// Wakes all that wait now.
    void notify();
    /// Until notify(), the time, or a cancellation. Also true for no reason at all: look again.
    asio::awaitable<void> wait();
    asio::awaitable<void> waitUntil(std::chrono::steady_clock::time_point time);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

class TaskGroup {
public:
    explicit TaskGroup(asio::any_io_executor strand);
    ~TaskGroup();  // nothing may run any more
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    /// Starts it on `executor`. What it throws is a bug and is logged. Called on the group's strand, as everything
    /// here.
    void spawn(const asio::any_io_executor& executor, asio::awaitable<void> work) {
        spawn(executor, std::move(work), {}, nullptr);
    }
    void spawn(asio::awaitable<void> work) { spawn(strand_, std::move(work), {}, nullptr); }
    /// `owner` keeps the slot's signal alive: it is used until after the work's own frame is gone.
    void spawn(asio::awaitable<void> work, asio::cancellation_slot slot, std::shared_ptr<void> owner) {
        spawn(strand_, std::move(work), slot, std::move(owner));
    }
    /// The signal is emitted on `executor`, a strand then.
    void spawn(const asio::any_io_executor& executor, asio::awaitable<void> work, asio::cancellation_slot slot,
               std::shared_ptr<void> owner);

    std::size_t size() const { return running_; }
    /// Until nothing runs.
    asio::awaitable<void> wait();
    /// Until nothing runs, or the time; whether nothing runs.
    asio::awaitable<bool> waitUntil(std::chrono::steady_clock::time_point time);

private:
    asio::any_io_executor strand_;
    Signal ended_;
    std::size_t running_ = 0;
};

}  // namespace kupets::async
