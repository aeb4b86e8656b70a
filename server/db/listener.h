// A connection of its own that LISTENs, for ever: again after it was lost, with growing pauses. Everything of it runs
// on a strand of the database's executor.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include "server/db/timekeeper.h"

namespace kupets::db {

class Listener : public std::enable_shared_from_this<Listener> {
public:
    Listener(const asio::any_io_executor& executor, std::shared_ptr<Timekeeper> timekeeper, std::string conninfo,
             std::string channel, std::function<void(std::string_view)> notified);

    /// `ended` is called when all is over after stop().
    void start(std::function<void()> ended);
    /// From any thread; does not wait.
    void stop();

private:
    asio::awaitable<void> run();
    asio::awaitable<void> listen();
    void tell(std::string_view payload) const;

    asio::any_io_executor strand_;
    std::shared_ptr<Timekeeper> timekeeper_;
    std::string conninfo_;
    std::string channel_;
    std::function<void(std::string_view)> notified_;
    asio::cancellation_signal cancel_;
    bool stopping_ = false;
    std::chrono::milliseconds pause_;
};

}  // namespace kupets::db
