#include "server/rpc/feed_events.h"

#include <catch2/catch.hpp>

#include "server/access/roles.h"
#include "server/access/scope_builder.h"
#include "server/schema/registry.h"

namespace {

using namespace kupets;

const Uuid kAnna = Uuid::fromName("Anna"), kBoris = Uuid::fromName("Boris");
const Uuid kSet = Uuid::fromName("set");

const schema::Snapshot& snapshot() {
    static const auto registry = schema::Registry::load(schema::embedded::entities()).value();
    static const auto current = registry->current()->snapshot;
    return *current;
}

access::ScopePtr manager(Uuid user) {
    return access::ScopeBuilder::forUser(*access::findRole(access::productRoles(), "manager"), user, {});
}
access::ScopePtr administrator() {
    return access::ScopeBuilder::forUser(*access::findRole(access::productRoles(), "administrator"), kBoris, {});
}

history::FeedChange change(std::string entity, std::vector<Uuid> owners, Uuid set = kSet) {
    history::FeedChange c;
    c.kind = v1::RecordChange::KIND_UPDATE;
    c.entity = std::move(entity);
    c.record = Uuid::make();
    c.version = 3;
    c.fields = {"name", "amount"};
    c.owners = std::move(owners);
    c.changeSet = set;
    c.actor = kBoris;
    c.actorName = "Борис";
    return c;
}

v1::ChangesEvent eventOf(const history::FeedBatch& batch, const access::ScopePtr& scope, bool brief = false,
                         const std::unordered_set<Uuid>& known = {}) {
    return rpc::eventFor(batch, *scope, snapshot(), known, brief);
}

}  // namespace

TEST_CASE("a session hears of the records that it may read, and of no others") {
    history::FeedBatch batch;
    batch.token = "t";
    batch.changes = {change("deal", {kAnna}),         change("deal", {kBoris}), change("deal", {}),
                     change("deal", {kBoris, kAnna}), change("product", {}),    change("no_such_entity", {kAnna})};
    const auto hers = eventOf(batch, manager(kAnna));
    CHECK(hers.token() == "t");
    REQUIRE(hers.records_size() == 3);
    CHECK(hers.records(0).id() == std::string(batch.changes[0].record.view()));
    CHECK(hers.records(1).id() == std::string(batch.changes[3].record.view()));
    CHECK(hers.records(2).entity() == "product");
    CHECK(hers.records(0).version() == 3);
    CHECK(hers.records(0).actor_name() == "Борис");
    CHECK(hers.records(0).fields_size() == 2);
    CHECK(eventOf(batch, administrator()).records_size() == 5);
}

TEST_CASE("what is open to everybody is heard of by everybody who may read of its kind") {
    history::FeedBatch batch;
    batch.changes = {change("view", {kBoris, Uuid{}}), change("view", {kBoris})};
    const auto hers = eventOf(batch, manager(kAnna));
    REQUIRE(hers.records_size() == 1);
    CHECK(hers.records(0).id() == std::string(batch.changes[0].record.view()));
    v1::RoleDef none;
    none.set_name("none");
    CHECK(eventOf(batch, access::ScopeBuilder::forUser(none, kAnna, {})).records_size() == 0);
}

TEST_CASE("hidden fields are not named") {
    v1::RoleDef role = *access::findRole(access::productRoles(), "administrator");
    role.add_hidden_fields("deal.amount");
    history::FeedBatch batch;
    batch.changes = {change("deal", {kAnna})};
    const auto event = eventOf(batch, access::ScopeBuilder::forUser(role, kAnna, {}));
    REQUIRE(event.records_size() == 1);
    REQUIRE(event.records(0).fields_size() == 1);
    CHECK(event.records(0).fields(0) == "name");
}

TEST_CASE("what a session has heard of does not come again") {
    const Uuid other = Uuid::fromName("other");
    history::FeedBatch batch;
    batch.changes = {change("deal", {kAnna}), change("deal", {kAnna}, other)};
    batch.bulk = {{"deal", 1000, kSet, kBoris, "Борис"}, {"deal", 2000, other, kBoris, "Борис"}};
    const auto event = eventOf(batch, manager(kAnna), false, {kSet});
    REQUIRE(event.records_size() == 1);
    CHECK(event.records(0).change_set_id() == std::string(other.view()));
    REQUIRE(event.bulk_size() == 1);
    CHECK(event.bulk(0).count() == 2000);
}

TEST_CASE("a slow session and a large batch get counts") {
    history::FeedBatch batch;
    for (int i = 0; i < 10; ++i) batch.changes.push_back(change(i % 2 == 0 ? "deal" : "company", {kAnna}));
    CHECK(eventOf(batch, manager(kAnna)).records_size() == 10);
    const auto brief = eventOf(batch, manager(kAnna), true);
    CHECK(brief.records_size() == 0);
    REQUIRE(brief.bulk_size() == 2);
    CHECK(brief.bulk(0).count() + brief.bulk(1).count() == 10);
    CHECK(brief.bulk(0).actor_name() == "Борис");

    while (batch.changes.size() <= rpc::kMostRecords) batch.changes.push_back(change("deal", {kAnna}));
    CHECK(eventOf(batch, manager(kAnna)).records_size() == 0);
}
