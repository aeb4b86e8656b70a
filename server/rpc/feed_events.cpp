#include "server/rpc/feed_events.h"

#include <algorithm>
#include <map>
#include <utility>

namespace kupets::rpc {

namespace {

bool mayHear(const history::FeedChange& change, const access::AccessScope& scope, const schema::Snapshot& schema) {
    const schema::Entity* entity = schema.entity(change.entity);
    if (!entity) return false;
    const access::Reach reach = scope.reach(*entity, access::Action::Read);
    if (reach == access::Reach::All) return true;
    return std::ranges::any_of(change.owners, [&](const Uuid& owner) { return scope.includes(reach, owner); });
}

void addRecord(v1::ChangesEvent& event, const history::FeedChange& change, const access::AccessScope& scope,
               const schema::Snapshot& schema) {
    v1::RecordEvent& to = *event.add_records();
    to.set_kind(static_cast<v1::RecordChange::Kind>(change.kind));
    to.set_entity(change.entity);
    to.set_id(std::string(change.record.view()));
    to.set_version(change.version);
    for (const std::string& name : change.fields) {
        const schema::Field* field = schema.entity(change.entity)->field(name);
        if (!field || scope.canRead(*field)) to.add_fields(name);
    }
    to.set_change_set_id(std::string(change.changeSet.view()));
    to.set_actor_id(std::string(change.actor.view()));
    to.set_actor_name(change.actorName);
}

void addBulk(v1::ChangesEvent& event, const history::FeedBulk& bulk) {
    v1::BulkEvent& to = *event.add_bulk();
    to.set_entity(bulk.entity);
    to.set_count(bulk.count);
    to.set_change_set_id(std::string(bulk.changeSet.view()));
    to.set_actor_id(std::string(bulk.actor.view()));
    to.set_actor_name(bulk.actorName);
}

/// The records as counts by entity and change set.
void shorten(v1::ChangesEvent& event) {
    std::map<std::pair<std::string, std::string>, history::FeedBulk> counts;
    for (const v1::RecordEvent& record : event.records()) {
        history::FeedBulk& bulk = counts[{record.change_set_id(), record.entity()}];
        bulk = {record.entity(), bulk.count + 1, Uuid::fromBytes(record.change_set_id()).value_or(Uuid{}),
                Uuid::fromBytes(record.actor_id()).value_or(Uuid{}), record.actor_name()};
    }
    event.clear_records();
    for (const auto& [key, bulk] : counts) addBulk(event, bulk);
}

}  // namespace

v1::ChangesEvent eventFor(const history::FeedBatch& batch, const access::AccessScope& scope,
                          const schema::Snapshot& schema, const std::unordered_set<Uuid>& known, bool brief) {
    v1::ChangesEvent event;
    event.set_token(batch.token);
    for (const history::FeedChange& change : batch.changes)
        if (!known.contains(change.changeSet) && mayHear(change, scope, schema))
            addRecord(event, change, scope, schema);
    if (brief || event.records_size() > kMostRecords) shorten(event);
    for (const history::FeedBulk& bulk : batch.bulk) {
        const schema::Entity* entity = schema.entity(bulk.entity);
        const bool heard = entity && scope.reach(*entity, access::Action::Read) != access::Reach::None;
        if (heard && !known.contains(bulk.changeSet)) addBulk(event, bulk);
    }
    return event;
}

}  // namespace kupets::rpc
