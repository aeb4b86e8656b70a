// How a pool's coroutines wait and are woken, and how it ends.
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/db/pool.h"

namespace kupets::db {
namespace {

constexpr std::chrono::milliseconds kAfterAbort{1'000};

}  // namespace

Database::Impl::Waiter::Waiter(const std::shared_ptr<Impl>& pool)
    : alarm(pool->timekeeper_, [this, executor = pool->executor_, weak = std::weak_ptr(pool)](Deadline) {
          // Not at once: the alarm rings under a lock that stands above the pool's.
          asio::post(executor, [weak, late = self] {
              const auto there = weak.lock();
              const auto waiter = late.lock();
              if (there && waiter) there->wake(waiter, Outcome::TimedOut);
          });
          return Timekeeper::kNever;
      }) {}

std::shared_ptr<Database::Impl::Waiter> Database::Impl::makeWaiter(Deadline limit) {
    auto waiter = std::make_shared<Waiter>(shared_from_this());
    waiter->self = waiter;
    waiter->alarm.set(limit);
    return waiter;
}

asio::awaitable<void> Database::Impl::sleep(std::shared_ptr<Waiter> waiter) {
    const auto initiate = [this, waiter](auto handler) {
        auto cancellation = asio::get_associated_cancellation_slot(handler);
        auto work = asio::make_work_guard(asio::get_associated_executor(handler, executor_));
        Wakeup wakeup = [h = std::move(handler), w = std::move(work)]() mutable {
            const auto executor = w.get_executor();
            asio::post(executor, std::move(h));
        };
        {
            const std::lock_guard lock(mutex_);
            if (waiter->outcome == Outcome::Pending) {
                waiter->wakeup = std::move(wakeup);
                if (cancellation.is_connected()) {
                    cancellation.assign([weak = weak_from_this(), self = waiter->self](asio::cancellation_type) {
                        const auto pool = weak.lock();
                        const auto there = self.lock();
                        if (pool && there) pool->wake(there, Outcome::Cancelled);
                    });
                }
            }
        }
        if (wakeup) wakeup();
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(initiate, asio::use_awaitable);
    waiter->alarm.clear();
}

Database::Impl::Wakeup Database::Impl::decide(const std::shared_ptr<Waiter>& waiter, Outcome outcome) {
    const std::shared_ptr<Waiter> keep = waiter;
    waiter->outcome = outcome;
    std::erase(queue_, keep);
    std::erase(stoppers_, keep);
    return std::exchange(keep->wakeup, {});
}

void Database::Impl::wake(const std::shared_ptr<Waiter>& waiter, Outcome outcome) {
    Wakeup wakeup;
    {
        const std::lock_guard lock(mutex_);
        if (waiter->outcome == Outcome::Pending) wakeup = decide(waiter, outcome);
    }
    if (wakeup) wakeup();
}

std::vector<Database::Impl::Wakeup> Database::Impl::quietNow() {
    std::vector<Wakeup> out;
    if (slots_ > 0 || listening_ > 0) return out;
    while (!stoppers_.empty()) {
        if (Wakeup wakeup = decide(stoppers_.back(), Outcome::Stopped)) out.push_back(std::move(wakeup));
    }
    return out;
}

/// No new leases, nobody in the queue, nothing idle.
std::vector<Database::Impl::Wakeup> Database::Impl::shut(std::vector<std::unique_ptr<Link>>& unused) {
    std::vector<Wakeup> wakeups;
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    while (!queue_.empty()) {
        if (Wakeup wakeup = decide(queue_.front(), Outcome::Stopped)) wakeups.push_back(std::move(wakeup));
    }
    slots_ -= idle_.size();
    unused.swap(idle_);
    for (const std::shared_ptr<Listener>& listener : listeners_) listener->stop();
    listeners_.clear();
    return wakeups;
}

void Database::Impl::close() {
    std::vector<std::unique_ptr<Link>> unused;
    for (Wakeup& wakeup : shut(unused)) wakeup();
}

asio::awaitable<bool> Database::Impl::waitUntilQuiet(Deadline limit) {
    std::shared_ptr<Waiter> waiter;
    {
        const std::lock_guard lock(mutex_);
        if (slots_ == 0 && listening_ == 0) co_return true;
        waiter = makeWaiter(limit);
        stoppers_.push_back(waiter);
    }
    co_await sleep(waiter);
    co_return waiter->outcome == Outcome::Stopped;
}

asio::awaitable<void> Database::Impl::stop(Deadline deadline) {
    close();
    if (!co_await waitUntilQuiet(deadline)) {
        {
            const std::lock_guard lock(mutex_);
            for (Link* link : lent_) link->abort();
        }
        // Their coroutines fail now; a moment for them to give back what they hold.
        co_await waitUntilQuiet(within(kAfterAbort));
    }
    timekeeper_->stop();
}

}  // namespace kupets::db
