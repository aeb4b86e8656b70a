// The port of the clients: TLS 1.3, a connection each, and their stop.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "server/net/certificate.h"
#include "server/net/limits.h"
#include "server/rpc/services.h"

namespace kupets::net {

namespace asio = boost::asio;

class Listener {
public:
    /// Binds and listens; port 0: any free one. Errors: Unavailable with the reason.
    static Result<std::unique_ptr<Listener>> open(rpc::Services& services, const Limits& limits,
                                                  const Certificate& certificate, const std::string& host,
                                                  std::uint16_t port);
    ~Listener();

    std::uint16_t port() const;
    /// Bytes in all outboxes; any thread.
    std::size_t outboxBytes() const;
    /// Accepts until stop(), and ends when every connection has ended. The owner awaits it.
    asio::awaitable<void> run();
    /// No new connections; says goodbye to the open ones, waits for their answers for at most `grace`, and closes them.
    /// Any thread.
    void stop(std::chrono::seconds grace);

private:
    struct Impl;
    explicit Listener(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::net
