// One client: TLS, frames, open requests, outbox. Lives on its strand; run() is the whole of its life, and nothing of
// it runs on after.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "common/wire/frame.h"
#include "server/async/task_group.h"
#include "server/net/limits.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::net {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

struct OpenRequest;

class Connection final : public rpc::Session {
public:
    /// The socket's executor is the connection's strand.
    Connection(asio::ip::tcp::socket socket, asio::ssl::context& tls, rpc::Services& services, const Limits& limits,
               std::uint64_t number);
    ~Connection() override;

    /// Until the connection is closed and every request of it has ended.
    asio::awaitable<void> run();

    asio::any_io_executor executor() override { return strand_; }
    const std::string& peerAddress() const override { return peer_; }
    void send(v1::Event event) override;
    std::size_t outboxBytes() const override { return outboxBytes_; }
    std::size_t outboxLimit() const override { return limits_.outbox; }
    void close(bool atOnce = false) override;
    void drain(std::chrono::seconds left) override;
    void setLogin(access::LoggedIn login) override;
    void clearLogin() override;

private:
    using RequestPtr = std::shared_ptr<OpenRequest>;
    enum class State { Handshake, Open, Closing, Closed };

    asio::awaitable<void> read();
    asio::awaitable<void> write();
    asio::awaitable<void> watch();
    asio::awaitable<void> linger();
    bool overdue(Clock::time_point now) const;

    asio::awaitable<void> take(v1::Envelope envelope);
    void begin(std::uint64_t id, v1::Request request);
    asio::awaitable<void> serve(RequestPtr request, v1::Request message);
    asio::awaitable<void> takeChunk(std::uint64_t id, std::string payload);
    asio::awaitable<Result<void>> sendChunk(RequestPtr request, std::string payload);
    asio::awaitable<Result<std::optional<std::string>>> nextChunk(RequestPtr request);

    void post(const v1::Envelope& envelope);
    void answer(std::uint64_t id, Result<std::string> result, const std::string& traceId);
    void answerError(std::uint64_t id, const Error& error, const std::string& traceId = {});
    void beginClosing();
    void closeNow();
    std::string nextBatch();

    asio::ssl::stream<asio::ip::tcp::socket> stream_;
    asio::any_io_executor strand_;
    rpc::Services& services_;
    const Limits& limits_;
    const std::uint64_t number_;
    std::string peer_;
    State state_ = State::Handshake;
    bool draining_ = false;

    wire::Decoder decoder_;
    std::array<char, 16 * 1024> in_;
    std::unordered_map<std::uint64_t, RequestPtr> open_;
    asio::cancellation_signal stopReading_;

    std::deque<std::string> outbox_;
    std::atomic<std::size_t> outboxBytes_ = 0;  // read by the feed and the metrics from other threads

    async::Signal filled_;   // something is in the outbox
    async::Signal drained_;  // less is in the outbox, or the state changed
    async::Signal ending_;   // the state changed
    async::TaskGroup tasks_;

    Clock::time_point since_ = Clock::now();  // of the phase that has a limit: handshake, login, closing
    Clock::time_point lastRead_ = Clock::now();
    Clock::time_point lastWritten_ = Clock::now();  // when the outbox last moved, or began to wait
    Clock::time_point lastQueued_ = Clock::now();
    bool readingWaits_ = false;  // for a handler to take parts of its request
    std::uint64_t heartbeats_ = 0;
};

}  // namespace kupets::net
