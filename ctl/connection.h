// Calls to one server, one at a time. Heartbeats are sent and answered while a call waits; events are kept for
// nextEvent(). Not thread-safe; one owner.
#pragma once

#include <deque>
#include <functional>
#include <optional>

#include "common/wire/frame.h"
#include "ctl/tls_stream.h"
#include "kupets/v1/session.pb.h"

namespace kupets::ctl {

/// Each part of a long reply.
using ChunkHandler = std::function<Outcome<void>(std::string_view payload)>;
/// The next part of a long request; nothing at its end.
using ChunkSource = std::function<Outcome<std::optional<std::string>>()>;

struct Call {
    v1::Method method = v1::METHOD_UNSPECIFIED;
    std::string payload;
    std::chrono::milliseconds limit{60'000};
    ChunkHandler onChunk{};
    ChunkSource chunks{};
};

class Connection {
public:
    struct Options {
        std::string server;       // "host:port"
        std::string fingerprint;  // what the certificate must be; empty: whoever answers is trusted
        std::chrono::milliseconds patience{10'000};
    };
    /// Connects, compares the certificate and says Hello. A certificate of another fingerprint: kNoConnection.
    static Outcome<Connection> open(const Options& options);

    const v1::HelloReply& hello() const { return hello_; }
    const std::string& fingerprint() const { return stream_.fingerprint(); }
    /// Frames may be large from now on.
    void loggedIn() { decoder_.setLimit(wire::kLimitAfterLogin); }

    Outcome<std::string> call(Call call);

    template <typename Reply, typename Request>
    Outcome<Reply> call(v1::Method method, const Request& request, Call extra = {}) {
        extra.method = method;
        extra.payload = request.SerializeAsString();
        auto bytes = call(std::move(extra));
        if (!bytes) return std::unexpected(std::move(bytes.error()));
        Reply reply;
        if (!reply.ParseFromString(*bytes)) return failed(kFailed, "the server's answer does not parse");
        return reply;
    }

    /// The next event, or nothing when none comes before the deadline.
    Outcome<std::optional<v1::Event>> nextEvent(Deadline deadline);

private:
    explicit Connection(TlsStream stream) : stream_(std::move(stream)) {}
    Outcome<void> send(const v1::Envelope& envelope);
    Outcome<void> sendChunks(std::uint64_t id, const ChunkSource& chunks, std::optional<v1::Envelope>& early);
    Outcome<v1::Envelope> receive(Deadline deadline);
    /// More bytes for the decoder; false when the deadline passes first. Says that it is alive meanwhile.
    Outcome<bool> fill(Deadline deadline);
    Outcome<bool> handled(v1::Envelope& envelope);

    TlsStream stream_;
    wire::Decoder decoder_;
    v1::HelloReply hello_;
    std::uint64_t nextId_ = 1;
    std::uint64_t nextHeartbeat_ = 1;
    std::chrono::steady_clock::time_point lastWritten_;
    std::deque<v1::Event> events_;
};

}  // namespace kupets::ctl
