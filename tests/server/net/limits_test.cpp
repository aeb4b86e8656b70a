// What a connection may take: open requests, time, memory of the server.
#include <catch2/catch.hpp>

#include "common/base/uuid.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/files.pb.h"
#include "kupets/v1/schema.pb.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::ServerFixture;
using tests::WireClient;

ServerFixture::Options with(const std::string& limits) {
    ServerFixture::Options options;
    options.arguments = {"--limits", limits};
    return options;
}

/// A request that stays open until its parts come.
v1::UploadRequest upload(std::uint64_t size = 1000) {
    v1::UploadRequest request;
    request.set_file_id(std::string(Uuid::make().view()));
    request.set_name("file.txt");
    request.set_size(size);
    return request;
}

ErrorCode refusal(const Result<std::string>& answer) { return answer ? ErrorCode{} : answer.error().code; }

std::string metric(const ServerFixture& server, const std::string& name) {
    const std::string body = tests::httpGet(server.http(), "/metrics").body;
    const std::size_t at = body.find("\n" + name + " ");
    return at == std::string::npos ? ""
                                   : body.substr(at + 2 + name.size(), body.find('\n', at + 1) - at - 2 - name.size());
}

/// For servers that are started meanwhile: with AddressSanitizer freed memory waits in a quarantine of 256 MiB, and
/// what is measured would be that.
class NoQuarantine {
public:
    NoQuarantine() {
        const std::string more = (given_.empty() ? "" : given_ + ":") + "quarantine_size_mb=4";
        ::setenv(kName, more.c_str(), 1);
    }
    ~NoQuarantine() { given_.empty() ? ::unsetenv(kName) : ::setenv(kName, given_.c_str(), 1); }
    NoQuarantine(const NoQuarantine&) = delete;
    NoQuarantine& operator=(const NoQuarantine&) = delete;

private:
    static constexpr const char* kName = "ASAN_OPTIONS";
    std::string given_ = std::getenv(kName) == nullptr ? "" : std::getenv(kName);
};

}  // namespace

TEST_CASE("a request can be cancelled") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    const auto id = client.send(v1::METHOD_FILES_UPLOAD, upload());
    const auto other = client.send(v1::METHOD_FILES_UPLOAD, upload());
    client.cancel(id);
    CHECK(refusal(client.answer(id)) == ErrorCode::Cancelled);
    CHECK(client.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));
    client.cancel(other);
    CHECK(refusal(client.answer(other)) == ErrorCode::Cancelled);
}

TEST_CASE("a request ends at its deadline") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    const auto begun = std::chrono::steady_clock::now();
    CHECK(refusal(client.answer(client.send(v1::METHOD_FILES_UPLOAD, upload(), 200))) == ErrorCode::DeadlineExceeded);
    CHECK(std::chrono::steady_clock::now() - begun >= 190ms);
    CHECK(client.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));
}

TEST_CASE("a session has 64 open requests at most") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    std::vector<std::uint64_t> ids;
    for (int i = 0; i < 64; ++i) ids.push_back(client.send(v1::METHOD_FILES_UPLOAD, upload()));
    CHECK(refusal(client.answer(client.send(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()))) ==
          ErrorCode::TooManyRequests);
    client.cancel(ids.front());
    CHECK(refusal(client.answer(ids.front())) == ErrorCode::Cancelled);
    CHECK(client.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));
}

TEST_CASE("an open request is never mistaken for another of the same number") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    const auto id = client.send(v1::METHOD_FILES_UPLOAD, upload());
    v1::Envelope again;
    again.set_request_id(id);
    again.mutable_request()->set_method(v1::METHOD_ADMIN_STATUS);
    client.sendEnvelope(again);
    const auto said = client.next();
    REQUIRE(said);
    CHECK(said->error().code() == v1::ERROR_CODE_BAD_FRAME);
    CHECK(client.closes());
}

TEST_CASE("parts of a request that nobody takes do not fill the memory") {
    const NoQuarantine measured;
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    // 64 MiB to a request that ends at once: they are read and thrown away.
    const auto id = client.send(v1::METHOD_ADMIN_STATUS, v1::StatusRequest());
    const std::string part(1 << 20, 'x');
    for (int i = 0; i < 64; ++i) client.sendChunk(id, part);
    CHECK(client.answer(id));
    CHECK(client.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest())->resident_bytes() < 150 << 20);
}

TEST_CASE("a slow reader is cut off") {
    SECTION("when its outbox does not move") {
        ServerFixture server(with("stall=1000"));
        WireClient::Options small;
        small.receiveBuffer = 4096;
        WireClient lazy(server.tls(), small);
        REQUIRE(lazy.login("admin", server.password()));
        for (int i = 0; i < 1500; ++i) lazy.send(v1::METHOD_SCHEMA_GET, v1::SchemaRequest());
        const auto until = std::chrono::steady_clock::now() + 20s;
        while (metric(server, "kupets_slow_readers_total") == "0" && std::chrono::steady_clock::now() < until) {
        }
        CHECK(metric(server, "kupets_slow_readers_total") == "1");
        CHECK(lazy.closes());
    }
    SECTION("when its outbox is full") {
        ServerFixture server(with("outbox=65536"));
        WireClient::Options small;
        small.receiveBuffer = 4096;
        WireClient lazy(server.tls(), small);
        REQUIRE(lazy.login("admin", server.password()));
        // Until the kernel's own buffers are full too.
        const auto until = std::chrono::steady_clock::now() + 60s;
        CHECK_THROWS([&] {
            while (std::chrono::steady_clock::now() < until) lazy.send(v1::METHOD_SCHEMA_GET, v1::SchemaRequest());
        }());
        CHECK(metric(server, "kupets_slow_readers_total") == "1");
        WireClient honest(server.tls());
        CHECK(honest.login("admin", server.password()));
    }
}

TEST_CASE("who does not speak is put out") {
    SECTION("without TLS") {
        ServerFixture server(with("handshake=300"));
        const tests::PlainSocket mute(server.tls());
        CHECK(mute.closes(15s));
    }
    SECTION("without a login") {
        ServerFixture server(with("login=2000"));
        WireClient idle(server.tls());
        CHECK(idle.hello());
        CHECK(idle.closes(15s));
    }
    SECTION("without an answer to heartbeats") {
        ServerFixture server(with("heartbeat=1000"));
        WireClient silent(server.tls()), lively(server.tls());
        silent.sendHeartbeats(false);
        REQUIRE(lively.login("admin", server.password()));
        REQUIRE(silent.login("admin", server.password()));
        CHECK(!lively.closes(5s));
        CHECK(lively.heartbeats() >= 2);
        CHECK(silent.closes(15s));
        CHECK(lively.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));
    }
}

TEST_CASE("a client's heartbeat is answered") {
    ServerFixture server;
    WireClient client(server.tls());
    v1::Envelope beat;
    beat.mutable_heartbeat()->set_number(42);
    client.sendEnvelope(beat);
    const auto answer = client.next();
    REQUIRE(answer);
    CHECK(answer->heartbeat().number() == 42);
    CHECK(answer->heartbeat().answer());
}

TEST_CASE("more connections than the limit are turned away") {
    ServerFixture server(with("connections=3"));
    WireClient one(server.tls()), two(server.tls()), three(server.tls());
    CHECK(three.hello());
    CHECK_THROWS(WireClient(server.tls()));
    CHECK(one.login("admin", server.password()));
}
