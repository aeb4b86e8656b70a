#include "server/net/connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "common/wire/errors.h"
#include "kupets/v1/changes.pb.h"
#include "server/net/open_request.h"
#include "server/rpc/feed.h"
#include "server/rpc/live_sessions.h"
#include "server/rpc/metrics.h"
#include "server/rpc/presence.h"

namespace kupets::net {

namespace {

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kBatch = 128 * 1024;
constexpr std::chrono::milliseconds kTick{500};

std::string addressOf(const asio::ip::tcp::socket& socket) {
    boost::system::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    return error ? std::string("unknown") : endpoint.address().to_string();
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, asio::ssl::context& tls, rpc::Services& services,
                       const Limits& limits, std::uint64_t number)
    : stream_(std::move(socket), tls),
      strand_(stream_.get_executor()),
      services_(services),
      limits_(limits),
      number_(number),
      peer_(addressOf(stream_.next_layer())),
      filled_(strand_),
      drained_(strand_),
      ending_(strand_),
      tasks_(strand_) {
    boost::system::error_code ignored;
    stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
}

Connection::~Connection() = default;

asio::awaitable<void> Connection::run() {
    const auto self = shared_from_this();
    services_.sessions.add(self);
    tasks_.spawn(watch());
    const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAwait);
    if (error) {
        spdlog::debug("connection {} from {}: no TLS: {}", number_, peer_, error.message());
        closeNow();
    } else if (state_ == State::Handshake) {
        state_ = State::Open;
        since_ = lastRead_ = lastWritten_ = lastQueued_ = Clock::now();
        tasks_.spawn(write());
        tasks_.spawn(read(), stopReading_.slot(), self);
    }
    while (state_ == State::Open) co_await ending_.wait();

