// Keeps the embedded PostgreSQL alive: starts it again when it has died.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "server/db/cluster.h"

namespace kupets::app {

namespace asio = boost::asio;

class Guardian {
public:
    Guardian(asio::any_io_executor executor, asio::thread_pool& workers, std::unique_ptr<db::Cluster> cluster,
             db::Cluster::Options options);
    ~Guardian();  // stops PostgreSQL

    std::string conninfo() const;
    /// Watches until stop(); the owner awaits it.
    asio::awaitable<void> run();
    /// Any thread.
    void stop();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::app
