#include "server/db/listener.h"

#include <algorithm>
#include <exception>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "server/db/link.h"

namespace kupets::db {
namespace {

constexpr std::chrono::milliseconds kFirstPause{20};
constexpr std::chrono::milliseconds kLongestPause{2'000};
constexpr std::chrono::milliseconds kPatience{10'000};

std::string quotedName(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

}  // namespace

Listener::Listener(const asio::any_io_executor& executor, std::shared_ptr<Timekeeper> timekeeper, std::string conninfo,
                   std::string channel, std::function<void(std::string_view)> notified)
    : strand_(asio::make_strand(executor)),
      timekeeper_(std::move(timekeeper)),
      conninfo_(std::move(conninfo)),
      channel_(std::move(channel)),
      notified_(std::move(notified)),
      pause_(kFirstPause) {}

void Listener::start(std::function<void()> ended) {
    auto finished = [self = shared_from_this(), ended = std::move(ended)](const std::exception_ptr&) {
        // The exception is the cancellation's.
        self->notified_ = nullptr;
        ended();
    };
    asio::co_spawn(strand_, run(), asio::bind_cancellation_slot(cancel_.slot(), std::move(finished)));
}

void Listener::stop() {
    asio::post(strand_, [self = shared_from_this()] {
        self->stopping_ = true;
        self->cancel_.emit(asio::cancellation_type::terminal);
    });
}

asio::awaitable<void> Listener::run() {
    asio::steady_timer timer(strand_);
    while (!stopping_) {
        co_await listen();
        if (stopping_) break;
        timer.expires_after(pause_);
        co_await timer.async_wait(asio::use_awaitable);
        pause_ = std::min(pause_ * 2, kLongestPause);
    }
}

/// Until the connection is lost.
asio::awaitable<void> Listener::listen() {
    auto link = co_await Link::open(strand_, timekeeper_, {conninfo_, 1}, within(kPatience));
    if (!link) co_return;
    const Query query{"LISTEN " + quotedName(channel_), {}};
    const auto listening = co_await (*link)->run({{}, std::span(&query, 1), {}}, within(kPatience));
    if (!listening) co_return;
    pause_ = kFirstPause;
    tell("");
    do {
        for (bool any = true; any && !stopping_;) {
            const std::string payload = (*link)->takeNotification(any);
            if (any) tell(payload);
        }
    } while (!stopping_ && co_await (*link)->waitForInput());
}

void Listener::tell(std::string_view payload) const {
    try {
        notified_(payload);
    } catch (const std::exception& bug) {
        spdlog::error("a listener of {} threw: {}", channel_, bug.what());
    }
}

}  // namespace kupets::db
