// Who looks at a record with one: told over the line, gone with the session, unknown to those who may not read it.
#include <chrono>

#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "kupets/v1/presence.pb.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::addUser;
using tests::creation;
using tests::save;
using tests::ServerFixture;
using tests::WireClient;

const std::string kPassword = "a long enough password";

std::string bytes(const Uuid& id) { return std::string(id.view()); }

v1::WatchRequest watching(const Uuid& company, std::vector<std::string> editing = {}) {
    v1::WatchRequest request;
    v1::Watched& watched = *request.add_records();
    watched.set_entity("company");
    watched.set_id(bytes(company));
    for (std::string& field : editing) watched.add_editing(std::move(field));
    return request;
}

v1::WatchReply watch(WireClient& client, const v1::WatchRequest& request) {
    auto reply = client.call<v1::WatchReply>(v1::METHOD_PRESENCE_WATCH, request);
    REQUIRE(reply);
    return *reply;
}

v1::PresenceEvent nextPresence(WireClient& client) {
    for (;;) {
        const auto event = client.nextEvent(10s);
        if (!event) throw std::runtime_error("nothing comes");
        if (event->presence().empty()) continue;
        v1::PresenceEvent presence;
        REQUIRE(presence.ParseFromString(event->presence()));
        return presence;
    }
}

}  // namespace

TEST_CASE("who looks at a record and writes in it is told to the others there") {
    ServerFixture server;
    WireClient admin(server.tls());
    REQUIRE(admin.login("admin", server.password()));
    const Uuid anna = addUser(admin, "anna", "manager", kPassword);
    addUser(admin, "boris", "manager", kPassword);
    const Uuid company = Uuid::make();
    REQUIRE(save(admin, {creation("company", company, {{"name", std::string("Ромашка")}, {"owner", anna}})}));
    WireClient hers(server.tls());
    REQUIRE(hers.login("anna", kPassword));
    WireClient stranger(server.tls());
    REQUIRE(stranger.login("boris", kPassword));

    CHECK(watch(admin, watching(company)).present().empty());
    const auto there = watch(hers, watching(company, {"name"}));
    REQUIRE(there.present_size() == 1);
    CHECK(there.present(0).id() == bytes(company));
    CHECK(there.present(0).viewers_size() == 1);

    auto told = nextPresence(admin);
    CHECK(told.id() == bytes(company));
    REQUIRE(told.viewers_size() == 1);
    CHECK(told.viewers(0).user_id() == bytes(anna));
    REQUIRE(told.viewers(0).editing_size() == 1);
    CHECK(told.viewers(0).editing(0) == "name");

    SECTION("whoever may not read it is told nothing and not shown") {
        CHECK(watch(stranger, watching(company)).present().empty());
        watch(hers, watching(company));
        told = nextPresence(admin);  // without the fields; and without the stranger
        REQUIRE(told.viewers_size() == 1);
        CHECK(told.viewers(0).editing().empty());
        CHECK_FALSE(stranger.nextEvent(400ms));
    }
    SECTION("looking away, and the end of the session") {
        SECTION("another record") { watch(hers, watching(Uuid::make())); }
        SECTION("logout") { REQUIRE(hers.call<v1::LogoutReply>(v1::METHOD_SESSION_LOGOUT, v1::LogoutRequest())); }
        told = nextPresence(admin);
        CHECK(told.viewers().empty());
    }
    SECTION("two windows of one person count once") {
        WireClient second(server.tls());
        REQUIRE(second.login("anna", kPassword));
        CHECK(watch(second, watching(company, {"city"})).present(0).viewers_size() == 1);
        told = nextPresence(admin);
        REQUIRE(told.viewers_size() == 1);
        CHECK(told.viewers(0).editing_size() == 2);
    }
    SECTION("too many records are refused") {
        v1::WatchRequest many;
        for (int i = 0; i < 65; ++i) *many.add_records() = watching(Uuid::make()).records(0);
        CHECK(hers.call<v1::WatchReply>(v1::METHOD_PRESENCE_WATCH, many).error().code == ErrorCode::LimitExceeded);
    }
}

TEST_CASE("whoever may no longer see a record leaves it while he looks on, and the others hear so") {
    ServerFixture::Options options;
    options.arguments = {"--limits", "presence=100"};
    ServerFixture server(options);
    WireClient admin(server.tls());
    REQUIRE(admin.login("admin", server.password()));
    const Uuid anna = addUser(admin, "anna", "manager", kPassword);
    const Uuid boris = addUser(admin, "boris", "manager", kPassword);
    const Uuid company = Uuid::make();
    REQUIRE(save(admin, {creation("company", company, {{"name", std::string("Ромашка")}, {"owner", anna}})}));
    WireClient hers(server.tls());
    REQUIRE(hers.login("anna", kPassword));
    watch(admin, watching(company));
    REQUIRE(watch(hers, watching(company, {"name"})).present_size() == 1);
    CHECK(nextPresence(admin).viewers_size() == 1);

    REQUIRE(save(admin, {tests::change("company", company, {{"owner", boris}})}));
    CHECK(nextPresence(admin).viewers().empty());  // though nobody did anything there
    watch(admin, watching(company, {"city"}));
    CHECK_FALSE(hers.nextEvent(500ms));  // who writes there now is not hers to know
}
