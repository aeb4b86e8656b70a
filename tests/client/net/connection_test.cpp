#include "client/net/connection.h"

#include <catch2/catch.hpp>

#include "client/net/known_servers.h"
#include "tests/client/support/scripted_peer.h"
#include "tests/client/support/wait.h"

using namespace kupets;
using namespace kupets::net;
using namespace kupets::test;
using std::chrono::milliseconds;

namespace {

const ConnectionTiming kQuick{
    .connect = milliseconds(3'000), .firstRetry = milliseconds(10), .mostRetry = milliseconds(40)};
const PasswordLogin kAnna{QStringLiteral("anna"), QStringLiteral("secret"), QStringLiteral("test")};

struct Fixture {
    ScriptedPeer peer;
    KnownServers known{QString()};
    Connection connection{known, nullptr, kQuick};

    Fixture() { known.pin(peer.address(), peer.fingerprint()); }
    bool goOnline() {
        connection.open(peer.address(), kAnna);
        return waitFor([this] { return connection.isOnline(); });
    }
    CallHandle count(QObject* context, std::function<void(Result<v1::CountReply>)> done, CallOptions options = {}) {
        return connection.call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, v1::CountRequest(), context, std::move(done),
                                               options);
    }
    void answerCounts(std::uint64_t total) {
        peer.on<v1::CountRequest, v1::CountReply>(v1::METHOD_RECORDS_COUNT, [total](const v1::CountRequest&) {
            v1::CountReply reply;
            reply.set_total(total);
            return Result<v1::CountReply>(reply);
        });
    }
};

v1::ChangesEvent eventWith(const std::string& token) {
    v1::ChangesEvent event;
    event.set_token(token);
    event.add_records()->set_entity("deal");
    return event;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a login ends online, with the session and the feed") {
    REQUIRE(goOnline());
    CHECK(connection.session().login == "anna");
    CHECK(connection.session().company == "ООО «Проба»");
    CHECK(connection.session().token == QByteArray(32, 'k'));
    CHECK(peer.resumeTokens == std::vector<std::string>{""});
}

TEST_CASE_METHOD(Fixture, "an unknown server is asked about, and pinned when trusted") {
    known.forget(peer.address());
    QString asked;
    QObject::connect(&connection, &Connection::trustQuestion, &connection,
                     [&](const ServerAddress&, const QString& print) { asked = print; });
    connection.open(peer.address(), kAnna);
    REQUIRE(waitFor([&] { return connection.state() == Connection::State::AskingTrust; }));
    CHECK(asked == peer.fingerprint());
    CHECK(peer.count(v1::METHOD_SESSION_HELLO) == 0);
    SECTION("trusted") {
        connection.answerTrust(true);
        REQUIRE(waitFor([&] { return connection.isOnline(); }));
        CHECK(known.fingerprint(peer.address()) == peer.fingerprint());
    }
    SECTION("not trusted") {
        connection.answerTrust(false);
        CHECK(connection.state() == Connection::State::Offline);
        CHECK(known.fingerprint(peer.address()).isEmpty());
    }
}

TEST_CASE_METHOD(Fixture, "another certificate than the pinned one is refused before a word is said") {
    known.pin(peer.address(), "SHA256:" + QString(64, QLatin1Char('a')));
    QString pinned, shown;
    QObject::connect(&connection, &Connection::refused, &connection,
                     [&](const ServerAddress&, const QString& a, const QString& b) {
                         pinned = a;
                         shown = b;
                     });
    connection.open(peer.address(), kAnna);
    REQUIRE(waitFor([&] { return connection.state() == Connection::State::Refused; }));
    CHECK(pinned == known.fingerprint(peer.address()));
    CHECK(shown == peer.fingerprint());
    settle(60);
    CHECK(connection.state() == Connection::State::Refused);
    CHECK(peer.count(v1::METHOD_SESSION_HELLO) == 0);
}

TEST_CASE_METHOD(Fixture, "a wrong password and an absent server end offline with the reason") {
    Error reason;
    QObject::connect(&connection, &Connection::loginFailed, &connection, [&](const Error& error) { reason = error; });
    SECTION("wrong password") {
        peer.on<v1::LoginRequest, v1::LoginReply>(
            v1::METHOD_SESSION_LOGIN,
            [](const v1::LoginRequest&) -> Result<v1::LoginReply> { return fail(ErrorCode::WrongPassword); });
        connection.open(peer.address(), kAnna);
        REQUIRE(waitFor([&] { return connection.state() == Connection::State::Offline; }));
        CHECK(reason.code == ErrorCode::WrongPassword);
    }
    SECTION("nobody there") {
        peer.stopListening();
        connection.open(peer.address(), kAnna);
        REQUIRE(waitFor([&] { return connection.state() == Connection::State::Offline; }));
        CHECK(reason.code == ErrorCode::Unavailable);
    }
}

TEST_CASE_METHOD(Fixture, "calls are answered, or fail with what the server says") {
    answerCounts(42);
    REQUIRE(goOnline());
    Result<v1::CountReply> got = fail(ErrorCode::Internal);
    bool inside = true;
    count(&connection, [&](Result<v1::CountReply> reply) {
        CHECK_FALSE(inside);
        got = std::move(reply);
    });
    inside = false;
    REQUIRE(waitFor([&] { return got.has_value(); }));
    CHECK(got->total() == 42);

    ErrorCode code{};
    connection.call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, v1::GroupRequest(), &connection,
                                    [&](Result<v1::GroupReply> reply) { code = reply.error().code; });
    REQUIRE(waitFor([&] { return code != ErrorCode{}; }));
    CHECK(code == ErrorCode::UnknownMethod);
}

TEST_CASE_METHOD(Fixture, "a call dies with its context, by its handle, and by its deadline") {
    REQUIRE(goOnline());
    peer.hold(v1::METHOD_RECORDS_COUNT);
    bool called = false;
    SECTION("context") {
        auto context = std::make_unique<QObject>();
        count(context.get(), [&](auto) { called = true; });
        REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
        context.reset();
        REQUIRE(waitFor([&] { return peer.cancelled().size() == 1; }));
    }
    SECTION("handle") {
        CallHandle handle = count(&connection, [&](auto) { called = true; });
        CHECK(handle.isOpen());
        REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
        handle.cancel();
        CHECK_FALSE(handle.isOpen());
        REQUIRE(waitFor([&] { return peer.cancelled().size() == 1; }));
        CHECK(peer.cancelled().front() == handle.id());
    }
    SECTION("deadline") {
        ErrorCode code{};
        count(&connection, [&](auto reply) { code = reply.error().code; }, {.deadline = milliseconds(30)});
        REQUIRE(waitFor([&] { return code == ErrorCode::DeadlineExceeded; }));
        REQUIRE(waitFor([&] { return peer.cancelled().size() == 1; }));
    }
    peer.release(v1::METHOD_RECORDS_COUNT);
    settle();
    CHECK_FALSE(called);
}

TEST_CASE_METHOD(Fixture, "a broken line resumes session and feed, and open calls are sent again") {
    REQUIRE(goOnline());
    std::vector<std::string> tokens;
    QObject::connect(&connection, &Connection::changes, &connection,
                     [&](const v1::ChangesEvent& event) { tokens.push_back(event.token()); });
    peer.send(eventWith("t1"));
    REQUIRE(waitFor([&] { return tokens.size() == 1; }));

    answerCounts(7);
    peer.hold(v1::METHOD_RECORDS_COUNT);
    std::uint64_t total = 0;
    count(&connection, [&](Result<v1::CountReply> reply) { total = reply.value().total(); });
    REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
    std::vector<Connection::State> states;
    QObject::connect(&connection, &Connection::stateChanged, &connection,
                     [&](Connection::State state) { states.push_back(state); });
    peer.feedToken = "t9";
    peer.cut();
    peer.release(v1::METHOD_RECORDS_COUNT);
    REQUIRE(waitFor([&] { return total == 7; }));
    CHECK(states == std::vector{Connection::State::Reconnecting, Connection::State::Online});
    CHECK(peer.count(v1::METHOD_SESSION_RESUME) == 1);
    CHECK(peer.count(v1::METHOD_SESSION_LOGIN) == 1);
    CHECK(peer.resumeTokens == std::vector<std::string>{"", "t1"});

    SECTION("what the reply names is no position before the missed events have come") {
        peer.cut();
        REQUIRE(waitFor([&] { return peer.resumeTokens.size() == 3; }));
        CHECK(peer.resumeTokens.back() == "t1");
    }
    SECTION("a feed that cannot be resumed says so") {
        bool reset = false;
        QObject::connect(&connection, &Connection::feedReset, &connection, [&] { reset = true; });
        peer.resetFeed = true;
        peer.cut();
        REQUIRE(waitFor([&] { return reset; }));
    }
    SECTION("calls made while away go out when the line is back") {
        peer.stopListening();
        peer.cut();
        REQUIRE(waitFor([&] { return connection.state() == Connection::State::Reconnecting; }));
        total = 0;
        count(&connection, [&](Result<v1::CountReply> reply) { total = reply.value().total(); });
        settle();
        peer.listen();
        REQUIRE(waitFor([&] { return total == 7; }));
    }
    SECTION("patience ends") {
        peer.stopListening();
        peer.cut();
        ErrorCode code{};
        REQUIRE(waitFor([&] { return connection.state() == Connection::State::Reconnecting; }));
        count(&connection, [&](auto reply) { code = reply.error().code; }, {.patience = milliseconds(20)});
        REQUIRE(waitFor([&] { return code == ErrorCode::Unavailable; }));
    }
    SECTION("a session that is no more") {
        bool expired = false;
        QObject::connect(&connection, &Connection::sessionExpired, &connection, [&] { expired = true; });
        peer.sessionValid = false;
        peer.cut();
        REQUIRE(waitFor([&] { return expired; }));
        CHECK(connection.state() == Connection::State::Offline);
    }
}

TEST_CASE_METHOD(Fixture, "what may not be repeated fails when the line breaks") {
    REQUIRE(goOnline());
    peer.hold(v1::METHOD_RECORDS_COUNT);
    ErrorCode code{};
    count(&connection, [&](auto reply) { code = reply.error().code; }, {.repeatable = false});
    REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
    peer.cut();
    REQUIRE(waitFor([&] { return code == ErrorCode::Unavailable; }));
    REQUIRE(waitFor([&] { return connection.isOnline(); }));
}

TEST_CASE_METHOD(Fixture, "garbage from the other side breaks the line, and the next one is good") {
    REQUIRE(goOnline());
    peer.sendRaw(QByteArray("\xff\x00\x00\x04????", 8));
    REQUIRE(waitFor([&] { return connection.state() == Connection::State::Reconnecting; }));
    CHECK(connection.lastError().code == ErrorCode::BadFrame);
    REQUIRE(waitFor([&] { return connection.isOnline(); }));
}

TEST_CASE("a server that falls silent is noticed by its missing heartbeats") {
    ScriptedPeer peer;
    KnownServers known{QString()};
    known.pin(peer.address(), peer.fingerprint());
    ConnectionTiming timing = kQuick;
    timing.heartbeat = milliseconds(40);
    Connection connection(known, nullptr, timing);
    connection.open(peer.address(), kAnna);
    REQUIRE(waitFor([&] { return connection.isOnline(); }));
    settle(200);
    CHECK(connection.isOnline());  // answered heartbeats keep it
    peer.silent = true;
    REQUIRE(waitFor([&] { return connection.state() == Connection::State::Reconnecting; }));
}

TEST_CASE_METHOD(Fixture, "more requests than the server takes wait for their turn") {
    answerCounts(1);
    REQUIRE(goOnline());
    peer.hold(v1::METHOD_RECORDS_COUNT);
    int answered = 0;
    for (int i = 0; i < 100; ++i) count(&connection, [&](auto reply) { answered += reply.has_value(); });
    REQUIRE(waitFor([&] { return peer.held().size() == 48; }));
    settle();
    CHECK(peer.held().size() == 48);
    peer.release(v1::METHOD_RECORDS_COUNT);
    REQUIRE(waitFor([&] { return answered == 100; }));
}
