// The life of the process: options, first start, ports, stop, what happens when PostgreSQL or the server dies.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/files.pb.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::ServerFixture;
using tests::WireClient;

bool eventually(const std::function<bool()>& condition) {
    const auto until = std::chrono::steady_clock::now() + 30s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

pid_t postmaster(const ServerFixture& server) {
    std::ifstream file(server.dataDir() / "pg" / "postmaster.pid");
    pid_t pid = 0;
    file >> pid;
    return pid;
}

int health(const ServerFixture& server) { return tests::httpGet(server.http(), "/healthz").status; }

}  // namespace

TEST_CASE("options are explained, and what is wrong with them too") {
    std::string said;
    CHECK(ServerFixture::runOnce({"--help"}, said) == 0);
    CHECK(said.find("--data-dir DIR") != std::string::npos);
    CHECK(ServerFixture::runOnce({"--version"}, said) == 0);
    CHECK(said.starts_with("kupets-server "));
    CHECK(ServerFixture::runOnce({}, said) == 2);
    CHECK(said.find("--data-dir") != std::string::npos);
    for (const std::vector<std::string>& wrong :
         std::vector<std::vector<std::string>>{{"--data-dir"},
                                               {"--colour", "red"},
                                               {"--data-dir", "/tmp/x", "--listen", "nowhere"},
                                               {"--data-dir=/tmp/x", "--threads=many"},
                                               {"--data-dir", "/tmp/x", "--listen", "127.0.0.1:99999"}}) {
        CHECK(ServerFixture::runOnce(wrong, said) == 2);
        CHECK(said.starts_with("kupets-server: "));
    }
    CHECK(ServerFixture::runOnce({"--data-dir", "/proc/nothing"}, said) == 1);
}

TEST_CASE("a first start makes everything and tells a one-time password, a second finds it again") {
    ServerFixture::Options options;
    options.fresh = true;
    options.passwordFile = false;
    ServerFixture server(options);
    const std::string said = server.output();
    const std::size_t at = said.find("one-time password: ");
    REQUIRE(at != std::string::npos);
    const std::string password = said.substr(at + 19, 24);
    const std::string fingerprint = server.fingerprint();
    CHECK(
        said.ends_with("ready tls=" + server.tls() + " http=" + server.http() + " fingerprint=" + fingerprint + "\n"));
    CHECK(server.log().find(password) == std::string::npos);
    CHECK((std::filesystem::status(server.dataDir() / "tls" / "server.key").permissions() &
           std::filesystem::perms(0777)) == std::filesystem::perms(0600));
    {
        WireClient client(server.tls());
        CHECK(client.fingerprint() == fingerprint);
        CHECK(client.login("admin", password)->must_change_password());
    }
    CHECK(server.stop() == 0);
    server.start();
    CHECK(server.output().find("password") == std::string::npos);
    CHECK(server.fingerprint() == fingerprint);
    WireClient again(server.tls());
    CHECK(again.login("admin", password));
}

TEST_CASE("health and metrics are told over HTTP, and nothing else is") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    CHECK(!client.answer(client.sendPayload(v1::METHOD_RECORDS_QUERY, "\xff")));
    CHECK(health(server) == 200);
    CHECK(tests::httpGet(server.http(), "/").status == 404);
    CHECK(tests::httpGet(server.http(), "/metrics/../healthz").status == 404);
    const std::string metrics = tests::httpGet(server.http(), "/metrics").body;
    for (const char* line :
         {"kupets_requests_total{method=\"Session.Login\",code=\"OK\"} 1\n", "\nkupets_connections 1\n",
          "\nkupets_sessions 1\n", "kupets_requests_total{method=\"Records.Query\",code=\"BAD_REQUEST\"} 1\n",
          "kupets_request_seconds_bucket{method=\"Session.Login\",le=\"+Inf\"} 1\n", "\nkupets_outbox_bytes 0\n",
          "\nprocess_resident_memory_bytes ", "\nkupets_database_connections ", "\nkupets_jobs_running ",
          "\nkupets_jobs_waiting "}) {
        INFO(line);
        CHECK(metrics.find(line) != std::string::npos);
    }
}

TEST_CASE("a stop lets open requests end, says goodbye and leaves nothing running") {
    ServerFixture server;
    const pid_t database = postmaster(server);
    REQUIRE(::kill(database, 0) == 0);
    WireClient idle(server.tls()), busy(server.tls());
    REQUIRE(idle.login("admin", server.password()));
    REQUIRE(busy.login("admin", server.password()));
    v1::UploadRequest request;
    request.set_file_id(std::string(Uuid::make().view()));
    request.set_name("a");
    request.set_size(5);
    const auto id = busy.send(v1::METHOD_FILES_UPLOAD, request);
    v1::FileChunk part;
    part.set_data("12345");
    REQUIRE(busy.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));  // so the upload is open too
    ::kill(server.pid(), SIGTERM);
    const auto event = busy.nextEvent();
    REQUIRE(event);
    CHECK(event->kind_case() == v1::Event::kClosing);
    CHECK_THROWS(WireClient(server.tls()));
    busy.sendChunk(id, part.SerializeAsString());
    busy.sendChunk(id, "");
    CHECK(busy.answer(id));
    CHECK(busy.closes());
    CHECK(idle.closes());
    CHECK(server.waitForEnd() == 0);
    CHECK(::kill(database, 0) != 0);
}

TEST_CASE("a request that does not end holds the stop up for a few seconds only") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    v1::UploadRequest request;
    request.set_file_id(std::string(Uuid::make().view()));
    request.set_name("a");
    request.set_size(5);
    client.send(v1::METHOD_FILES_UPLOAD, request);
    const auto begun = std::chrono::steady_clock::now();
    CHECK(server.stop(20s) == 0);
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
}

TEST_CASE("a second server on the same folder is refused") {
    ServerFixture server;
    std::string said;
    CHECK(ServerFixture::runOnce({"--data-dir", server.dataDir().string(), "--listen", "127.0.0.1:0"}, said) == 1);
    CHECK(said.find("is in use by the server with process id " + std::to_string(server.pid())) != std::string::npos);
    CHECK(health(server) == 200);
}

TEST_CASE("a port that is taken is told") {
    ServerFixture server, other;
    REQUIRE(other.stop() == 0);
    std::string said;
    CHECK(ServerFixture::runOnce(
              {"--data-dir", other.dataDir().string(), "--listen", server.tls(), "--unsafe-fast-database"}, said) == 1);
    CHECK(said.find("listen on 127.0.0.1:") != std::string::npos);
}

TEST_CASE("PostgreSQL that dies is started again, and sessions go on") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    const pid_t before = postmaster(server);
    REQUIRE(::kill(before, SIGKILL) == 0);
    const auto answers = [&] { return client.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()); };
    CHECK(eventually([&] { return answers().has_value() && postmaster(server) != before; }));
    CHECK(health(server) == 200);
    CHECK(server.stop() == 0);
}

TEST_CASE("a server that was killed starts again on the same folder") {
    ServerFixture server;
    std::string token;
    {
        WireClient client(server.tls());
        token = client.login("admin", server.password())->token();
    }
    server.kill();
    server.start();
    WireClient client(server.tls());
    CHECK(client.resume(token));
}
