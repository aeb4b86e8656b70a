#include "client/data/presence.h"

#include <algorithm>

namespace kupets::data {
namespace {

std::vector<Viewer> viewersOf(const v1::PresenceEvent& event, const Uuid& me) {
    std::vector<Viewer> viewers;
    for (const v1::Viewer& in : event.viewers()) {
        const auto id = Uuid::fromBytes(in.user_id());
        if (!id || *id == me) continue;
        auto place = std::ranges::find(viewers, *id, &Viewer::user);
        if (place == viewers.end()) place = viewers.insert(viewers.end(), Viewer{*id, toQt(in.name()), {}});
        for (const std::string& field : in.editing())
            if (std::ranges::find(place->editing, field) == place->editing.end()) place->editing.push_back(field);
    }
    return viewers;
}

}  // namespace

PresenceWatch::PresenceWatch(Presence& presence, RecordKey key, QObject* parent)
    : QObject(parent), presence_(&presence), key_(std::move(key)) {}

PresenceWatch::~PresenceWatch() {
    if (!presence_) return;
    std::erase(presence_->watches_, this);
    presence_->soon();
}

void PresenceWatch::setEditing(std::vector<std::string> fields) {
    if (fields == editing_) return;
    editing_ = std::move(fields);
    if (presence_) presence_->soon();
}

void PresenceWatch::setActive(bool active) {
    if (active == active_) return;
    active_ = active;
    if (!active && !viewers_.empty()) {
        viewers_.clear();
        Q_EMIT changed();
    }
    if (presence_) presence_->soon();
}

Presence::Presence(net::Connection& connection, QObject* parent, std::chrono::milliseconds gather)
    : QObject(parent), connection_(connection), gather_(gather) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &Presence::tell);
    connect(&connection_, &net::Connection::presence, this, &Presence::take);
    connect(&connection_, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
        told_ = false;  // what a broken line had told is forgotten there
        if (state != net::Connection::State::Online)
            call_.cancel();  // never told again by itself: it may be another story then
        if (state == net::Connection::State::Online)
            soon();
        else
            clear();
    });
}

Presence::~Presence() = default;

PresenceWatch* Presence::watch(const RecordKey& key, QObject* parent) {
    auto* made = new PresenceWatch(*this, key, parent);
    watches_.push_back(made);
    soon();
    return made;
}

void Presence::soon() {
    if (!timer_.isActive()) timer_.start(gather_);
}

void Presence::tell() {
    if (!connection_.isOnline()) return;
    v1::WatchRequest request;
    // The latest are looked at; one record in two windows is one, with what is edited in either.
    for (auto at = watches_.rbegin(); at != watches_.rend() && request.records_size() < static_cast<int>(kMost); ++at) {
        const PresenceWatch& watch = **at;
        if (!watch.active_) continue;
        const std::string id(watch.key_.id.view());
        auto* records = request.mutable_records();
        const auto found = std::ranges::find(*records, id, &v1::Watched::id);
        v1::Watched* out = found != records->end() ? &*found : request.add_records();
        out->set_entity(watch.key_.entity);
        out->set_id(id);
        for (const std::string& field : watch.editing_)
            if (std::ranges::find(out->editing(), field) == out->editing().end()) out->add_editing(field);
    }
    if (request.records().empty() && !told_) return;
    told_ = !request.records().empty();
    call_.cancel();
    call_ = connection_.call<v1::WatchReply>(v1::METHOD_PRESENCE_WATCH, request, this, [this](const auto& reply) {
        if (!reply) return;  // a server that does not know of it: nobody is seen
        for (const v1::PresenceEvent& event : reply->present()) take(event);
    });
}

void Presence::take(const v1::PresenceEvent& event) {
    const auto id = Uuid::fromBytes(event.id());
    if (!id) return;
    const std::vector<Viewer> viewers = viewersOf(event, connection_.session().userId);
    std::vector<QPointer<PresenceWatch>> told;
    for (PresenceWatch* watch : watches_)
        if (watch->active_ && watch->key_ == RecordKey{event.entity(), *id} && watch->viewers_ != viewers)
            told.emplace_back(watch);
    for (const QPointer<PresenceWatch>& watch : told) {
        if (!watch) continue;
        watch->viewers_ = viewers;
        Q_EMIT watch->changed();
    }
}

void Presence::clear() {
    const std::vector<PresenceWatch*> all = watches_;
    for (PresenceWatch* watch : all) {
        if (std::ranges::find(watches_, watch) == watches_.end() || watch->viewers_.empty()) continue;
        watch->viewers_.clear();
        Q_EMIT watch->changed();
    }
}

}  // namespace kupets::data
