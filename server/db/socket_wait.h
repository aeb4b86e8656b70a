// Waiting for a descriptor to become readable or writable, whichever comes first.
//
// Not by Asio's || of two coroutines: on an executor of several threads its two sides would run at once, and one's end
// would cancel the other from a foreign thread.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include <boost/asio/append.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>

namespace kupets::db {

/// Completes with an error only when it was cancelled (terminal cancellation of the waiting coroutine, or the
/// descriptor's close).
template <typename Token>
auto waitReadOrWrite(boost::asio::posix::stream_descriptor& descriptor, Token&& token) {
    namespace asio = boost::asio;
    using Failed = boost::system::error_code;
    const auto initiate = [&descriptor](auto handler) {
        using Handler = decltype(handler);
        struct State {
            explicit State(Handler&& h, const asio::any_io_executor& fallback)
                : handler(std::move(h)), work(asio::get_associated_executor(handler, fallback)) {}
            Handler handler;
            asio::executor_work_guard<asio::any_io_executor> work;
            std::mutex mutex;
            bool done = false;
        };
        auto slot = asio::get_associated_cancellation_slot(handler);
        const auto state = std::make_shared<State>(std::move(handler), descriptor.get_executor());
        if (slot.is_connected()) {
            slot.assign([&descriptor](asio::cancellation_type) {
                Failed ignored;
                descriptor.cancel(ignored);
            });
        }
        // The waits complete on the descriptor's own executor; only the winner touches the descriptor.
        const auto finished = [state, &descriptor](const Failed& failed) {
            const std::lock_guard lock(state->mutex);
            if (std::exchange(state->done, true)) return;
            Failed ignored;
            descriptor.cancel(ignored);
            asio::post(state->work.get_executor(), asio::append(std::move(state->handler), failed));
        };
        using Descriptor = asio::posix::stream_descriptor;
        // Held over both starts: the coroutine must not go on while the second one still begins.
        const std::lock_guard lock(state->mutex);
        descriptor.async_wait(Descriptor::wait_read, finished);
        descriptor.async_wait(Descriptor::wait_write, finished);
    };
    return asio::async_initiate<Token, void(Failed)>(initiate, token);
}

}  // namespace kupets::db
