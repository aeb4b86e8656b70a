// One client's connection as handlers and the change feed see it; server/net has the real one. State belongs to the
// session's strand: handlers run there, everybody else posts.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "common/base/uuid.h"
#include "kupets/v1/envelope.pb.h"
#include "server/access/access.h"

namespace kupets::rpc {

namespace asio = boost::asio;

class Session : public std::enable_shared_from_this<Session> {
public:
    virtual ~Session() = default;

    /// Where everything below is called, unless it says otherwise.
    virtual asio::any_io_executor executor() = 0;
    /// "192.0.2.7"; any thread.
    virtual const std::string& peerAddress() const = 0;
    /// Puts an event into the outbox, in order with what was sent before. What does not fit ends the session.
    virtual void send(v1::Event event) = 0;
    /// Bytes that wait for the client, and how many may.
    virtual std::size_t outboxBytes() const = 0;
    virtual std::size_t outboxLimit() const = 0;
    /// Ends the connection after what is in the outbox, or at once. Any thread.
    virtual void close(bool atOnce = false) = 0;
    /// The server stops: tells the client, takes no more requests, and closes when the open ones are answered. Any
    /// thread.
    virtual void drain(std::chrono::seconds left) = 0;

    /// After Hello: the protocol's version; 0 before.
    std::uint32_t protocol() const { return protocol_; }
    void greet(std::uint32_t protocol) { protocol_ = protocol; }

    /// Who is logged in; nothing before.
    const std::optional<access::LoggedIn>& login() const { return login_; }
    virtual void setLogin(access::LoggedIn login) { login_ = std::move(login); }
    virtual void clearLogin() { login_.reset(); }

protected:
    std::uint32_t protocol_ = 0;
    std::optional<access::LoggedIn> login_;
};

using SessionPtr = std::shared_ptr<Session>;

}  // namespace kupets::rpc
