// kill -9 of the server in the midst of rules at work. Every save sets a rule off that makes a task; the task sets
// another off that marks it and tells somebody. In the end each acknowledged save has exactly one task, each task
// exactly one mark and one activity, and nothing has any of them that was not saved.
//
// KUPETS_RULE_KILLS: how often; the short form has 12.
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "common/wire/values.h"
#include "kupets/v1/admin.pb.h"
#include "tests/faults/writers.h"
#include "tests/support/server_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

constexpr int kWriters = 3;

void makeRule(WireClient& client, const char* name, const char* entity, const char* definition) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    v1::RecordChange& change = *request.add_changes();
    change.set_kind(v1::RecordChange::KIND_CREATE);
    change.set_entity("rule");
    change.set_id(std::string(Uuid::make().view()));
    const auto give = [&change](const char* field, const Value& value) {
        v1::FieldValue& item = *change.add_fields();
        item.set_field(field);
        *item.mutable_value() = wire::toProto(value);
    };
    give("name", std::string(name));
    give("entity", std::string(entity));
    give("enabled", true);
    give("definition", std::string(definition));
    const auto saved = client.call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request);
    INFO((saved ? std::string() : describe(saved.error())));
    REQUIRE(saved);
}

std::uint64_t count(WireClient& client, const std::string& entity, const std::string& filter) {
    v1::CountRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(filter);
    const auto reply = client.call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, request, 30s);
    REQUIRE(reply);
    return reply->total();
}

bool idle(WireClient& client) {
    const auto reply = client.call<v1::JobQueuesReply>(v1::METHOD_ADMIN_JOB_QUEUES, v1::JobQueuesRequest());
    if (!reply) return false;
    for (const v1::JobQueue& queue : reply->queues())
        if (queue.name() == "automation" && (queue.due() > 0 || queue.running() > 0 || queue.again() > 0)) return false;
    return true;
}

int killsWanted() {
    const char* wanted = std::getenv("KUPETS_RULE_KILLS");
    return wanted ? std::max(1, std::atoi(wanted)) : 12;
}

}  // namespace

TEST_CASE("kill -9 in the midst of rules: each does what it says once for each save, and nothing is forgotten") {
    ServerFixture server;
    {
        WireClient client(server.tls());
        REQUIRE(client.login("admin", ServerFixture::password()));
        makeRule(client, "Задача на каждое", "company",
                 R"json({"entity": "company", "triggers": [{"kind": "CREATED"},
                         {"kind": "CHANGED", "fields": ["employees"]}],
                     "steps": [{"create": {"entity": "task", "values": [
                         {"field": "name", "text": "Шаг"}, {"field": "company", "expression": "id"},
                         {"field": "owner", "expression": "ME()"}]}}]})json");
        makeRule(client, "И о ней записать", "task",
                 R"json({"entity": "task", "triggers": [{"kind": "CREATED"}], "condition": "name = \"Шаг\"",
                     "steps": [{"set": {"values": [{"field": "priority", "value": "high"}]}},
                               {"create": {"entity": "activity", "values": [
                                   {"field": "subject", "text": "Шаг"}, {"field": "task", "expression": "id"}]}}]})json");
    }
    // Rules that were saved are gone by once the feed has told; from the next start on in any case.
    server.kill();
    server.start();
    Place place;
    place.set(server.tls());
    std::atomic<bool> stop = false;
    std::vector<std::unique_ptr<Writer>> writers;
    for (int i = 0; i < kWriters; ++i) writers.push_back(std::make_unique<Writer>(place, stop));
    const auto progress = [&writers] {
        std::int64_t sum = 0;
        for (const auto& writer : writers) sum += writer->acknowledged();
        return sum;
    };
    std::mt19937 random(20261122);
    const int kills = killsWanted();
    for (int i = 0; i < kills; ++i) {
        const std::int64_t goal = progress() + std::uniform_int_distribution<int>(3, 40)(random);
        const auto limit = std::chrono::steady_clock::now() + kPatience;
        while (progress() < goal && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
        REQUIRE(progress() >= goal);
        server.kill();
        server.start();
        place.set(server.tls());
    }
    stop = true;
    for (const auto& writer : writers) writer->join();
    for (const auto& writer : writers) CHECK(writer->failure() == "");
    WireClient client(server.tls());
    REQUIRE(client.login("admin", ServerFixture::password()));
    const auto limit = std::chrono::steady_clock::now() + 2 * kPatience;
    while (!idle(client) && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
    REQUIRE(idle(client));
    for (const auto& writer : writers)
        CHECK(count(client, "task", "name = \"Шаг\" AND company = ID(\"" + writer->record().text() + "\")") ==
              static_cast<std::uint64_t>(writer->acknowledged()));
    const auto all = static_cast<std::uint64_t>(progress());
    CHECK(count(client, "task", "name = \"Шаг\"") == all);
    CHECK(count(client, "task", "name = \"Шаг\" AND priority = \"high\"") == all);
    CHECK(count(client, "activity", "subject = \"Шаг\"") == all);
    CHECK(count(client, "activity", "subject = \"Шаг\" AND ISBLANK(task)") == 0);
    std::cout << kills << " kills, " << all << " saves, each with its task, mark and activity\n";
}
