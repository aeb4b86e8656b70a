// The pool behind a Database: a bounded number of slots, each with a link that is idle, lent, being opened or being put
// in order again; and the queue of those who wait for one.
//
// Thread-safe: one mutex, never held over anything that waits or runs foreign code.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "server/db/database.h"
#include "server/db/link.h"
#include "server/db/listener.h"
#include "server/db/timekeeper.h"

namespace kupets::db {

struct Database::Impl : std::enable_shared_from_this<Database::Impl> {
public:
    Impl(asio::any_io_executor executor, Options options);

    asio::awaitable<Result<std::unique_ptr<Link>>> acquire(Deadline deadline);
    /// Takes back what was lent, in whatever state; from any thread.
    void giveBack(std::unique_ptr<Link> link);
    void listen(std::string channel, std::function<void(std::string_view)> notified);
    asio::awaitable<void> stop(Deadline deadline);
    /// Refuses everything from now on; what is lent may still come back.
    void close();
    Statistics statistics() const;
    void counted(std::size_t statements) { statements_ += statements; }

private:
    using Wakeup = std::move_only_function<void()>;

    /// One coroutine that waits: for a link (acquire) or for the end of all (stop).
    struct Waiter {
        enum class Outcome { Pending, Link, Slot, TimedOut, Cancelled, Stopped };
        Waiter(const std::shared_ptr<Impl>& pool);

        Outcome outcome = Outcome::Pending;
        std::unique_ptr<Link> link;
        Wakeup wakeup;
        std::weak_ptr<Waiter> self;
        Timekeeper::Alarm alarm;
    };
    using Outcome = Waiter::Outcome;
    class Slot;

    std::shared_ptr<Waiter> makeWaiter(Deadline limit);
    asio::awaitable<void> sleep(std::shared_ptr<Waiter> waiter);
    void wake(const std::shared_ptr<Waiter>& waiter, Outcome outcome);
    Wakeup decide(const std::shared_ptr<Waiter>& waiter, Outcome outcome);  // under the mutex

    asio::awaitable<Result<std::unique_ptr<Link>>> queueUp(std::shared_ptr<Waiter> waiter, Deadline limit,
                                                           bool patient);
    asio::awaitable<Result<std::unique_ptr<Link>>> openLink(Deadline limit);
    Result<std::unique_ptr<Link>> lendOpened(std::unique_ptr<Link> link, Slot& slot);
    void putBack(std::unique_ptr<Link> link);
    void releaseSlot();
    void recoverInBackground(std::unique_ptr<Link> link);
    std::vector<Wakeup> shut(std::vector<std::unique_ptr<Link>>& unused);
    asio::awaitable<bool> waitUntilQuiet(Deadline limit);
    std::vector<Wakeup> quietNow();  // under the mutex: those to be woken when nothing is left

    const asio::any_io_executor executor_;
    const Options options_;
    const std::shared_ptr<Timekeeper> timekeeper_;

    mutable std::mutex mutex_;
    bool stopped_ = false;
    std::size_t slots_ = 0;
    std::vector<std::unique_ptr<Link>> idle_;  // the last one used is the next one lent: its caches are warm
    std::vector<Link*> lent_;
    std::deque<std::shared_ptr<Waiter>> queue_;
    std::vector<std::shared_ptr<Waiter>> stoppers_;
    std::vector<std::shared_ptr<Listener>> listeners_;
    std::size_t listening_ = 0;
    std::uint64_t lost_ = 0;  // broken links that were not replaced yet
    std::uint64_t reconnects_ = 0;
    std::atomic<std::uint64_t> statements_{0};
};

}  // namespace kupets::db
