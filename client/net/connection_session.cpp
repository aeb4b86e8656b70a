// Hello, then Login or Resume, then the feed: the steps from a TLS line to a session.
#include "client/net/connection_private.h"
#include "client/net/qt.h"

namespace kupets::net {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::uint32_t kProtocol = 1;
constexpr milliseconds kStepDeadline{20'000};  // Argon2id on a busy server, and growing delays on wrong passwords

bool endsSession(ErrorCode code) {
    return code == ErrorCode::SessionExpired || code == ErrorCode::NotLoggedIn || code == ErrorCode::WrongPassword ||
           code == ErrorCode::UserDisabled || code == ErrorCode::Forbidden || code == ErrorCode::UnsupportedVersion;
}

}  // namespace

void Connection::Private::stepRaw(v1::Method method, const google::protobuf::MessageLite& request, RawReply done) {
    OpenCall call;
    call.id = nextId++;
    call.method = method;
    request.SerializeToString(&call.payload);
    call.context = this;
    call.done = std::move(done);
    call.options = {.deadline = kStepDeadline, .patience = kStepDeadline, .repeatable = false};
    call.handshake = true;
    call.due = steady_clock::now() + kStepDeadline;
    transmit(calls.add(std::move(call)));
    armDeadline();
}

void Connection::Private::hello() {
    v1::HelloRequest request;
    request.set_protocol(kProtocol);
    request.set_client("kupets " KUPETS_VERSION);
    step<v1::HelloReply>(v1::METHOD_SESSION_HELLO, request, &Private::onHello);
}

void Connection::Private::onHello(v1::HelloReply reply) {
    session.serverVersion = toQt(reply.server());
    session.company = toQt(reply.company());
    heartbeat = timing.heartbeat;
    if (heartbeat.count() == 0) heartbeat = std::chrono::seconds(std::clamp(reply.heartbeat_seconds(), 5U, 300U));
    tickTimer.start(heartbeat / 2);

    const auto* token = credentials ? std::get_if<TokenLogin>(&*credentials) : nullptr;
    if (!credentials || token != nullptr) {
        const QByteArray& bytes = token != nullptr ? token->token : session.token;
        v1::ResumeRequest request;
        request.set_token(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        return step<v1::LoginReply>(v1::METHOD_SESSION_RESUME, request, &Private::onLogin);
    }
    const auto& password = std::get<PasswordLogin>(*credentials);
    v1::LoginRequest request;
    request.set_login(fromQt(password.login));
    request.set_password(fromQt(password.password));
    request.set_device(fromQt(password.device));
    step<v1::LoginReply>(v1::METHOD_SESSION_LOGIN, request, &Private::onLogin);
}

void Connection::Private::onLogin(v1::LoginReply reply) {
    transport.setLimit(wire::kLimitAfterLogin);
    QByteArray token = QByteArray::fromStdString(reply.token());
    if (const auto* given = credentials ? std::get_if<TokenLogin>(&*credentials) : nullptr;
        token.isEmpty() && given != nullptr) {
        token = given->token;
    }
    if (!token.isEmpty()) session.token = token;
    credentials.reset();
    const v1::Me& me = reply.me();
    session.userId = Uuid::fromBytes(me.user_id()).value_or(Uuid{});
    session.departmentId = Uuid::fromBytes(me.department_id()).value_or(Uuid{});
    session.login = toQt(me.login());
    session.name = toQt(me.name());
    session.role = toQt(me.role());
    session.schemaVersion = reply.schema_version();
    session.mustChangePassword = reply.must_change_password();
    subscribe();
}

void Connection::Private::subscribe() {
    v1::SubscribeRequest request;
    request.set_resume_token(feedToken);
    stepRaw(v1::METHOD_CHANGES_SUBSCRIBE, request,
            Connection::parsed<v1::SubscribeReply>(
                [this](Result<v1::SubscribeReply> reply) { onSubscribed(std::move(reply)); }));
}

void Connection::Private::onSubscribed(Result<v1::SubscribeReply> reply) {
    if (!reply && reply.error().code == ErrorCode::Unavailable) return onStepFailed(reply.error());
    bool reset = false;
    if (reply) {
        subscribed = true;
        reset = reply->reset() && !feedToken.empty();
        // What was missed is still on its way: the position of the reply counts only where nothing was to be resumed.
        if (feedToken.empty() || reply->reset()) feedToken = reply->token();
    }  // else: a session that must change its password first; the feed follows then
    retries = 0;
    lastError = {};
    go(State::Online);
    if (reset) Q_EMIT q.feedReset();
    pump();
    armDeadline();
}

void Connection::Private::onStepFailed(const Error& error) {
    // The line itself has broken meanwhile: onBroken has seen to it.
    if (!transport.isOpen()) return;
    const bool everOnline = !session.token.isEmpty();
    if (!everOnline) {
        end(State::Offline, error);
        Q_EMIT q.loginFailed(error);
        return;
    }
    if (endsSession(error.code)) {
        end(State::Offline, Error(ErrorCode::SessionExpired));
        Q_EMIT q.sessionExpired();
        return;
    }
    transport.drop();
    onBroken(error);
}

void Connection::Private::onEvent(const v1::Event& event) {
    if (event.has_changes()) {
        v1::ChangesEvent changes;
        if (!changes.ParseFromString(event.changes())) return;
        feedToken = changes.token();
        Q_EMIT q.changes(changes);
    } else if (event.has_presence()) {
        v1::PresenceEvent presence;
        if (presence.ParseFromString(event.presence())) Q_EMIT q.presence(presence);
    } else if (event.has_favourite()) {
        v1::FavouriteEvent favourite;
        if (favourite.ParseFromString(event.favourite())) Q_EMIT q.favouriteChanged(favourite);
    } else if (event.has_schema()) {
        v1::SchemaEvent schema;
        if (schema.ParseFromString(event.schema())) Q_EMIT q.schemaChanged(schema);
    } else if (event.has_closing()) {
        v1::ClosingEvent closing;
        if (closing.ParseFromString(event.closing())) Q_EMIT q.closing(static_cast<int>(closing.seconds()));
    }
}

}  // namespace kupets::net
