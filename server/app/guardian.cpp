#include "server/app/guardian.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "server/async/task_group.h"

namespace kupets::app {

namespace {

using namespace std::chrono_literals;
constexpr auto kLook = 200ms;
constexpr auto kRetry = 1s;

}  // namespace

struct Guardian::Impl {
    Impl(const asio::any_io_executor& executor, asio::thread_pool& w, std::unique_ptr<db::Cluster> c,
         db::Cluster::Options o)
        : strand(asio::make_strand(executor)),
          workers(w),
          options(std::move(o)),
          conninfo(c->conninfo()),
          cluster(std::move(c)),
          wake(strand) {}

    asio::any_io_executor strand;
    asio::thread_pool& workers;
    const db::Cluster::Options options;
    const std::string conninfo;
    std::unique_ptr<db::Cluster> cluster;
    async::Signal wake;
    bool stopping = false;

    asio::awaitable<void> run();
    asio::awaitable<bool> restart();
};

Guardian::Guardian(asio::any_io_executor executor, asio::thread_pool& workers, std::unique_ptr<db::Cluster> cluster,
                   db::Cluster::Options options)
    : impl_(std::make_shared<Impl>(executor, workers, std::move(cluster), std::move(options))) {}
Guardian::~Guardian() = default;

std::string Guardian::conninfo() const { return impl_->conninfo; }

asio::awaitable<void> Guardian::run() {
    co_await asio::co_spawn(impl_->strand, impl_->run(),
                            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

void Guardian::stop() {
    asio::post(impl_->strand, [impl = impl_] {
        impl->stopping = true;
        impl->wake.notify();
    });
}

asio::awaitable<void> Guardian::Impl::run() {
    auto pause = std::chrono::steady_clock::duration(kLook);
    while (!stopping) {
        co_await wake.waitUntil(std::chrono::steady_clock::now() + pause);
        pause = kLook;
        if (stopping || (cluster && cluster->alive())) continue;
        spdlog::error("PostgreSQL has died and is started again");
        if (!co_await restart()) pause = kRetry;
    }
}

/// Blocking work, so on the pool; meanwhile nobody else touches the cluster.
asio::awaitable<bool> Guardian::Impl::restart() {
    auto work = [](Impl* self) -> asio::awaitable<Result<std::unique_ptr<db::Cluster>>> {
        self->cluster.reset();
        co_return db::Cluster::start(self->options);
    };
    auto started = co_await asio::co_spawn(
        workers, work(this), asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
    if (!started) {
        spdlog::error("PostgreSQL does not start: {}", describe(started.error()));
        co_return false;
    }
    cluster = std::move(*started);
    spdlog::info("PostgreSQL runs again");
    co_return true;
}

}  // namespace kupets::app
