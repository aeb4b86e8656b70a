// kill -9 of the server and of PostgreSQL under eight writing clients. Each client counts one record up, one save a
// step, and sends a save again with the same ids until it is acknowledged. In the end each record has to say exactly
// how many were: a lost one would be missing, a doubled one would be too many.
#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

#include <catch2/catch.hpp>
#include <signal.h>

#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "kupets/v1/records.pb.h"
#include "tests/support/server_fixture.h"
#include "tests/support/wire_client.h"

using namespace kupets;
using namespace std::chrono_literals;
using tests::ServerFixture;
using tests::WireClient;

namespace {

constexpr int kClients = 8;
constexpr int kRoundsEach = 10;
constexpr auto kPatience = 60s;

/// Where the server is now; it changes its ports with each start.
class Place {
public:
    void set(std::string address) {
        const std::scoped_lock lock(mutex_);
        address_ = std::move(address);
    }
    std::string get() const {
        const std::scoped_lock lock(mutex_);
        return address_;
    }

private:
    mutable std::mutex mutex_;
    std::string address_;
};

v1::SaveRequest counting(const Uuid& record, std::int64_t number) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    v1::RecordChange& change = *request.add_changes();
    change.set_kind(number == 0 ? v1::RecordChange::KIND_CREATE : v1::RecordChange::KIND_UPDATE);
    change.set_entity("company");
    change.set_id(std::string(record.view()));
    change.set_base_version(static_cast<std::uint64_t>(number));
    const auto set = [&change](const char* field, const Value& value) {
        v1::FieldValue& item = *change.add_fields();
        item.set_field(field);
        *item.mutable_value() = wire::toProto(value);
    };
    if (number == 0) set("name", std::string("Счётчик"));
    set("employees", number);
    return request;
}

/// Writes until told to stop; every step is acknowledged before the next.
class Writer {
public:
    Writer(const Place& place, const std::atomic<bool>& stop)
        : place_(place), stop_(stop), thread_([this] { run(); }) {}
    void join() { thread_.join(); }

    const Uuid& record() const { return record_; }
    std::int64_t acknowledged() const { return acknowledged_; }
    const std::string& failure() const { return failure_; }

private:
    void run() {
        for (std::int64_t number = 0; !stop_ || number == 0; ++number) {
            const v1::SaveRequest request = counting(record_, number);
            const auto limit = std::chrono::steady_clock::now() + kPatience;
            while (!attempt(request, number)) {
                if (!failure_.empty() || std::chrono::steady_clock::now() > limit) {
                    if (failure_.empty()) failure_ = "no acknowledgement within a minute";
                    return;
                }
                std::this_thread::yield();
            }
            acknowledged_ = number + 1;
        }
    }

    /// By the token once there is one, as the desktop does: eight passwords at a time would be all that the server
    /// does.
    bool enter() {
        const auto me = token_.empty() ? client_->login("admin", ServerFixture::password()) : client_->resume(token_);
        if (me) token_ = me->token();
        return me.has_value();
    }

    bool attempt(const v1::SaveRequest& request, std::int64_t number) {
        try {
            if (!client_) {
                client_.emplace(place_.get());
                if (!enter()) {
                    client_.reset();
                    return false;
                }
            }
            const auto reply = client_->call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request, 10s);
            if (reply) {
                if (reply->records(0).version() != static_cast<std::uint64_t>(number + 1))
                    failure_ = "a version too many";
                return failure_.empty();
            }
            const ErrorCode code = reply.error().code;
            const bool passing = code == ErrorCode::Unavailable || code == ErrorCode::DeadlineExceeded ||
                                 code == ErrorCode::TooManyRequests || code == ErrorCode::Cancelled ||
                                 code == ErrorCode::NotLoggedIn;
            if (!passing) failure_ = describe(reply.error());
            if (code == ErrorCode::NotLoggedIn) client_.reset();
            return false;
        } catch (const std::runtime_error&) {
            client_.reset();  // the line broke: again, with the same ids
            return false;
        }
    }

    const Place& place_;
    const std::atomic<bool>& stop_;
    Uuid record_ = Uuid::make();
    std::optional<WireClient> client_;
    std::string token_;
    std::atomic<std::int64_t> acknowledged_ = 0;
    std::string failure_;
    std::thread thread_;
};

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