    services_.hub.unsubscribe(this);
    services_.presence.forget(this);
    services_.sessions.remove(this);
    stopReading_.emit(asio::cancellation_type::terminal);
    for (const auto& [id, request] : open_) request->cancel.emit(asio::cancellation_type::terminal);
    while (state_ == State::Closing && outboxBytes_ > 0) co_await drained_.wait();
    if (state_ == State::Closing) co_await linger();
    closeNow();
    co_await tasks_.wait();
    spdlog::debug("connection {} from {} ended", number_, peer_);
}

/// A socket closed with unread bytes in it takes the last words away from the client: reads on until the client has
/// closed too.
asio::awaitable<void> Connection::linger() {
    boost::system::error_code ignored;
    stream_.next_layer().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    // The reader may still be on its way out.
    while (state_ == State::Closing) {
        const auto [error, size] = co_await stream_.next_layer().async_read_some(asio::buffer(in_), kAwait);
        if (error) break;
    }
}

asio::awaitable<void> Connection::read() {
    co_await asio::this_coro::throw_if_cancelled(false);
    while (state_ == State::Open) {
        const auto [error, size] = co_await stream_.async_read_some(asio::buffer(in_), kAwait);
        if (error) break;
        lastRead_ = Clock::now();
        services_.metrics.received(size);
        decoder_.feed({in_.data(), size});
        while (state_ == State::Open) {
            auto envelope = decoder_.next();
            if (!envelope) {
                spdlog::info("connection {} from {}: {}", number_, peer_, describe(envelope.error()));
                services_.metrics.brokenFrame();
                answerError(0, envelope.error());
                beginClosing();
                co_return;
            }
            if (!*envelope) break;
            co_await take(std::move(**envelope));
        }
    }
    if (state_ == State::Open) closeNow();  // the client is gone: nobody reads what is in the outbox
}

asio::awaitable<void> Connection::write() {
    while (state_ != State::Closed) {
        if (outbox_.empty()) {
            co_await filled_.wait();
            continue;
        }
        const std::string batch = nextBatch();
        for (std::size_t done = 0; done < batch.size();) {
            const auto [error, size] = co_await stream_.async_write_some(asio::buffer(batch) + done, kAwait);
            if (error) {
                closeNow();
                co_return;
            }
            done += size;
            outboxBytes_ -= size;
            lastWritten_ = Clock::now();
            services_.metrics.sent(size);
            drained_.notify();
        }
    }
}

/// Small frames travel together; a large one alone.
std::string Connection::nextBatch() {
    std::string batch = std::move(outbox_.front());
    outbox_.pop_front();
    while (!outbox_.empty() && batch.size() + outbox_.front().size() <= kBatch) {
        batch += outbox_.front();
        outbox_.pop_front();
    }
    return batch;
}

bool Connection::overdue(Clock::time_point now) const {
    switch (state_) {
        case State::Handshake:
            return now - since_ > limits_.handshake;
        case State::Closing:
            return now - since_ > limits_.flush;
        case State::Closed:
            return true;
        case State::Open:
            break;
    }
    if (!login_ && now - since_ > limits_.login) return true;
    return !readingWaits_ && now - lastRead_ > 2 * limits_.heartbeat;
}

asio::awaitable<void> Connection::watch() {
    while (state_ != State::Closed) {
        co_await ending_.waitUntil(Clock::now() + kTick);
        const auto now = Clock::now();
        if (outboxBytes_ > 0 && now - lastWritten_ > limits_.stall) {
            spdlog::info("connection {} from {}: cut off, it does not read", number_, peer_);
            services_.metrics.slowReader();
            closeNow();
        } else if (overdue(now)) {
            closeNow();
        } else if (state_ == State::Open && now - lastQueued_ > limits_.heartbeat) {
            v1::Envelope envelope;
            envelope.mutable_heartbeat()->set_number(++heartbeats_);
            post(envelope);
        }
    }
}

void Connection::post(const v1::Envelope& envelope) {
    if (state_ != State::Open) return;
    auto frame = wire::encodeFrame(envelope, wire::kLimitAfterLogin);
    if (!frame) {
        answerError(envelope.request_id(), frame.error());
        return;
    }
    if (outboxBytes_ + frame->size() > limits_.outbox) {
        spdlog::info("connection {} from {}: cut off, its outbox is full", number_, peer_);
        services_.metrics.slowReader();
        closeNow();
        return;
    }
    // The clock of a stalled outbox begins when something is put into an empty one.
    lastQueued_ = Clock::now();
    if (outboxBytes_ == 0) lastWritten_ = lastQueued_;
    outboxBytes_ += frame->size();
    outbox_.push_back(std::move(*frame));
    filled_.notify();
}

void Connection::answer(std::uint64_t id, Result<std::string> result, const std::string& traceId) {
    if (!result) return answerError(id, result.error(), traceId);
    v1::Envelope envelope;
    envelope.set_request_id(id);
    *envelope.mutable_reply()->mutable_payload() = std::move(*result);
    post(envelope);
}

void Connection::answerError(std::uint64_t id, const Error& error, const std::string& traceId) {
    v1::Envelope envelope;
    envelope.set_request_id(id);
    *envelope.mutable_error() = wire::toProto(error, traceId);
    post(envelope);
}

void Connection::send(v1::Event event) {
    v1::Envelope envelope;
    *envelope.mutable_event() = std::move(event);
    post(envelope);
}

void Connection::setLogin(access::LoggedIn login) {
    login.token.clear();
    services_.sessions.setLogin(this, login.session);
    decoder_.setLimit(wire::kLimitAfterLogin);
    login_ = std::move(login);
}

void Connection::clearLogin() {
    services_.hub.unsubscribe(this);
    services_.presence.forget(this);
    services_.sessions.setLogin(this, Uuid{});
    decoder_.setLimit(wire::kLimitBeforeLogin);
    login_.reset();
    since_ = Clock::now();
}

void Connection::close(bool atOnce) {
    asio::post(strand_, [self = shared_from_this(), this, atOnce] {
        login_.reset();
        if (atOnce)
            closeNow();
        else
            beginClosing();
    });
}

void Connection::drain(std::chrono::seconds left) {
    asio::post(strand_, [self = shared_from_this(), this, left] {
        v1::ClosingEvent closing;
        closing.set_seconds(static_cast<std::uint32_t>(left.count()));
        v1::Event event;
        event.set_closing(closing.SerializeAsString());
        send(std::move(event));
        draining_ = true;
        if (open_.empty()) beginClosing();
    });
}

void Connection::beginClosing() {
    if (state_ == State::Handshake) return closeNow();
    if (state_ != State::Open) return;
    state_ = State::Closing;
    since_ = Clock::now();
    ending_.notify();
    drained_.notify();
}

void Connection::closeNow() {
    if (state_ == State::Closed) return;
    state_ = State::Closed;
    boost::system::error_code ignored;
    stream_.next_layer().close(ignored);
    ending_.notify();
    filled_.notify();
    drained_.notify();
}

}  // namespace kupets::net
