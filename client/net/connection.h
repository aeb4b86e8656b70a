// The one line to the server: TLS 1.3 with a pinned certificate, frames, typed calls, heartbeats, and a reconnect that
// resumes the session and the change feed where they were.
//
// Lives in the GUI thread and never blocks it. Owned by the composition root; everybody else holds a reference.
// A call belongs to its context object: when that dies, the call is cancelled and its callback is never run. Callbacks
// run from the event loop, never from inside call(). Failures: what the server answers, Unavailable when there is no
// line, DeadlineExceeded, BadFrame when an answer does not parse.
#pragma once

#include <QObject>
#include <chrono>
#include <memory>

#include <google/protobuf/message_lite.h>

#include "client/net/call.h"
#include "client/net/server_address.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/envelope.pb.h"
#include "kupets/v1/personal.pb.h"
#include "kupets/v1/presence.pb.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::net {

class KnownServers;

struct ConnectionTiming {
    std::chrono::milliseconds connect{10'000};  // TCP and TLS
    std::chrono::milliseconds firstRetry{250};  // doubles up to mostRetry, with a little chance in it
    std::chrono::milliseconds mostRetry{15'000};
    std::chrono::milliseconds heartbeat{0};  // 0: what the server's Hello says
};

class Connection : public QObject {
    Q_OBJECT

public:
    enum class State {
        Offline,      // nothing open; lastError() says why when it was not our wish
        Connecting,   // TCP, TLS, Hello, Login
        AskingTrust,  // an unknown server showed its certificate: trustQuestion waits for answerTrust()
        Online,
        Reconnecting,  // the line broke; it is being tried again without end
        Refused,       // the certificate is not the one pinned: no automatic retry
    };
    Q_ENUM(State)

    explicit Connection(KnownServers& known, QObject* parent = nullptr, ConnectionTiming timing = {});
    ~Connection() override;

    /// Drops what is open and begins anew. Ends in Online, Refused or Offline (with loginFailed).
    void open(const ServerAddress& server, const Credentials& credentials);
    /// The answer to trustQuestion: yes pins the fingerprint and goes on, no ends in Offline.
    void answerTrust(bool trusted);
    /// Closes the line; the session stays valid for a TokenLogin.
    void close();
    /// Ends the session on the server, then closes.
    void logout();
    /// While Reconnecting: try now, e.g. because the person pressed a button.
    void retryNow();

    State state() const;
    bool isOnline() const { return state() == State::Online; }
    /// Of the present session; meaningful while Online and Reconnecting.
    const SessionInfo& session() const;
    const ServerAddress& server() const;
    /// What ended the line or the last attempt; Internal with no args when nothing did.
    const Error& lastError() const;
    /// When the next attempt is due, while Reconnecting.
    std::chrono::milliseconds untilRetry() const;
    /// Time between the last request and its answer; 0 before the first.
    std::chrono::microseconds lastRoundTrip() const;

    /// `done` is called once with the reply or the error, unless `context` dies or the handle is cancelled first.
    template <typename Reply>
    CallHandle call(v1::Method method, const google::protobuf::MessageLite& request, QObject* context,
                    std::function<void(Result<Reply>)> done, CallOptions options = {}) {
        return startCall(method, request, context, parsed<Reply>(std::move(done)), {}, options);
    }
    /// A call whose answer comes in parts, e.g. an export: `chunk` for each, then `done`. Never repeated on its own.
    template <typename Chunk, typename Reply>
    CallHandle stream(v1::Method method, const google::protobuf::MessageLite& request, QObject* context,
                      std::function<void(const Chunk&)> chunk, std::function<void(Result<Reply>)> done,
                      CallOptions options = {}) {
        options.repeatable = false;
        RawChunk raw = [chunk = std::move(chunk)](std::string_view payload) {
            Chunk message;
            if (parse(message, payload)) chunk(message);
        };
        return startCall(method, request, context, parsed<Reply>(std::move(done)), std::move(raw), options);
    }
    /// A part of a long request (an upload); false when the call has ended.
    bool sendChunk(const CallHandle& handle, const google::protobuf::MessageLite& chunk);
    /// Bytes that wait for the network: who streams keeps it small, and goes on when `written` says so.
    qint64 bytesToWrite() const;
    /// The request has gone out: sendChunk may follow.
    bool isSent(const CallHandle& handle) const;

Q_SIGNALS:
    void stateChanged(kupets::net::Connection::State state);
    /// Nobody has pinned this server yet. `fingerprint` is "SHA256:…" for people to compare.
    void trustQuestion(const kupets::net::ServerAddress& server, const QString& fingerprint);
    /// The pinned certificate and the one shown differ: somebody may stand in between.
    void refused(const kupets::net::ServerAddress& server, const QString& pinned, const QString& shown);
    /// Login or Resume was answered by an error, or the server could not be reached at all on the first try.
    void loginFailed(const kupets::Error& error);
    /// A session that worked is not accepted any more: log in again.
    void sessionExpired();
    /// Other people's and one's own changes, in order, nothing left out; data::Feed hands them on in batches.
    void changes(const kupets::v1::ChangesEvent& event);
    /// The feed could not be resumed: everything shown has to be asked for anew.
    void feedReset();
    /// Who is at a record that this session watches.
    void presence(const kupets::v1::PresenceEvent& event);
    /// A record has become one's favourite, or is none any more: here, or in another window of one's own.
    void favouriteChanged(const kupets::v1::FavouriteEvent& event);
    /// The schema is another one: ask for it.
    void schemaChanged(const kupets::v1::SchemaEvent& event);
    /// Bytes have gone out: who streams may send more.
    void written();
    /// The server stops in so many seconds; a reconnect follows by itself.
    void closing(int seconds);

private:
    friend class CallHandle;
    class Private;

    static bool parse(google::protobuf::MessageLite& message, std::string_view payload);
    template <typename Reply>
    static RawReply parsed(std::function<void(Result<Reply>)> done) {
        return [done = std::move(done)](Result<std::string_view> payload) {
            if (!payload) return done(std::unexpected(std::move(payload.error())));
            Reply reply;
            if (!parse(reply, *payload)) return done(fail(ErrorCode::BadFrame));
            done(std::move(reply));
        };
    }
    CallHandle startCall(v1::Method method, const google::protobuf::MessageLite& request, QObject* context,
                         RawReply done, RawChunk chunk, CallOptions options);
    void cancelCall(quint64 id);
    bool isCallOpen(quint64 id) const;

    std::unique_ptr<Private> d_;
};

}  // namespace kupets::net
