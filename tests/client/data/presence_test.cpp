#include "client/data/presence.h"

#include <catch2/catch.hpp>

#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::test;

namespace {

v1::PresenceEvent event(const data::RecordKey& key, const std::vector<std::pair<Uuid, std::string>>& who,
                        const std::vector<std::string>& editing = {}) {
    v1::PresenceEvent event;
    event.set_entity(key.entity);
    event.set_id(std::string(key.id.view()));
    for (const auto& [id, name] : who) {
        v1::Viewer* viewer = event.add_viewers();
        viewer->set_user_id(std::string(id.view()));
        viewer->set_name(name);
        for (const std::string& field : editing) viewer->add_editing(field);
    }
    return event;
}

struct Watching {
    OnlineClient client;
    std::vector<v1::WatchRequest> asked;
    v1::WatchReply reply;
    Uuid boris = Uuid::make();
    data::RecordKey key{"deal", Uuid::make()};

    Watching() {
        client.peer.on<v1::WatchRequest, v1::WatchReply>(
            v1::METHOD_PRESENCE_WATCH, [this](const v1::WatchRequest& request) -> Result<v1::WatchReply> {
                asked.push_back(request);
                return reply;
            });
    }
};

}  // namespace

TEST_CASE_METHOD(Watching, "What is looked at is told together, and who else is there comes with the answer") {
    data::Presence presence(client.connection, nullptr, std::chrono::milliseconds(1));
    const Uuid me = client.connection.session().userId;
    *reply.add_present() = event(key, {{boris, "Борис"}, {me, "Анна"}, {boris, "Борис"}}, {"name"});
    const std::unique_ptr<data::PresenceWatch> first(presence.watch(key, nullptr));
    const std::unique_ptr<data::PresenceWatch> second(presence.watch(key, nullptr));
    const std::unique_ptr<data::PresenceWatch> other(presence.watch({"deal", Uuid::make()}, nullptr));
    first->setEditing({"amount"});
    second->setEditing({"amount", "name"});
    REQUIRE(waitFor([&] { return !first->viewers().empty(); }));
    REQUIRE(asked.size() == 1);
    REQUIRE(asked[0].records_size() == 2);
    CHECK(asked[0].records(1).editing_size() == 2);
    REQUIRE(first->viewers().size() == 1);
    CHECK(first->viewers()[0].name == "Борис");
    CHECK(first->viewers()[0].editing == std::vector<std::string>{"name"});
    CHECK(second->viewers() == first->viewers());
    CHECK(other->viewers().empty());
}

TEST_CASE_METHOD(Watching, "The end of a look is told, a broken line forgets who was there and tells again") {
    data::Presence presence(client.connection, nullptr, std::chrono::milliseconds(1));
    std::unique_ptr<data::PresenceWatch> watch(presence.watch(key, nullptr));
    REQUIRE(waitFor([&] { return asked.size() == 1; }));
    Q_EMIT client.connection.presence(event(key, {{boris, "Борис"}}));
    CHECK(watch->viewers().size() == 1);
    client.peer.cut();
    REQUIRE(waitFor([&] { return watch->viewers().empty(); }));
    REQUIRE(waitFor([&] { return asked.size() >= 2 && client.connection.isOnline(); }));
    CHECK(asked.back().records_size() == 1);
    watch->setActive(false);
    REQUIRE(waitFor([&] { return asked.back().records_size() == 0; }));
    watch.reset();
}
