// The server on a PostgreSQL that is not its own.
#include <csignal>

#include <catch2/catch.hpp>

#include "kupets/v1/records.pb.h"
#include "tests/support/database_fixture.h"
#include "tests/support/records.h"
#include "tests/support/server_fixture.h"

namespace {

using namespace kupets;
using namespace std::chrono_literals;
using tests::runAwaitable;
using tests::ServerFixture;
using tests::TestDatabase;
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
