// Heavy work off the threads that serve everybody.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kupets::db {

namespace detail {
template <typename Function>
boost::asio::awaitable<void> call(Function& function) {
    function();
    co_return;
}
}  // namespace detail

/// Runs `function` on a worker thread and comes back; the session goes on with others meanwhile. Not cancelled
/// half-way, for it uses what the caller owns: a cancellation would be emitted on the session's strand while the worker
/// runs, and is seen at the next wait instead.
template <typename Function>
boost::asio::awaitable<void> onWorker(boost::asio::thread_pool& workers, Function function) {
    co_await boost::asio::co_spawn(
        workers.get_executor(), detail::call(function),
        boost::asio::bind_cancellation_slot(boost::asio::cancellation_slot(), boost::asio::use_awaitable));
}

}  // namespace kupets::db
