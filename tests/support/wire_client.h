// A small blocking client of the server's protocol for tests: typed calls, events, and whatever bytes a test wants to
// send.
//
//     WireClient client(server.tls());
//     auto me = client.login("admin", server.password());
//     auto reply = client.call<v1::SchemaReply>(v1::METHOD_SCHEMA_GET, v1::SchemaRequest());
//
// For one thread. A broken connection is an exception, an error of the server a Result.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "common/base/error.h"
#include "common/wire/frame.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/envelope.pb.h"
#include "kupets/v1/session.pb.h"

namespace kupets::tests {

class WireClient {
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds kPatience{20'000};

    struct Options {
        bool tls12 = false;     // the newest that it offers
        int receiveBuffer = 0;  // bytes of the socket's; 0: the system's
    };

    /// "127.0.0.1:PORT". Throws std::runtime_error when there is no TLS connection.
    explicit WireClient(const std::string& address) : WireClient(address, Options{}) {}
    WireClient(const std::string& address, Options options);
    ~WireClient();
    WireClient(const WireClient&) = delete;
    WireClient& operator=(const WireClient&) = delete;

    /// "SHA256:…" of the server's certificate.
    const std::string& fingerprint() const { return fingerprint_; }

    Result<v1::HelloReply> hello();
    /// Hello and Login.
    Result<v1::LoginReply> login(const std::string& name, const std::string& password);
    /// Hello and Resume.
    Result<v1::LoginReply> resume(const std::string& token);

    template <typename Reply, typename Request>
    Result<Reply> call(v1::Method method, const Request& request, Milliseconds patience = kPatience) {
        auto payload = answer(send(method, request), patience);
        if (!payload) return std::unexpected(std::move(payload.error()));
        Reply reply;
        if (!reply.ParseFromString(*payload)) throw std::runtime_error("a reply does not parse");
        return reply;
    }

    /// The request's id; `answer` waits for what the server says to it.
    template <typename Request>
    std::uint64_t send(v1::Method method, const Request& request, std::uint32_t deadlineMs = 0) {
        return sendPayload(method, request.SerializeAsString(), deadlineMs);
    }
    std::uint64_t sendPayload(v1::Method method, std::string payload, std::uint32_t deadlineMs = 0);
    void cancel(std::uint64_t id);
    void sendChunk(std::uint64_t id, std::string payload);
    void sendEnvelope(const v1::Envelope& envelope);
    void sendRaw(const std::string& bytes);

    /// The reply's payload.
    Result<std::string> answer(std::uint64_t id, Milliseconds patience = kPatience);
    /// The next chunk of a long reply; nothing when `answer` has the rest.
    std::optional<std::string> nextChunk(std::uint64_t id, Milliseconds patience = kPatience);
    std::optional<v1::Event> nextEvent(Milliseconds patience = kPatience);
    /// The next event of changes with something in it.
    std::optional<v1::ChangesEvent> nextChanges(Milliseconds patience = kPatience);
    /// The next envelope that none of the above has taken, as it comes.
    std::optional<v1::Envelope> next(Milliseconds patience = kPatience);
    /// Whether the server closes the connection in time; what it sends until then is read and kept.
    bool closes(Milliseconds patience = kPatience);
    /// Heartbeats of the server that came; they are answered by themselves, and own ones go out during a long wait.
    int heartbeats() const { return heartbeats_; }
    void sendHeartbeats(bool send) { sendHeartbeats_ = send; }

private:
    struct Tls;
    std::chrono::steady_clock::time_point nextBeat() const;
    bool pump(std::chrono::steady_clock::time_point until);
    bool waitFor(short events, std::chrono::steady_clock::time_point until);
    void keep(v1::Envelope envelope);

    std::unique_ptr<Tls> tls_;
    wire::Decoder decoder_{wire::kLimitAfterLogin};
    std::string fingerprint_;
    std::uint64_t nextId_ = 0;
    bool closed_ = false;
    bool sendHeartbeats_ = true;
    int heartbeats_ = 0;
    std::chrono::steady_clock::time_point lastSent_;
    std::map<std::uint64_t, Result<std::string>> answers_;
    std::map<std::uint64_t, std::deque<std::string>> chunks_;
    std::deque<v1::Event> events_;
    std::deque<v1::Envelope> others_;
};

}  // namespace kupets::tests
