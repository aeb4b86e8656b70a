// The second port: GET /healthz (200 when the database answers, else 503) and /metrics for Prometheus. Nothing else, no
// secrets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "server/rpc/services.h"

namespace kupets::http {

namespace asio = boost::asio;

class Listener {
public:
    /// Binds and listens; port 0: any free one. Errors: Unavailable with the reason.
    static Result<std::unique_ptr<Listener>> open(rpc::Services& services, const std::string& host, std::uint16_t port);
    ~Listener();

    std::uint16_t port() const;
    /// Serves until stop(), and ends when every connection has ended. The owner awaits it.
    asio::awaitable<void> run();
    /// Any thread.
    void stop();

private:
    struct Impl;
    explicit Listener(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::http
