#include "ctl/connection.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "common/wire/errors.h"
#include "common/wire/fingerprint.h"

namespace kupets::ctl {

namespace {

constexpr std::uint32_t kProtocol = 1;
constexpr std::chrono::milliseconds kWritePatience{60'000};

}  // namespace

Outcome<Connection> Connection::open(const Options& options) {
    auto stream = TlsStream::connect(options.server, within(options.patience));
    if (!stream) return std::unexpected(std::move(stream.error()));
    if (!options.fingerprint.empty() && !wire::sameFingerprint(options.fingerprint, stream->fingerprint())) {
        return failed(kNoConnection, fmt::format("{}\n  {} {}\n  {} {}",
                                                 say("сервер показал другой сертификат: возможно, вас подслушивают",
                                                     "the server shows another certificate: somebody may be listening"),
                                                 say("ожидался", "expected"), options.fingerprint,
                                                 say("получен ", "received"), stream->fingerprint()));
    }
    Connection connection(std::move(*stream));
    v1::HelloRequest request;
    request.set_protocol(kProtocol);
    request.set_client("kupetsctl " KUPETS_VERSION);
    Call call;
    call.limit = options.patience;
    auto hello = connection.call<v1::HelloReply>(v1::METHOD_SESSION_HELLO, request, std::move(call));
    if (!hello) return std::unexpected(std::move(hello.error()));
    connection.hello_ = std::move(*hello);
    return connection;
}

Outcome<std::string> Connection::call(Call call) {
    v1::Envelope envelope;
    const std::uint64_t id = nextId_++;
    envelope.set_request_id(id);
    envelope.mutable_request()->set_method(call.method);
    envelope.mutable_request()->set_deadline_ms(static_cast<std::uint32_t>(call.limit.count()));
    envelope.mutable_request()->set_payload(std::move(call.payload));
    if (auto sent = send(envelope); !sent) return std::unexpected(std::move(sent.error()));
    std::optional<v1::Envelope> early;
    if (call.chunks) {
        if (auto sent = sendChunks(id, call.chunks, early); !sent) return std::unexpected(std::move(sent.error()));
    }
    // The server ends a call at its limit; a little longer, and it is the connection that is dead.
    const Deadline deadline = within(call.limit + std::chrono::seconds(5));
    for (;;) {
        auto answer = early ? Outcome<v1::Envelope>(std::move(*early)) : receive(deadline);
        early.reset();
        if (!answer) return std::unexpected(std::move(answer.error()));
        if (answer->has_error() && (answer->request_id() == id || answer->request_id() == 0)) {
            return std::unexpected(failureOf(wire::fromProto(answer->error())));
        }
        if (answer->request_id() != id) continue;
        if (answer->has_reply()) return std::move(*answer->mutable_reply()->mutable_payload());
        if (answer->has_chunk() && call.onChunk) {
            if (auto taken = call.onChunk(answer->chunk().payload()); !taken)
                return std::unexpected(std::move(taken.error()));
        }
    }
}

Outcome<void> Connection::sendChunks(std::uint64_t id, const ChunkSource& chunks, std::optional<v1::Envelope>& early) {
    for (;;) {
        auto part = chunks();
        if (!part) return std::unexpected(std::move(part.error()));
        if (!*part) return {};
        v1::Envelope envelope;
        envelope.set_request_id(id);
        envelope.mutable_chunk()->set_payload(std::move(**part));
        if (auto sent = send(envelope); !sent) return sent;
        // The server may refuse in the middle; what is left need not be sent then.
        if (!stream_.readable(std::chrono::steady_clock::now())) continue;
        auto answer = receive(within(kWritePatience));
        if (!answer) return std::unexpected(std::move(answer.error()));
        if (answer->request_id() == id || answer->has_error()) {
            early = std::move(*answer);
            return {};
        }
    }
}

Outcome<void> Connection::send(const v1::Envelope& envelope) {
    auto frame = wire::encodeFrame(envelope);
    if (!frame) return std::unexpected(failureOf(frame.error()));
    lastWritten_ = std::chrono::steady_clock::now();
    return stream_.write(*frame, within(kWritePatience));
}

/// True when the envelope needed no more than this.
Outcome<bool> Connection::handled(v1::Envelope& envelope) {
    if (envelope.has_event()) {
        events_.push_back(std::move(*envelope.mutable_event()));
        return true;
    }
    if (!envelope.has_heartbeat()) return false;
    if (!envelope.heartbeat().answer()) {
        v1::Envelope answer;
        answer.mutable_heartbeat()->set_number(envelope.heartbeat().number());
        answer.mutable_heartbeat()->set_answer(true);
        if (auto sent = send(answer); !sent) return std::unexpected(std::move(sent.error()));
    }
    return true;
}

Outcome<bool> Connection::fill(Deadline deadline) {
    const std::chrono::seconds quiet(hello_.heartbeat_seconds() > 0 ? hello_.heartbeat_seconds() : 3600);
    for (;;) {
        const Deadline next = lastWritten_ + quiet;
        if (stream_.readable(std::min(deadline, next))) break;
        if (std::chrono::steady_clock::now() >= deadline) return false;
        v1::Envelope heartbeat;
        heartbeat.mutable_heartbeat()->set_number(nextHeartbeat_++);
        if (auto sent = send(heartbeat); !sent) return std::unexpected(std::move(sent.error()));
    }
    std::array<char, 64 * 1024> room;
    const auto taken = stream_.read(room, within(kWritePatience));
    if (!taken) return std::unexpected(taken.error());
    if (*taken == 0) {
        return failed(kNoConnection, std::string(say("сервер закрыл соединение", "the server closed the connection")));
    }
    decoder_.feed(std::span(room.data(), *taken));
    return true;
}

Outcome<v1::Envelope> Connection::receive(Deadline deadline) {
    for (;;) {
        auto envelope = decoder_.next();
        if (!envelope) return failed(kNoConnection, wordsOf(envelope.error()));
        if (*envelope) {
            const auto done = handled(**envelope);
            if (!done) return std::unexpected(done.error());
            if (*done) continue;
            return std::move(**envelope);
        }
        const auto filled = fill(deadline);
        if (!filled) return std::unexpected(filled.error());
        if (!*filled) {
            return failed(kNoConnection, std::string(say("сервер не отвечает", "the server does not answer")));
        }
    }
}

Outcome<std::optional<v1::Event>> Connection::nextEvent(Deadline deadline) {
    for (;;) {
        if (!events_.empty()) {
            v1::Event event = std::move(events_.front());
            events_.pop_front();
            return event;
        }
        auto envelope = decoder_.next();
        if (!envelope) return failed(kNoConnection, wordsOf(envelope.error()));
        if (*envelope) {
            if (auto done = handled(**envelope); !done) return std::unexpected(std::move(done.error()));
            continue;
        }
        const auto filled = fill(deadline);
        if (!filled) return std::unexpected(filled.error());
        if (!*filled) return std::nullopt;
    }
}

}  // namespace kupets::ctl
