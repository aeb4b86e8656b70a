#include "client/data/schema_mirror.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include "client/net/known_servers.h"
#include "tests/client/support/schema.h"
#include "tests/client/support/scripted_peer.h"
#include "tests/client/support/wait.h"

using namespace kupets;
using namespace kupets::test;

namespace {

void answerSchema(ScriptedPeer& peer, std::uint64_t version) {
    peer.login.set_schema_version(version);
    peer.on<v1::SchemaRequest, v1::SchemaReply>(v1::METHOD_SCHEMA_GET,
                                                [version](const v1::SchemaRequest& request) -> Result<v1::SchemaReply> {
                                                    v1::SchemaReply reply;
                                                    reply.set_version(version);
                                                    if (request.known_version() == version) return reply;
                                                    for (v1::EntityDef& def : smallSchemaDefs())
                                                        *reply.add_entities() = std::move(def);
                                                    return reply;
                                                });
}

}  // namespace

TEST_CASE("the schema is fetched once, kept on disk, and fetched again when it is another") {
    const QTemporaryDir folder;
    ScriptedPeer peer;
    answerSchema(peer, 5);
    net::KnownServers known{QString()};
    known.pin(peer.address(), peer.fingerprint());
    const net::PasswordLogin anna{"anna", "secret", "test"};
    {
        net::Connection connection(known);
        data::SchemaMirror mirror(connection, folder.path());
        connection.open(peer.address(), anna);
        REQUIRE(waitFor([&] { return mirror.snapshot() != nullptr; }));
        CHECK(mirror.entity("deal")->titleField().name() == "name");
        CHECK(mirror.entity("nothing") == nullptr);
    }
    CHECK(peer.count(v1::METHOD_SCHEMA_GET) == 1);

    net::Connection connection(known);
    data::SchemaMirror mirror(connection, folder.path());
    CHECK_FALSE(mirror.openCached(peer.address(), "somebody"));
    REQUIRE(mirror.openCached(peer.address(), "anna"));
    CHECK(mirror.snapshot()->version() == 5);

    SECTION("the same version needs no question") {
        connection.open(peer.address(), anna);
        REQUIRE(waitFor([&] { return connection.isOnline(); }));
        settle();
        CHECK(peer.count(v1::METHOD_SCHEMA_GET) == 1);
    }
    SECTION("a newer one replaces it") {
        answerSchema(peer, 6);
        connection.open(peer.address(), anna);
        REQUIRE(waitFor([&] { return mirror.snapshot()->version() == 6; }));
    }
    SECTION("other rights ask anew, though the version is the same") {
        peer.login.mutable_me()->set_role("administrator");
        connection.open(peer.address(), anna);
        REQUIRE(waitFor([&] { return peer.count(v1::METHOD_SCHEMA_GET) == 2; }));
    }
}
