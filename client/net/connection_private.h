// What Connection hides: the steps of a session over one line after another. Only connection.cpp and
// connection_session.cpp include this.
#pragma once

#include <QTimer>
#include <random>

#include "client/net/connection.h"
#include "client/net/open_calls.h"
#include "client/net/transport.h"
#include "kupets/v1/session.pb.h"

namespace kupets::net {

class Connection::Private : public QObject {
public:
    Private(Connection& owner, KnownServers& knownServers, ConnectionTiming times);

    // The line (connection.cpp)
    void attempt();
    void onShown(const QString& fingerprint);
    void onReceived(const v1::Envelope& envelope);
    void onBroken(const Error& error);
    void onTick();
    void go(State next);
    /// Ends the line and everything that waits for it.
    void end(State next, const Error& reason);
    void waitAndRetry();

    // Calls (connection.cpp)
    void pump();
    bool transmit(OpenCall& call);
    void finish(quint64 id, Result<std::string_view> result);
    void sendCancel(quint64 id);
    void armDeadline();
    void onDeadline();
    /// Answers from the event loop, so that no callback runs inside of somebody's call.
    void failLater(std::vector<OpenCall> calls, const Error& error);

    // The session (connection_session.cpp)
    template <typename Reply>
    void step(v1::Method method, const google::protobuf::MessageLite& request, void (Private::*next)(Reply)) {
        stepRaw(method, request, Connection::parsed<Reply>([this, next](Result<Reply> reply) {
                    if (!reply) return onStepFailed(reply.error());
                    (this->*next)(std::move(*reply));
                }));
    }
    void stepRaw(v1::Method method, const google::protobuf::MessageLite& request, RawReply done);
    void hello();
    void onHello(v1::HelloReply reply);
    void onLogin(v1::LoginReply reply);
    void subscribe();
    void onSubscribed(Result<v1::SubscribeReply> reply);
    void onStepFailed(const Error& error);
    void onEvent(const v1::Event& event);

    Connection& q;
    KnownServers& known;
    ConnectionTiming timing;
    Transport transport;
    OpenCalls calls;
    QTimer deadlineTimer;
    QTimer retryTimer;
    QTimer tickTimer;

    State state = State::Offline;
    ServerAddress server;
    std::optional<Credentials> credentials;  // until they are used: a password is not kept
    SessionInfo session;
    QString shownFingerprint;
    std::string feedToken;
    bool subscribed = false;
    Error lastError;
    quint64 nextId = 1;
    int retries = 0;
    std::chrono::milliseconds heartbeat{15'000};
    Moment lastSent;
    Moment lastReceived;
    std::chrono::microseconds roundTrip{0};
    quint64 heartbeatNumber = 0;
    std::minstd_rand random{std::random_device{}()};
};

}  // namespace kupets::net
