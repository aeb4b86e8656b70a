// One at a time, by key: tries at the same login's password wait for each other, in order. Any thread.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"

namespace kupets::access {

class Turnstile {
    struct State;

public:
    /// The next one's turn comes when it is destroyed.
    class Turn {
    public:
        Turn(std::shared_ptr<State> state, std::string key);
        Turn(Turn&&) noexcept = default;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

    private:
        std::shared_ptr<State> state_;
        std::string key_;
    };

    Turnstile();
    /// TooManyRequests (args: seconds) when too many wait already. A cancellation does not end the wait: turns are
    /// short.
    boost::asio::awaitable<Result<Turn>> enter(std::string key);

private:
    static constexpr std::size_t kMostWaiting = 32;
    std::shared_ptr<State> state_;
};

}  // namespace kupets::access
