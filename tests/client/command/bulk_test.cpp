// Many records at once: one operation with one change set, given up while it waits or runs, undone like any other.
#include <catch2/catch.hpp>

#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::test;

namespace {

v1::BulkRequest toCity(const std::string& city) {
    v1::BulkRequest request;
    request.mutable_set()->set_entity("company");
    v1::BulkAssignment* assignment = request.add_assignments();
    assignment->set_field("city");
    assignment->mutable_value()->set_text(city);
    return request;
}

}  // namespace

TEST_CASE("a bulk change is one step that can be undone") {
    OnlineClient client;
    std::vector<v1::BulkRequest> asked;
    client.peer.on<v1::BulkRequest, v1::BulkReply>(v1::METHOD_RECORDS_BULK,
                                                   [&](const v1::BulkRequest& request) -> Result<v1::BulkReply> {
                                                       asked.push_back(request);
                                                       v1::BulkReply reply;
                                                       reply.set_changed(12'345);
                                                       reply.set_unchanged(5);
                                                       return reply;
                                                   });
    std::optional<Result<v1::BulkReply>> got;
    const Uuid set = client.commands->bulk(toCity("Тверь"), QStringLiteral("Компании: Город"), client.commands.get(),
                                           {}, [&](Result<v1::BulkReply> reply) { got = std::move(reply); });
    REQUIRE(waitFor([&] { return got.has_value(); }));
    REQUIRE(got->has_value());
    CHECK((*got)->changed() == 12'345);
    REQUIRE(asked.size() == 1);
    CHECK(asked.front().change_set_id() == std::string(set.view()));
    CHECK(client.commands->canUndo());
    CHECK(client.commands->undoText() == QStringLiteral("Компании: Город"));
    CHECK(client.commands->pending() == 0);
}

TEST_CASE("a bulk change is given up while it runs and while it waits, and the next one goes on") {
    OnlineClient client;
    client.peer.hold(v1::METHOD_RECORDS_BULK);
    std::vector<ErrorCode> ends;
    const auto note = [&](Result<v1::BulkReply> reply) {
        ends.push_back(reply ? ErrorCode::Internal : reply.error().code);
    };
    QObject* const context = client.commands.get();
    const Uuid first = client.commands->bulk(toCity("Тверь"), QStringLiteral("а"), context, {}, note);
    const Uuid second = client.commands->bulk(toCity("Тула"), QStringLiteral("б"), context, {}, note);
    REQUIRE(waitFor([&] { return client.peer.held().size() == 1; }));
    client.commands->cancelBulk(second);
    CHECK(ends == std::vector{ErrorCode::Cancelled});
    CHECK(client.commands->pending() == 1);
    client.commands->cancelBulk(first);
    CHECK(ends.size() == 2);
    CHECK(client.commands->pending() == 0);
    CHECK(waitFor([&] { return !client.peer.cancelled().empty(); }));
    client.commands->bulk(toCity("Омск"), QStringLiteral("в"), context, {}, note);
    CHECK(waitFor([&] { return client.peer.held().size() == 2; }));
}
