#include "server/access/turnstile.h"

#include <deque>
#include <mutex>
#include <unordered_map>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kupets::access {

namespace asio = boost::asio;

namespace {

/// Who waits; everything but its making happens on its own executor.
struct Waiter {
    explicit Waiter(const asio::any_io_executor& executor) : timer(executor, asio::steady_timer::time_point::max()) {}
    asio::steady_timer timer;
    bool called = false;
};

}  // namespace

struct Turnstile::State {
    std::mutex mutex;
    std::unordered_map<std::string, std::deque<std::shared_ptr<Waiter>>> taken;  // and who waits for it

    void leave(const std::string& key) {
        std::shared_ptr<Waiter> next;
        {
            std::lock_guard lock(mutex);
            const auto it = taken.find(key);
            if (it->second.empty()) {
                taken.erase(it);
                return;
            }
            next = std::move(it->second.front());
            it->second.pop_front();
        }
        asio::post(next->timer.get_executor(), [next] {
            next->called = true;
            next->timer.cancel();
        });
    }
};

Turnstile::Turn::Turn(std::shared_ptr<State> state, std::string key) : state_(std::move(state)), key_(std::move(key)) {}
Turnstile::Turn::~Turn() {
    if (state_) state_->leave(key_);
}

Turnstile::Turnstile() : state_(std::make_shared<State>()) {}

asio::awaitable<Result<Turnstile::Turn>> Turnstile::enter(std::string key) {
    const auto waiter = std::make_shared<Waiter>(co_await asio::this_coro::executor);
    {
        std::lock_guard lock(state_->mutex);
        const auto [place, free] = state_->taken.try_emplace(key);
        if (free) co_return Turn(state_, std::move(key));
        if (place->second.size() >= kMostWaiting) co_return fail(ErrorCode::TooManyRequests, {"5"});
        place->second.push_back(waiter);
    }
    while (!waiter->called)
        co_await waiter->timer.async_wait(
            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::as_tuple(asio::use_awaitable)));
    co_return Turn(state_, std::move(key));
}

}  // namespace kupets::access
