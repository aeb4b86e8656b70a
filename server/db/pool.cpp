#include "server/db/pool.h"

#include <algorithm>
#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

namespace kupets::db {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kFirstPause{10};
constexpr std::chrono::milliseconds kLongestPause{500};

std::unexpected<Error> stoppedError() {
    return std::unexpected(Error(ErrorCode::Unavailable).because("the database is being stopped"));
}

}  // namespace

/// A place in the pool that has no link yet; given on when the coroutine that would fill it ends otherwise.
class Database::Impl::Slot {
public:
    explicit Slot(Impl& pool) : pool_(&pool) {}
    ~Slot() {
        if (pool_ != nullptr) pool_->releaseSlot();
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    void filled() { pool_ = nullptr; }

private:
    Impl* pool_;
};

Database::Impl::Impl(asio::any_io_executor executor, Options options)
    : executor_(std::move(executor)),
      options_(std::move(options)),
      timekeeper_(std::make_shared<Timekeeper>(executor_)) {}

asio::awaitable<Result<std::unique_ptr<Link>>> Database::Impl::acquire(Deadline deadline) {
    const Deadline patience = within(options_.acquireTimeout);
    const Deadline limit = std::min(deadline, patience);
    std::unique_ptr<Link> link;
    std::shared_ptr<Waiter> waiter;
    {
        const std::lock_guard lock(mutex_);
        if (stopped_) co_return stoppedError();
        if (!idle_.empty() && queue_.empty()) {
            link = std::move(idle_.back());
            idle_.pop_back();
            lent_.push_back(link.get());
        } else if (slots_ < options_.maxConnections && queue_.empty()) {
            ++slots_;
        } else {
            waiter = makeWaiter(limit);
            queue_.push_back(waiter);
        }
    }
    if (waiter != nullptr) co_return co_await queueUp(std::move(waiter), limit, patience < deadline);
    if (link != nullptr) {
        if (link->looksAlive()) co_return link;
        giveBack(std::move(link));  // closes it; the next one is found, or opened, in the same way
        co_return co_await acquire(deadline);
    }
    co_return co_await openLink(limit);
}

asio::awaitable<Result<std::unique_ptr<Link>>> Database::Impl::queueUp(std::shared_ptr<Waiter> waiter, Deadline limit,
                                                                       bool patient) {
    co_await sleep(waiter);
    switch (waiter->outcome) {
        case Outcome::Link:
            if (waiter->link->looksAlive()) co_return std::move(waiter->link);
            giveBack(std::move(waiter->link));
            co_return co_await acquire(limit);
        case Outcome::Slot:
            co_return co_await openLink(limit);
        case Outcome::TimedOut:
            if (!patient) co_return fail(ErrorCode::DeadlineExceeded);
            co_return std::unexpected(
                Error(ErrorCode::TooManyRequests, {"1"}).because("no connection became free in time"));
        case Outcome::Cancelled:
            co_return fail(ErrorCode::Cancelled);
        case Outcome::Stopped:
        case Outcome::Pending:
            break;
    }
    co_return stoppedError();
}

/// For the holder of a slot. Tries until `limit`: PostgreSQL may just be starting again.
asio::awaitable<Result<std::unique_ptr<Link>>> Database::Impl::openLink(Deadline limit) {
    Slot slot(*this);
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (auto pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
        auto link = co_await Link::open(
            executor_, timekeeper_, {options_.conninfo, options_.cachedStatements, options_.longestStatement}, limit);
        if (link) co_return lendOpened(std::move(*link), slot);
        Error& error = link.error();
        if (error.code == ErrorCode::Cancelled) co_return link;
        error.code = ErrorCode::Unavailable;
        if (std::chrono::steady_clock::now() + pause >= limit) co_return link;
        boost::system::error_code cancelled;
        timer.expires_after(pause);
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        if (cancelled) co_return fail(ErrorCode::Cancelled);
        const std::lock_guard lock(mutex_);
        if (stopped_) co_return stoppedError();
    }
}

Result<std::unique_ptr<Link>> Database::Impl::lendOpened(std::unique_ptr<Link> link, Slot& slot) {
    const std::lock_guard lock(mutex_);
    if (stopped_) return stoppedError();
    slot.filled();
    lent_.push_back(link.get());
    if (lost_ > 0) {
        --lost_;
        ++reconnects_;
    }
    return link;
}

void Database::Impl::giveBack(std::unique_ptr<Link> link) {
    bool closing = false;
    {
        const std::lock_guard lock(mutex_);
        std::erase(lent_, link.get());
        closing = link->broken() || stopped_;
        if (closing && !stopped_) ++lost_;
    }
    if (closing) {
        link.reset();
        releaseSlot();
    } else if (link->clean()) {
        putBack(std::move(link));
    } else {
        recoverInBackground(std::move(link));
    }
}

void Database::Impl::putBack(std::unique_ptr<Link> link) {
    Wakeup wakeup;
    {
        const std::lock_guard lock(mutex_);
        if (!stopped_ && !queue_.empty()) {
            lent_.push_back(link.get());
            const std::shared_ptr<Waiter> next = queue_.front();
            next->link = std::move(link);
            wakeup = decide(next, Outcome::Link);
        } else if (!stopped_) {
            idle_.push_back(std::move(link));
        }
    }
    if (wakeup) wakeup();
    if (link == nullptr) return;
    link.reset();
    releaseSlot();
}

void Database::Impl::releaseSlot() {
    std::vector<Wakeup> wakeups;
    {
        const std::lock_guard lock(mutex_);
        if (!stopped_ && !queue_.empty()) {
            wakeups.push_back(decide(queue_.front(), Outcome::Slot));
        } else {
            --slots_;
            wakeups = quietNow();
        }
    }
    for (Wakeup& wakeup : wakeups) wakeup();
}

void Database::Impl::recoverInBackground(std::unique_ptr<Link> link) {
    // Part of the pool: its slot is taken until it ends, and stop() waits for that.
    asio::co_spawn(
        executor_,
        [](std::shared_ptr<Impl> self, std::unique_ptr<Link> lost) -> asio::awaitable<void> {
            if (!co_await lost->recover()) lost->abort();
            const bool good = lost->clean();
            if (good) {
                self->putBack(std::move(lost));
            } else {
                lost.reset();
                {
                    const std::lock_guard lock(self->mutex_);
                    ++self->lost_;
                }
                self->releaseSlot();
            }
        }(shared_from_this(), std::move(link)),
        [](const std::exception_ptr& bug) {
            if (bug) spdlog::error("putting a database connection in order failed with an exception");
        });
}

void Database::Impl::listen(std::string channel, std::function<void(std::string_view)> notified) {
    const auto listener =
        std::make_shared<Listener>(executor_, timekeeper_, options_.conninfo, std::move(channel), std::move(notified));
    {
        const std::lock_guard lock(mutex_);
        if (stopped_) return;
        listeners_.push_back(listener);
        ++listening_;
    }
    listener->start([self = shared_from_this()] {
        std::vector<Wakeup> wakeups;
        {
            const std::lock_guard lock(self->mutex_);
            --self->listening_;
            wakeups = self->quietNow();
        }
        for (Wakeup& wakeup : wakeups) wakeup();
    });
}

Database::Statistics Database::Impl::statistics() const {
    const std::lock_guard lock(mutex_);
    return {slots_, lent_.size(), queue_.size(), statements_, reconnects_};
}

}  // namespace kupets::db
