// What a connection does with the envelopes that come in.
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include "server/net/connection.h"
#include "server/net/open_request.h"
#include "server/rpc/context.h"
#include "server/rpc/dispatcher.h"

namespace kupets::net {

namespace {

/// A cancellation wakes what waits when it comes, and nothing that waits later: whoever begins to wait looks first.
asio::awaitable<bool> cancelled() {
    co_return (co_await asio::this_coro::cancellation_state).cancelled() != asio::cancellation_type::none;
}

}  // namespace

asio::awaitable<void> Connection::take(v1::Envelope envelope) {
    const std::uint64_t id = envelope.request_id();
    switch (envelope.body_case()) {
        case v1::Envelope::kRequest:
            begin(id, std::move(*envelope.mutable_request()));
            break;
        case v1::Envelope::kCancel:
            if (const auto it = open_.find(id); it != open_.end())
                it->second->cancel.emit(asio::cancellation_type::terminal);
            break;
        case v1::Envelope::kChunk:
            co_await takeChunk(id, std::move(*envelope.mutable_chunk()->mutable_payload()));
            break;
        case v1::Envelope::kHeartbeat:
            if (!envelope.heartbeat().answer()) {
                envelope.mutable_heartbeat()->set_answer(true);
                post(envelope);
            }
            break;
        case v1::Envelope::kReply:
        case v1::Envelope::kError:
        case v1::Envelope::kEvent:
        case v1::Envelope::BODY_NOT_SET:
            answerError(id, Error(ErrorCode::BadRequest, {"envelope"}));
            break;
    }
}

void Connection::begin(std::uint64_t id, v1::Request message) {
    if (id == 0 || open_.contains(id)) {
        // Nobody could tell which of two answers is whose.
        answerError(0, Error(ErrorCode::BadFrame, {"request_id"}));
        return beginClosing();
    }
    if (draining_) return answerError(id, Error(ErrorCode::Unavailable, {"the server stops"}));
    if (open_.size() >= (login_ ? limits_.openRequests : limits_.openBeforeLogin))
        return answerError(id, Error(ErrorCode::TooManyRequests, {"1"}));
    if (!rpc::rowOf(message.method()))
        return answerError(id, Error(ErrorCode::UnknownMethod, {std::to_string(message.method())}));
    auto request = std::make_shared<OpenRequest>(id, strand_);
    open_.emplace(id, request);
    tasks_.spawn(serve(request, std::move(message)), request->cancel.slot(), request);
}

asio::awaitable<void> Connection::serve(RequestPtr request, v1::Request message) {
    // A cancelled request ends by the answers of what it waits for, not by exceptions.
    co_await asio::this_coro::throw_if_cancelled(false);
    const rpc::Row row = *rpc::rowOf(message.method());
    rpc::Context context{services_,
                         *this,
                         nullptr,
                         Uuid{},
                         {},
                         Clock::now() + rpc::allowed(row, message.deadline_ms()),
                         fmt::format("{:x}-{}", number_, request->id),
                         {},
                         {}};
    context.sendChunk = [this, request](std::string payload) { return sendChunk(request, std::move(payload)); };
    context.nextChunk = [this, request] { return nextChunk(request); };
    request->deadline.expires_at(context.deadline);
    request->deadline.async_wait([request](boost::system::error_code error) {
        if (!error && !request->over) request->cancel.emit(asio::cancellation_type::terminal);
    });

    auto result = co_await rpc::dispatch(context, row, message.payload());

    request->over = true;
    request->deadline.cancel();
    request->taken.notify();
    open_.erase(request->id);
    answer(request->id, std::move(result), context.traceId);
    if (draining_ && open_.empty()) beginClosing();
}

asio::awaitable<void> Connection::takeChunk(std::uint64_t id, std::string payload) {
    const auto it = open_.find(id);
    if (it == open_.end() || it->second->chunksEnded) co_return;  // of a request that was answered before its end
    const RequestPtr request = it->second;
    if (payload.empty()) {
        request->chunksEnded = true;
    } else {
        request->chunkBytes += payload.size();
        request->chunks.push_back(std::move(payload));
    }
    request->arrived.notify();
    // Not to read on is what slows the client down. Its other requests wait too; the request's deadline ends it.
    readingWaits_ = true;
    while (request->chunkBytes > limits_.chunkQueue && !request->over && state_ == State::Open)
        co_await request->taken.wait();
    readingWaits_ = false;
    lastRead_ = Clock::now();
}

asio::awaitable<Result<std::optional<std::string>>> Connection::nextChunk(RequestPtr request) {
    while (request->chunks.empty() && !request->chunksEnded && state_ == State::Open) {
        if (co_await cancelled()) co_return fail(ErrorCode::Cancelled);
        co_await request->arrived.wait();
    }
    if (request->chunks.empty() && !request->chunksEnded) co_return fail(ErrorCode::Cancelled);
    if (request->chunks.empty()) co_return std::nullopt;
    std::string chunk = std::move(request->chunks.front());
    request->chunks.pop_front();
    request->chunkBytes -= chunk.size();
    request->taken.notify();
    co_return chunk;
}

asio::awaitable<Result<void>> Connection::sendChunk(RequestPtr request, std::string payload) {
    while (outboxBytes_ > limits_.streamWindow && state_ == State::Open) {
        if (co_await cancelled()) co_return fail(ErrorCode::Cancelled);
        co_await drained_.wait();
    }
    if (state_ != State::Open) co_return fail(ErrorCode::Cancelled);
    v1::Envelope envelope;
    envelope.set_request_id(request->id);
    *envelope.mutable_chunk()->mutable_payload() = std::move(payload);
    if (envelope.ByteSizeLong() > wire::kLimitAfterLogin) co_return fail(ErrorCode::LimitExceeded, {"chunk"});
    post(envelope);
    co_return Result<void>();
}

}  // namespace kupets::net
