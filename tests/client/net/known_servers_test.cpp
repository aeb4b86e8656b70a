#include "client/net/known_servers.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace kupets;
using namespace kupets::net;

TEST_CASE("addresses are read as people write them") {
    CHECK(ServerAddress::parse(u"crm.example.ru")->port == ServerAddress::kDefaultPort);
    CHECK(ServerAddress::parse(u" 10.0.0.5:81 ")->text() == "10.0.0.5:81");
    CHECK(ServerAddress::parse(u"[::1]:9000")->text() == "[::1]:9000");
    CHECK(ServerAddress::parse(u"::1")->host == "::1");
    for (const QString bad : {"", ":1", "a:", "a:0", "a:70000", "a:b", "[::1", "[::1]x", "http://a"}) {
        CAPTURE(bad.toStdString());
        CHECK_FALSE(ServerAddress::parse(bad));
    }
}

TEST_CASE("what is known of servers survives a restart") {
    const QTemporaryDir folder;
    const QString file = folder.filePath("servers.ini");
    const ServerAddress first{"10.0.0.5", 7420};
    const ServerAddress second{"crm.example.ru", 7421};
    {
        KnownServers known(file);
        known.pin(first, "SHA256:aa");
        known.pin(second, "SHA256:bb");
        SessionInfo session;
        session.server = first;
        session.login = "анна";
        session.company = "ООО «Проба»";
        known.used(session, true);
    }
    KnownServers known(file);
    CHECK(known.fingerprint(second) == "SHA256:bb");
    REQUIRE(known.recent().size() == 2);
    const KnownServer newest = known.recent().front();
    CHECK(newest.address == first);
    CHECK(newest.login == "анна");
    CHECK(newest.company == "ООО «Проба»");
    CHECK(newest.remember);
    known.forget(first);
    CHECK(KnownServers(file).fingerprint(first).isEmpty());
}
