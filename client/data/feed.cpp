#include "client/data/feed.h"

#include <algorithm>

namespace kupets::data {

bool FeedBatch::touches(const std::string& entity) const {
    return reset || bulk.contains(entity) ||
           std::ranges::any_of(records, [&entity](const RecordEvent& event) { return event.key.entity == entity; });
}

Feed::Feed(net::Connection& connection, QObject* parent, std::chrono::milliseconds gather) : QObject(parent) {
    timer_.setSingleShot(true);
    timer_.setInterval(gather);
    connect(&timer_, &QTimer::timeout, this, &Feed::flush);
    connect(&connection, &net::Connection::changes, this, &Feed::take);
    connect(&connection, &net::Connection::feedReset, this, &Feed::takeReset);
}

void Feed::take(const v1::ChangesEvent& event) {
    for (const v1::RecordEvent& in : event.records()) {
        const auto id = Uuid::fromBytes(in.id());
        if (!id) continue;
        RecordKey key{in.entity(), *id};
        const auto [place, isNew] = index_.emplace(key, pending_.records.size());
        if (isNew) pending_.records.push_back({.kind = in.kind(), .key = std::move(key)});
        RecordEvent& out = pending_.records[place->second];
        // Created and changed within one moment is created; anything that ends deleted is deleted.
        if (in.kind() == v1::RecordChange::KIND_DELETE || out.kind != v1::RecordChange::KIND_CREATE)
            out.kind = in.kind();
        out.version = std::max<std::uint64_t>(out.version, in.version());
        out.changeSet = Uuid::fromBytes(in.change_set_id()).value_or(Uuid{});
        out.actor = Uuid::fromBytes(in.actor_id()).value_or(Uuid{});
        out.actorName = toQt(in.actor_name());
        for (const std::string& field : in.fields()) {
            if (std::ranges::find(out.fields, field) == out.fields.end()) out.fields.push_back(field);
        }
    }
    for (const v1::BulkEvent& bulk : event.bulk()) pending_.bulk.insert(bulk.entity());
    if (!timer_.isActive()) timer_.start();
}

void Feed::takeReset() {
    pending_.reset = true;
    if (!timer_.isActive()) timer_.start();
}

void Feed::flush() {
    const FeedBatch batch = std::exchange(pending_, {});
    index_.clear();
    if (batch.reset || !batch.records.empty() || !batch.bulk.empty()) Q_EMIT changed(batch);
}

}  // namespace kupets::data
