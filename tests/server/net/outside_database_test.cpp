// The server on a PostgreSQL that is not its own.
#include <csignal>

#include <catch2/catch.hpp>

#include "kupets/v1/admin.pb.h"
#include "kupets/v1/records.pb.h"
#include "tests/server/net/tls_postgres.h"
#include "tests/support/database_fixture.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::runAwaitable;
using tests::ServerFixture;
using tests::TestDatabase;
using tests::TlsPostgres;
using tests::WireClient;

ServerFixture::Options on(const std::string& url) {
    ServerFixture::Options options;
    options.fresh = true;
    options.arguments = {"--database-url", url};
    return options;
}

}  // namespace

TEST_CASE("a statement does not outlive the server that asked for it") {
    TestDatabase database;
    ServerFixture server(on(database.conninfo()));
    WireClient client(server.tls());
    REQUIRE(client.login("admin", server.password()));
    CHECK_FALSE(std::filesystem::exists(server.dataDir() / "pg"));

    // Somebody holds a table, and a query of ours waits for it.
    auto connection = runAwaitable(database->acquire(db::within(30s)));
    REQUIRE(connection);
    db::Transaction holder(std::move(*connection));
    REQUIRE(runAwaitable(holder.run({"LOCK TABLE data.company IN ACCESS EXCLUSIVE MODE", {}}, db::within(30s))));
    v1::QueryRequest request;
    request.mutable_set()->set_entity("company");
    client.send(v1::METHOD_RECORDS_QUERY, request);
    const auto waiting = [&] {
        const auto rows =
            runAwaitable(database->run({"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        " AND wait_event_type = 'Lock'",
                                        {}},
                                       db::within(5s)));
        return rows ? rows->integer(0, 0) : -1;
    };
    REQUIRE(tests::eventually([&] { return waiting() >= 1; }));
    server.kill();
    // PostgreSQL looks every five seconds whether the other end of the line is there.
    CHECK(tests::eventually([&] { return waiting() == 0; }, 20s));
    runAwaitable(holder.rollback());
}

TEST_CASE("an outside database is spoken to by TLS, and its certificate is checked") {
    const TlsPostgres postgres;
    {
        ServerFixture server(on(postgres.url(postgres.certificate())));
        WireClient client(server.tls());
        REQUIRE(client.login("admin", server.password()));
        REQUIRE(tests::save(client, {tests::creation("source", Uuid::make(), {{"name", std::string("Сайт")}})}));
        const auto status = client.call<v1::StatusReply>(v1::METHOD_ADMIN_STATUS, v1::StatusRequest());
        REQUIRE(status);
        CHECK(server.stop() == 0);
        CHECK(server.log().find(TlsPostgres::password()) == std::string::npos);
    }
    const tests::TemporaryFolder folder;
    const auto refusal = [&](const std::string& url) {
        std::string said;
        CHECK(ServerFixture::runOnce({"--data-dir", (folder.path() / "data").string(), "--listen", "127.0.0.1:0",
                                      "--http", "127.0.0.1:0", "--database-url", url},
                                     said) == 1);
        CHECK(said.find(TlsPostgres::password()) == std::string::npos);
        return said;
    };
    CHECK_THAT(refusal(postgres.url(postgres.otherCertificate())), Catch::Contains("certificate verify failed"));
    CHECK_THAT(refusal(postgres.url(postgres.certificate(), "db.firma.example") + "&hostaddr=127.0.0.1"),
               Catch::Contains("does not match host name \"db.firma.example\""));
}

TEST_CASE("the database layer works over TLS: large answers and statements, deadlines, cancelling") {
    const TlsPostgres postgres;
    db::Options options;
    options.conninfo = postgres.url(postgres.certificate());
    options.maxConnections = 1;
    db::Database database(tests::ioContext().get_executor(), options);
    const auto run = [&](const std::string& sql, std::vector<std::string> params = {}) {
        db::Query query{sql, {}};
        for (const std::string& param : params) query.params.add(param);
        return runAwaitable(database.run(std::move(query), db::within(30s)));
    };
    const auto line = run("SELECT ssl, pg_backend_pid() FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
    REQUIRE(line);
    CHECK(line->boolean(0, 0));
    const auto large = run("SELECT repeat('ж', 1000) FROM generate_series(1, 20000)");
    REQUIRE(large);
    CHECK(large->size() == 20'000);
    const auto sent = run("SELECT length($1::text), md5($1::text)", {std::string(20'000'000, 'x')});
    REQUIRE(sent);
    CHECK(sent->integer(0, 0) == 20'000'000);
    for (int i = 0; i < 5; ++i) {
        const auto late = runAwaitable(database.run({"SELECT pg_sleep(60)", {}}, db::within(50ms)));
        REQUIRE_FALSE(late);
        CHECK(late.error().code == ErrorCode::DeadlineExceeded);
    }
    CHECK(run("SELECT pg_backend_pid()")->integer(0, 0) == line->integer(0, 1));
    CHECK(database.statistics().reconnects == 0);
    runAwaitable(database.stop(db::within(5s)));
}
