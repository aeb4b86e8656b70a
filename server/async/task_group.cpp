#include "server/async/task_group.h"

#include <cassert>
#include <exception>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

namespace kupets::async {

struct Signal::Impl {
    asio::steady_timer timer;
};

Signal::Signal(const asio::any_io_executor& strand)
    : impl_(std::make_shared<Impl>(asio::steady_timer(strand, asio::steady_timer::time_point::max()))) {}
Signal::~Signal() = default;

void Signal::notify() { impl_->timer.cancel(); }

asio::awaitable<void> Signal::wait() {
    const auto keep = impl_;
    co_await keep->timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<void> Signal::waitUntil(std::chrono::steady_clock::time_point time) {
    const auto keep = impl_;
    asio::steady_timer limit(keep->timer.get_executor(), time);
    limit.async_wait([keep](boost::system::error_code error) {
        if (!error) keep->timer.cancel();
    });
    co_await keep->timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

TaskGroup::TaskGroup(asio::any_io_executor strand) : strand_(std::move(strand)), ended_(strand_) {}
TaskGroup::~TaskGroup() { assert(running_ == 0); }

void TaskGroup::spawn(const asio::any_io_executor& executor, asio::awaitable<void> work, asio::cancellation_slot slot,
                      std::shared_ptr<void> owner) {
    ++running_;
    auto done = [this, owner = std::move(owner)](std::exception_ptr thrown) {
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const std::exception& e) {
            spdlog::error("a task ended by an exception: {}", e.what());
        }
        --running_;
        ended_.notify();
        if (owner) asio::post(strand_, [owner] {});
    };
    asio::co_spawn(executor, std::move(work),
                   asio::bind_cancellation_slot(slot, asio::bind_executor(strand_, std::move(done))));
}

asio::awaitable<void> TaskGroup::wait() {
    while (running_ > 0) co_await ended_.wait();
}

asio::awaitable<bool> TaskGroup::waitUntil(std::chrono::steady_clock::time_point time) {
    while (running_ > 0 && std::chrono::steady_clock::now() < time) co_await ended_.waitUntil(time);
    co_return running_ == 0;
}

}  // namespace kupets::async
