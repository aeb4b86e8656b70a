// kill -9 of the server and of PostgreSQL under eight writing clients. Each client counts one record up, one save a
// step, and sends a save again with the same ids until it is acknowledged. In the end each record has to say exactly
// how many were: a lost one would be missing, a doubled one would be too many.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "common/wire/rowset.h"
#include "tests/faults/writers.h"
#include "tests/support/server_fixture.h"

using namespace kupets;
using namespace std::chrono_literals;
using namespace kupets::tests;

namespace {

constexpr int kClients = 8;
constexpr int kRoundsEach = 10;

pid_t postmasterOf(const ServerFixture& server) {
    std::ifstream file(server.dataDir() / "pg" / "postmaster.pid");
    pid_t pid = 0;
    file >> pid;
    return pid;
}

struct Stored {
    std::uint64_t version = 0;
    std::int64_t number = 0;
};

Stored stored(WireClient& client, const Uuid& record) {
    v1::GetRequest request;
    request.set_entity("company");
    request.add_ids(std::string(record.view()));
    request.add_columns("employees");
    const auto reply = client.call<v1::GetReply>(v1::METHOD_RECORDS_GET, request);
    REQUIRE(reply);
    const auto view = wire::RowSetView::open(reply->rows());
    REQUIRE(view->rows() == 1);
    return {view->version(0), std::get<std::int64_t>(view->value(0, 0))};
}

}  // namespace

TEST_CASE("kill -9 of server and PostgreSQL: nothing acknowledged is lost, nothing is done twice") {
    ServerFixture::Options options;
    options.fastUnsafe = false;  // with fsync: this is about durability
    ServerFixture server(options);
    Place place;
    place.set(server.tls());
    std::atomic<bool> stop = false;
    std::vector<std::unique_ptr<Writer>> writers;
    for (int i = 0; i < kClients; ++i) writers.push_back(std::make_unique<Writer>(place, stop));
    const auto progress = [&writers] {
        std::int64_t sum = 0;
        for (const auto& writer : writers) sum += writer->acknowledged();
        return sum;
    };
    const auto awaitProgress = [&](std::int64_t more) {
        const std::int64_t goal = progress() + more;
        const auto limit = std::chrono::steady_clock::now() + kPatience;
        while (progress() < goal && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
        REQUIRE(progress() >= goal);
    };
    const auto allStarted = [&writers] {
        return std::ranges::all_of(writers, [](const auto& writer) { return writer->acknowledged() > 0; });
    };
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    while (!allStarted() && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
    REQUIRE(allStarted());
    for (int round = 0; round < kRoundsEach; ++round) {
        awaitProgress(40 + 17 * (round % 4));
        server.kill();
        server.start();
        place.set(server.tls());
        awaitProgress(40 + 13 * (round % 5));
        const pid_t postmaster = postmasterOf(server);
        REQUIRE(postmaster > 1);
        REQUIRE(::kill(postmaster, SIGKILL) == 0);
    }
    awaitProgress(40);
    stop = true;
    for (const auto& writer : writers) writer->join();
    for (const auto& writer : writers) CHECK(writer->failure() == "");
    WireClient client(server.tls());
    REQUIRE(client.login("admin", ServerFixture::password()));
    for (const auto& writer : writers) {
        const Stored now = stored(client, writer->record());
        CHECK(now.version == static_cast<std::uint64_t>(writer->acknowledged()));
        CHECK(now.number == writer->acknowledged() - 1);
    }
    std::cout << 2 * kRoundsEach << " kills, " << progress() << " acknowledged writes\n";
}
