#include "client/net/connection.h"

#include <algorithm>

#include "client/net/connection_private.h"
#include "client/net/known_servers.h"
#include "client/net/qt.h"
#include "common/wire/errors.h"
#include "common/wire/fingerprint.h"

namespace kupets::net {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Connection::Private::Private(Connection& owner, KnownServers& knownServers, ConnectionTiming times)
    : q(owner), known(knownServers), timing(times) {
    connect(&transport, &Transport::shown, this, &Private::onShown);
    connect(&transport, &Transport::received, this, &Private::onReceived);
    connect(&transport, &Transport::broken, this, &Private::onBroken);
    connect(&transport, &Transport::written, &q, &Connection::written);
    for (QTimer* timer : {&deadlineTimer, &retryTimer}) timer->setSingleShot(true);
    connect(&deadlineTimer, &QTimer::timeout, this, &Private::onDeadline);
    connect(&retryTimer, &QTimer::timeout, this, &Private::attempt);
    connect(&tickTimer, &QTimer::timeout, this, &Private::onTick);
}

Connection::Connection(KnownServers& known, QObject* parent, ConnectionTiming timing)
    : QObject(parent), d_(std::make_unique<Private>(*this, known, timing)) {}
Connection::~Connection() = default;

void Connection::open(const ServerAddress& server, const Credentials& credentials) {
    d_->end(State::Offline, Error(ErrorCode::Cancelled));
    d_->server = server;
    d_->credentials = credentials;
    d_->session = {};
    d_->session.server = server;
    d_->feedToken.clear();
    d_->lastError = {};
    d_->go(State::Connecting);
    d_->attempt();
}

void Connection::answerTrust(bool trusted) {
    if (d_->state != State::AskingTrust) return;
    if (!trusted) return d_->end(State::Offline, Error(ErrorCode::Cancelled));
    d_->known.pin(d_->server, d_->shownFingerprint);
    d_->go(State::Connecting);
    d_->attempt();
}

void Connection::close() { d_->end(State::Offline, Error(ErrorCode::Unavailable)); }

void Connection::logout() {
    if (d_->state != State::Online) return close();
    const auto done = [this](Result<v1::LogoutReply>) { close(); };
    const milliseconds patience{2'000};
    call<v1::LogoutReply>(v1::METHOD_SESSION_LOGOUT, v1::LogoutRequest(), this, done,
                          {.deadline = patience, .patience = patience, .repeatable = false});
}

void Connection::retryNow() {
    if (d_->state != State::Reconnecting || !d_->retryTimer.isActive()) return;
    d_->retryTimer.stop();
    d_->attempt();
}

Connection::State Connection::state() const { return d_->state; }
const SessionInfo& Connection::session() const { return d_->session; }
const ServerAddress& Connection::server() const { return d_->server; }
const Error& Connection::lastError() const { return d_->lastError; }
std::chrono::microseconds Connection::lastRoundTrip() const { return d_->roundTrip; }
qint64 Connection::bytesToWrite() const { return d_->transport.bytesToWrite(); }
bool Connection::isCallOpen(quint64 id) const { return d_->calls.contains(id); }

milliseconds Connection::untilRetry() const {
    return d_->retryTimer.isActive() ? d_->retryTimer.remainingTimeAsDuration() : milliseconds(0);
}

bool Connection::parse(google::protobuf::MessageLite& message, std::string_view payload) {
    return message.ParseFromArray(payload.data(), static_cast<int>(payload.size()));
}

CallHandle Connection::startCall(v1::Method method, const google::protobuf::MessageLite& request, QObject* context,
                                 RawReply done, RawChunk chunk, CallOptions options) {
    OpenCall call;
    call.id = d_->nextId++;
    call.method = method;
    request.SerializeToString(&call.payload);
    call.context = context == nullptr ? this : context;
    call.done = std::move(done);
    call.chunk = std::move(chunk);
    call.options = options;
    call.due = steady_clock::now() + options.patience;
    call.watch = connect(call.context, &QObject::destroyed, d_.get(), [this, id = call.id] { cancelCall(id); });
    const quint64 id = call.id;
    d_->calls.add(std::move(call));
    if (d_->state == State::Offline || d_->state == State::Refused) {
        std::vector<OpenCall> lost;
        lost.push_back(*d_->calls.take(id));
        d_->failLater(std::move(lost), Error(ErrorCode::Unavailable));
        return {};
    }
    d_->pump();
    d_->armDeadline();
    return {this, id};
}

bool Connection::sendChunk(const CallHandle& handle, const google::protobuf::MessageLite& chunk) {
    const OpenCall* call = d_->calls.find(handle.id());
    if (call == nullptr || !call->sent) return false;
    v1::Envelope envelope;
    envelope.set_request_id(handle.id());
    chunk.SerializeToString(envelope.mutable_chunk()->mutable_payload());
    d_->lastSent = steady_clock::now();
    return d_->transport.send(envelope).has_value();
}

bool Connection::isSent(const CallHandle& handle) const {
    const OpenCall* call = d_->calls.find(handle.id());
    return call != nullptr && call->sent;
}

void Connection::cancelCall(quint64 id) {
    const auto call = d_->calls.take(id);
    if (!call) return;
    disconnect(call->watch);
    if (call->sent) d_->sendCancel(id);
    d_->pump();
}

// ---- the line

void Connection::Private::go(State next) {
    if (state == next) return;
    state = next;
    Q_EMIT q.stateChanged(next);
}

void Connection::Private::attempt() { transport.connectTo(server, timing.connect); }

void Connection::Private::onShown(const QString& fingerprint) {
    const QString pinned = known.fingerprint(server);
    shownFingerprint = fingerprint;
    if (pinned.isEmpty()) {
        // Asked without a line held open: a person may take his time, and the server its own deadline for logins.
        transport.drop();
        go(State::AskingTrust);
        Q_EMIT q.trustQuestion(server, fingerprint);
        return;
    }
    if (!wire::sameFingerprint(fromQt(pinned), fromQt(fingerprint))) {
        end(State::Refused, Error(ErrorCode::Forbidden, {"certificate"}));
        Q_EMIT q.refused(server, pinned, fingerprint);
        return;
    }
    session.fingerprint = fingerprint;
    lastSent = lastReceived = steady_clock::now();
    hello();
}

void Connection::Private::onReceived(const v1::Envelope& envelope) {
    lastReceived = steady_clock::now();
    switch (envelope.body_case()) {
        case v1::Envelope::kReply:
            return finish(envelope.request_id(), std::string_view(envelope.reply().payload()));
        case v1::Envelope::kError:
            if (envelope.request_id() == 0) {
                lastError = wire::fromProto(envelope.error());  // the server closes the line next
                return;
            }
            return finish(envelope.request_id(), std::unexpected(wire::fromProto(envelope.error())));
        case v1::Envelope::kChunk: {
            const OpenCall* call = calls.find(envelope.request_id());
            if (call == nullptr || !call->context || !call->chunk) return;
            const RawChunk chunk = call->chunk;  // the callback may end the call
            return chunk(envelope.chunk().payload());
        }
        case v1::Envelope::kEvent:
            return onEvent(envelope.event());
        case v1::Envelope::kHeartbeat: {
            if (envelope.heartbeat().answer()) return;
            v1::Envelope answer;
            *answer.mutable_heartbeat() = envelope.heartbeat();
            answer.mutable_heartbeat()->set_answer(true);
            lastSent = lastReceived;
            std::ignore = transport.send(answer);
            return;
        }
        default:
            return;  // what a newer server says and we do not know
    }
}

void Connection::Private::onBroken(const Error& error) {
    tickTimer.stop();
    subscribed = false;
    const bool everOnline = !session.token.isEmpty();
    if (!everOnline) {
        end(State::Offline, error);
        Q_EMIT q.loginFailed(error);
        return;
    }
    lastError = error;
    failLater(calls.lineBroke(steady_clock::now()), Error(ErrorCode::Unavailable));
    armDeadline();
    waitAndRetry();
}

void Connection::Private::waitAndRetry() {
    const auto doubled = timing.firstRetry * (std::int64_t{1} << std::min(retries, 16));
    const milliseconds pause = std::min<milliseconds>(doubled, timing.mostRetry);
    // A little chance, so that all clients of a restarted server do not come at once.
    std::uniform_int_distribution<std::int64_t> spread(pause.count() * 4 / 5, pause.count() * 6 / 5);
    retryTimer.start(milliseconds(spread(random)));
    ++retries;
    go(State::Reconnecting);
}

void Connection::Private::end(State next, const Error& reason) {
    transport.drop();
    for (QTimer* timer : {&deadlineTimer, &retryTimer, &tickTimer}) timer->stop();
    credentials.reset();
    session.token.clear();
    subscribed = false;
    retries = 0;
    lastError = reason;
    failLater(calls.takeAll(), reason.code == ErrorCode::Cancelled ? Error(ErrorCode::Unavailable) : reason);
    go(next);
}

void Connection::Private::onTick() {
    const auto now = steady_clock::now();
    if (now - lastReceived > 2 * heartbeat) {
        transport.drop();
        return onBroken(Error(ErrorCode::Unavailable, {"silence"}));
    }
    if (now - lastSent < heartbeat * 9 / 10) return;
    v1::Envelope beat;
    beat.mutable_heartbeat()->set_number(++heartbeatNumber);
    lastSent = now;
    std::ignore = transport.send(beat);
}

// ---- calls

void Connection::Private::pump() {
    if (state != State::Online) return;
    while (OpenCall* call = calls.nextUnsent()) {
        if (!transmit(*call)) return;
    }
}

bool Connection::Private::transmit(OpenCall& call) {
    v1::Envelope envelope;
    envelope.set_request_id(call.id);
    envelope.mutable_request()->set_method(call.method);
    envelope.mutable_request()->set_deadline_ms(static_cast<std::uint32_t>(call.options.deadline.count()));
    envelope.mutable_request()->set_payload(call.payload);
    const auto now = steady_clock::now();
    const Result<void> sent = transport.send(envelope);
    if (!sent && sent.error().code == ErrorCode::Unavailable) return false;
    if (!sent) {
        std::vector<OpenCall> lost;
        lost.push_back(*calls.take(call.id));
        failLater(std::move(lost), sent.error());
        return true;
    }
    lastSent = now;
    calls.markSent(call, now);
    return true;
}

void Connection::Private::finish(quint64 id, Result<std::string_view> result) {
    const auto call = calls.take(id);
    if (!call) return;  // cancelled meanwhile
    roundTrip = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - call->sentAt);
    pump();
    const bool passwordChanged = call->method == v1::METHOD_SESSION_CHANGE_PASSWORD && result.has_value();
    if (passwordChanged) {
        session.mustChangePassword = false;
        if (!subscribed) subscribe();
    }
    call->answer(std::move(result));
}

void Connection::Private::sendCancel(quint64 id) {
    v1::Envelope envelope;
    envelope.set_request_id(id);
    envelope.mutable_cancel();
    lastSent = steady_clock::now();
    std::ignore = transport.send(envelope);
}

void Connection::Private::armDeadline() {
    const auto due = calls.earliestDue();
    if (!due) return deadlineTimer.stop();
    const auto left = std::chrono::ceil<milliseconds>(*due - steady_clock::now());
    deadlineTimer.start(std::max(left, milliseconds(0)));
}

void Connection::Private::onDeadline() {
    bool stuck = false;
    for (const OpenCall& call : calls.takeDue(steady_clock::now())) {
        stuck = stuck || call.handshake;
        if (call.handshake) continue;
        if (call.sent) sendCancel(call.id);
        call.answer(fail(call.sent ? ErrorCode::DeadlineExceeded : ErrorCode::Unavailable));
    }
    if (stuck) {
        transport.drop();
        return onBroken(Error(ErrorCode::Unavailable, {"timeout"}));
    }
    pump();
    armDeadline();
}

void Connection::Private::failLater(std::vector<OpenCall> lost, const Error& error) {
    if (lost.empty()) return;
    const auto answerAll = [lost = std::move(lost), error] {
        for (const OpenCall& call : lost) call.answer(std::unexpected(error));
    };
    QMetaObject::invokeMethod(this, answerAll, Qt::QueuedConnection);
}

}  // namespace kupets::net
