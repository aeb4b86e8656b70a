#include "server/async/refresh.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "server/async/task_group.h"

namespace kupets::async {

namespace {
constexpr auto kAgain = std::chrono::seconds(5);
}

struct Refresh::Impl {
    Impl(const asio::any_io_executor& executor, std::string name, Read reading)
        : strand(asio::make_strand(executor)), what(std::move(name)), read(std::move(reading)), woken(strand) {}

    asio::awaitable<void> run() {
        while (!stopped) {
            if (!isStale) {
                co_await woken.wait();
                continue;
            }
            isStale = false;
            auto done = co_await read();
            if (done || stopped) continue;
            spdlog::warn("{} is not read: {}", what, describe(done.error()));
            isStale = true;
            co_await woken.waitUntil(std::chrono::steady_clock::now() + kAgain);
        }
    }

    const asio::any_io_executor strand;
    const std::string what;
    const Read read;
    Signal woken;  // on the strand, as what follows
    bool isStale = false;
    bool stopped = false;
};

Refresh::Refresh(const asio::any_io_executor& executor, std::string what, Read read)
    : impl_(std::make_shared<Impl>(executor, std::move(what), std::move(read))) {}
Refresh::~Refresh() = default;

void Refresh::stale() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->isStale = true;
        impl->woken.notify();
    });
}

asio::awaitable<void> Refresh::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void Refresh::stop() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->stopped = true;
        impl->woken.notify();
    });
}

}  // namespace kupets::async
