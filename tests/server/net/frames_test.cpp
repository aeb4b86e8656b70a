// Bytes that are no frames, frames that are no requests: a clear answer, and the server goes on.
#include <catch2/catch.hpp>
#include <zstd.h>

#include "kupets/v1/admin.pb.h"
#include "kupets/v1/schema.pb.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

namespace {

using namespace kupets;
using tests::ServerFixture;
using tests::WireClient;

std::string header(std::uint8_t flags, std::size_t size) {
    return {static_cast<char>(flags), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
            static_cast<char>(size)};
}

std::string bomb() {
    const std::string plain(1 << 20, '\0');
    std::string out(ZSTD_compressBound(plain.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 3));
    return header(wire::kFlagZstd, out.size()) + out;
}

/// What the server says to bytes, before it closes.
v1::ErrorCode lastWords(const ServerFixture& server, const std::string& bytes) {
    WireClient client(server.tls());
    client.sendRaw(bytes);
    const auto said = client.next();
    CHECK(client.closes());
    return said && said->request_id() == 0 ? said->error().code() : v1::ERROR_CODE_UNSPECIFIED;
}

ErrorCode refusal(const Result<std::string>& answer) { return answer ? ErrorCode{} : answer.error().code; }

}  // namespace

TEST_CASE("broken frames are answered and end their session only") {
    ServerFixture server;
    WireClient honest(server.tls());
    REQUIRE(honest.login("admin", server.password()));

    CHECK(lastWords(server, "GET / HTTP/1.1\r\nHost: x\r\n\r\n") == v1::ERROR_CODE_BAD_FRAME);
    CHECK(lastWords(server, header(0, 4) + "\xff\xff\xff\xff") == v1::ERROR_CODE_BAD_FRAME);
    CHECK(lastWords(server, header(0x82, 1) + "x") == v1::ERROR_CODE_BAD_FRAME);
    CHECK(lastWords(server, header(0, wire::kLimitBeforeLogin + 1)) == v1::ERROR_CODE_FRAME_TOO_LARGE);
    CHECK(lastWords(server, bomb()) == v1::ERROR_CODE_FRAME_TOO_LARGE);
    CHECK(lastWords(server, header(0, 0xffffff) + std::string(100'000, 'x')) == v1::ERROR_CODE_FRAME_TOO_LARGE);
    {
        WireClient half(server.tls());
        half.sendRaw(header(0, 1000) + "only this");
    }
    {
        WireClient silent(server.tls());
    }

    CHECK(honest.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));
    CHECK(tests::httpGet(server.http(), "/metrics").body.find("kupets_broken_frames_total 6\n") != std::string::npos);
    CHECK(server.stop() == 0);
}

TEST_CASE("requests that are wrong are answered and the session goes on") {
    ServerFixture server;
    WireClient client(server.tls());

    SECTION("before the greeting nothing is done") {
        CHECK(refusal(client.answer(client.send(v1::METHOD_SESSION_LOGIN, v1::LoginRequest()))) ==
              ErrorCode::BadRequest);
        CHECK(client.login("admin", server.password()));
    }
    SECTION("before the login nothing is shown") {
        REQUIRE(client.hello());
        const auto* methods = v1::Method_descriptor();
        for (int i = 1; i < methods->value_count(); ++i) {
            const auto method = static_cast<v1::Method>(methods->value(i)->number());
            if (method <= v1::METHOD_SESSION_RESUME) continue;
            INFO(v1::Method_Name(method));
            CHECK(refusal(client.answer(client.sendPayload(method, ""))) == ErrorCode::NotLoggedIn);
        }
        CHECK(client.login("admin", server.password()));
    }
    SECTION("a protocol of before the first") {
        const auto answer = client.answer(client.send(v1::METHOD_SESSION_HELLO, v1::HelloRequest()));
        CHECK(refusal(answer) == ErrorCode::UnsupportedVersion);
        v1::HelloRequest newer;
        newer.set_protocol(77);
        CHECK(client.call<v1::HelloReply>(v1::METHOD_SESSION_HELLO, newer)->protocol() == 1);
    }
    SECTION("methods and payloads") {
        REQUIRE(client.login("admin", server.password()));
        const auto unknown = client.answer(client.sendPayload(static_cast<v1::Method>(777), "x"));
        CHECK(refusal(unknown) == ErrorCode::UnknownMethod);
        CHECK(unknown.error().args == std::vector<std::string>{"777"});
        CHECK(refusal(client.answer(client.sendPayload(v1::METHOD_UNSPECIFIED, ""))) == ErrorCode::UnknownMethod);
        const auto garbage = client.answer(client.sendPayload(v1::METHOD_RECORDS_QUERY, "\xff\xff\xff"));
        CHECK(refusal(garbage) == ErrorCode::BadRequest);
        CHECK(garbage.error().args == std::vector<std::string>{"QueryRequest"});
        CHECK(refusal(client.answer(client.sendPayload(v1::METHOD_ADMIN_END_SESSION, ""))) == ErrorCode::BadRequest);

        v1::Envelope reply;
        reply.set_request_id(99);
        reply.mutable_reply();
        client.sendEnvelope(reply);
        CHECK(refusal(client.answer(99)) == ErrorCode::BadRequest);
        client.cancel(12345);             // of nothing
        client.sendChunk(12345, "part");  // of nothing
        CHECK(client.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()));
    }
    CHECK(!client.closes(std::chrono::milliseconds(0)));
    CHECK(server.log().find(server.password()) == std::string::npos);
}

TEST_CASE("a request needs a number of its own") {
    ServerFixture server;
    WireClient client(server.tls());
    v1::Envelope envelope;
    envelope.mutable_request()->set_method(v1::METHOD_SESSION_HELLO);
    client.sendEnvelope(envelope);
    const auto said = client.next();
    REQUIRE(said);
    CHECK(said->error().code() == v1::ERROR_CODE_BAD_FRAME);
    CHECK(client.closes());
}

TEST_CASE("after the login frames may be large, and after the logout no more") {
    ServerFixture server;
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    // Incompressible, so that the frame itself is large.
    std::string noise;
    for (std::uint32_t x = 1; noise.size() < 200'000; x = x * 1664525 + 1013904223) noise += static_cast<char>(x >> 24);
    CHECK(refusal(client.answer(client.sendPayload(v1::METHOD_SCHEMA_GET, noise))) == ErrorCode::BadRequest);
    REQUIRE(client.call<v1::LogoutReply>(v1::METHOD_SESSION_LOGOUT, v1::LogoutRequest()));
    CHECK(refusal(client.answer(client.send(v1::METHOD_ADMIN_STATUS, v1::StatusRequest()))) == ErrorCode::NotLoggedIn);
    client.sendPayload(v1::METHOD_SCHEMA_GET, noise);
    const auto said = client.next();
    REQUIRE(said);
    CHECK(said->error().code() == v1::ERROR_CODE_FRAME_TOO_LARGE);
    CHECK(client.closes());
}

TEST_CASE("only TLS 1.3 is spoken") {
    ServerFixture server;
    WireClient::Options old;
    old.tls12 = true;
    CHECK_THROWS(WireClient(server.tls(), old));
    CHECK_THROWS(tests::httpGet(server.tls(), "/healthz"));
    WireClient client(server.tls());
    CHECK(client.fingerprint() == server.fingerprint());
    CHECK(client.hello());
}
