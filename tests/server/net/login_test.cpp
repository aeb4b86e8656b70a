// Who gets in, what he may, and how he is put out.
#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/records.pb.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using tests::addUser;
using tests::ServerFixture;
using tests::WireClient;

const std::string kHers = "her long password";

template <typename T>
ErrorCode refusal(const Result<T>& answer) {
    return answer ? ErrorCode{} : answer.error().code;
}

template <typename Reply, typename Request>
ErrorCode refusal(WireClient& client, v1::Method method, const Request& request) {
    return refusal(client.call<Reply>(method, request));
}

}  // namespace

TEST_CASE("login, logout, resume") {
    ServerFixture server;
    WireClient client(server.tls());
    const auto entered = client.login("ADMIN", server.password());
    REQUIRE(entered);
    CHECK(entered->token().size() == 32);
    CHECK(entered->me().login() == "admin");
    CHECK(entered->me().name() == "Администратор");
    CHECK(entered->me().role() == "administrator");
    CHECK(entered->me().user_id().size() == 16);
    CHECK(entered->schema_version() > 0);
    CHECK(entered->server_time() > 0);
    CHECK(!entered->must_change_password());
    CHECK(refusal(client.login("admin", server.password())) == ErrorCode::BadRequest);

    WireClient second(server.tls());
    const auto resumed = second.resume(entered->token());
    REQUIRE(resumed);
    CHECK(resumed->me().user_id() == entered->me().user_id());
    CHECK(resumed->token() == entered->token());
    CHECK(second.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));

    REQUIRE(client.call<v1::LogoutReply>(v1::METHOD_SESSION_LOGOUT, v1::LogoutRequest()));
    WireClient third(server.tls());
    CHECK(refusal(third.resume(entered->token())) == ErrorCode::SessionExpired);
    CHECK(refusal(third.resume("")) == ErrorCode::SessionExpired);
}

TEST_CASE("wrong passwords are refused, then delayed") {
    ServerFixture server;
    WireClient client(server.tls());
    CHECK(refusal(client.login("admin", "wrong")) == ErrorCode::WrongPassword);
    CHECK(refusal(client.login("nobody", "wrong")) == ErrorCode::WrongPassword);
    Result<v1::LoginReply> last;
    for (int i = 0; i < 10 && (i == 0 || refusal(last) == ErrorCode::WrongPassword); ++i)
        last = client.login("admin", "wrong");
    REQUIRE(refusal(last) == ErrorCode::TooManyRequests);
    CHECK(last.error().args == std::vector<std::string>{"1"});
    CHECK(refusal(client.login("admin", server.password())) == ErrorCode::TooManyRequests);
}

TEST_CASE("a changed password ends the user's other sessions at once") {
    ServerFixture server;
    WireClient admin(server.tls());
    REQUIRE(admin.login("admin", server.password()));
    addUser(admin, "anna", "manager", kHers);
    WireClient one(server.tls()), two(server.tls());
    REQUIRE(one.login("anna", kHers));
    REQUIRE(two.login("anna", kHers));

    v1::ChangePasswordRequest change;
    change.set_old_password("wrong");
    change.set_new_password("another long password");
    CHECK(refusal<v1::ChangePasswordReply>(one, v1::METHOD_SESSION_CHANGE_PASSWORD, change) ==
          ErrorCode::WrongPassword);
    change.set_old_password(kHers);
    change.set_new_password("short");
    CHECK(refusal<v1::ChangePasswordReply>(one, v1::METHOD_SESSION_CHANGE_PASSWORD, change) == ErrorCode::WeakPassword);
    change.set_new_password("another long password");
    REQUIRE(one.call<v1::ChangePasswordReply>(v1::METHOD_SESSION_CHANGE_PASSWORD, change));
    CHECK(two.closes(std::chrono::seconds(15)));
    CHECK(one.call<v1::LogoutReply>(v1::METHOD_SESSION_LOGOUT, v1::LogoutRequest()));
    CHECK(server.log().find("another long password") == std::string::npos);
}

TEST_CASE("a password that must be changed opens nothing else") {
    ServerFixture server;
    WireClient admin(server.tls());
    REQUIRE(admin.login("admin", server.password()));
    v1::SetCredentialsRequest set;
    set.set_user_id(std::string(addUser(admin, "anna", "manager", kHers).view()));
    set.set_password("given by somebody");
    set.set_must_change(true);
    REQUIRE(admin.call<v1::SetCredentialsReply>(v1::METHOD_ADMIN_SET_CREDENTIALS, set));

    WireClient anna(server.tls());
    CHECK(anna.login("anna", "given by somebody")->must_change_password());
    CHECK(refusal<v1::StatusReply>(anna, v1::METHOD_RECORDS_QUERY, v1::QueryRequest()) == ErrorCode::Forbidden);
    v1::ChangePasswordRequest change;
    change.set_old_password("given by somebody");
    change.set_new_password("chosen by herself");
    REQUIRE(anna.call<v1::ChangePasswordReply>(v1::METHOD_SESSION_CHANGE_PASSWORD, change));
    v1::CountRequest count;
    count.mutable_set()->set_entity("deal");
    CHECK(anna.call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, count));
}

TEST_CASE("an administrator sees sessions and ends them, others do not") {
    ServerFixture server;
    WireClient admin(server.tls());
    REQUIRE(admin.login("admin", server.password()));
    v1::ListSessionsRequest list;
    list.set_user_id(std::string(addUser(admin, "anna", "manager", kHers).view()));
    WireClient anna(server.tls());
    const auto entered = anna.login("anna", kHers);
    REQUIRE(entered);

    const auto sessions = admin.call<v1::ListSessionsReply>(v1::METHOD_ADMIN_LIST_SESSIONS, list);
    REQUIRE(sessions);
    REQUIRE(sessions->sessions_size() == 1);
    CHECK(sessions->sessions(0).user_name() == "anna");
    CHECK(sessions->sessions(0).device() == "test");
    CHECK(sessions->sessions(0).address() == "127.0.0.1");
    CHECK(sessions->sessions(0).connected());
    CHECK(
        admin.call<v1::ListSessionsReply>(v1::METHOD_ADMIN_LIST_SESSIONS, v1::ListSessionsRequest())->sessions_size() ==
        2);

    v1::EndSessionRequest end;
    end.set_id(sessions->sessions(0).id());
    for (const v1::Method method :
         {v1::METHOD_ADMIN_STATUS, v1::METHOD_ADMIN_LIST_SESSIONS, v1::METHOD_ADMIN_END_SESSION,
          v1::METHOD_ADMIN_SET_CREDENTIALS, v1::METHOD_ADMIN_SEED})
        CHECK(refusal(anna.answer(anna.send(method, end))) == ErrorCode::Forbidden);

    REQUIRE(admin.call<v1::EndSessionReply>(v1::METHOD_ADMIN_END_SESSION, end));
    CHECK(anna.closes(std::chrono::seconds(15)));
    WireClient again(server.tls());
    CHECK(refusal(again.resume(entered->token())) == ErrorCode::SessionExpired);
}

TEST_CASE("an administrator may change his own entry without losing his session") {
    ServerFixture server;
    WireClient admin(server.tls());
    const auto entered = admin.login("admin", server.password());
    REQUIRE(entered);
    v1::SetCredentialsRequest set;
    set.set_user_id(entered->me().user_id());
    set.set_password("quite another password");
    REQUIRE(admin.call<v1::SetCredentialsReply>(v1::METHOD_ADMIN_SET_CREDENTIALS, set));
    CHECK(admin.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));
}
