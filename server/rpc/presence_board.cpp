#include "server/rpc/presence_board.h"

#include <algorithm>

namespace kupets::rpc {
namespace {

constexpr std::size_t kMostViewers = 100;

/// One person, however many windows.
struct Seen {
    const std::string* name = nullptr;
    Timestamp since;
    std::set<std::string> editing;
};

}  // namespace

void PresenceBoard::watch(Key key, Person person, Watched watched, Timestamp now) {
    Session& session = sessions_[key];
    session.person = std::move(person);
    std::vector<PresentAt> left;
    for (const auto& [record, look] : session.looks) {
        if (!watched.contains(record)) left.push_back(record);
    }
    for (const PresentAt& record : left) remove(key, record);
    for (auto& [record, editing] : watched) {
        auto [look, isNew] = session.looks.try_emplace(record);
        if (isNew) look->second.since = now;
        if (isNew || look->second.editing != editing) changed_.insert(record);
        look->second.editing = std::move(editing);
        at_[record].insert(key);
    }
}

void PresenceBoard::remove(Key key, const PresentAt& record) {
    sessions_[key].looks.erase(record);
    const auto there = at_.find(record);
    if (there == at_.end()) return;
    there->second.erase(key);
    if (there->second.empty()) {
        at_.erase(there);
        changed_.erase(record);
    } else {
        changed_.insert(record);
    }
}

void PresenceBoard::forget(Key key) {
    for (const PresentAt& record : watchedBy(key)) remove(key, record);
    sessions_.erase(key);
}

void PresenceBoard::leave(Key key, const PresentAt& record) {
    if (sessions_.contains(key)) remove(key, record);
}

v1::PresenceEvent PresenceBoard::event(Key key, const PresentAt& record, const schema::Snapshot& schema) const {
    v1::PresenceEvent event;
    event.set_entity(record.entity);
    event.set_id(std::string(record.id.view()));
    const auto me = sessions_.find(key);
    const auto there = at_.find(record);
    if (me == sessions_.end() || !me->second.looks.contains(record) || there == at_.end()) return event;
    std::map<Uuid, Seen> people;
    for (const Key other : there->second) {
        const Session& session = sessions_.at(other);
        if (session.person.user == me->second.person.user) continue;
        const Look& look = session.looks.at(record);
        auto [seen, isNew] = people.try_emplace(session.person.user);
        seen->second.name = &session.person.name;
        seen->second.since = isNew ? look.since : std::min(seen->second.since, look.since);
        seen->second.editing.insert(look.editing.begin(), look.editing.end());
    }
    std::vector<std::pair<Uuid, const Seen*>> order;
    for (const auto& [user, seen] : people) order.emplace_back(user, &seen);
    std::ranges::stable_sort(order, {}, [](const auto& item) { return item.second->since; });
    if (order.size() > kMostViewers) order.resize(kMostViewers);
    const schema::Entity* entity = schema.entity(record.entity);
    for (const auto& [user, seen] : order) {
        v1::Viewer& viewer = *event.add_viewers();
        viewer.set_user_id(std::string(user.view()));
        viewer.set_name(*seen->name);
        viewer.set_since(seen->since.micros);
        for (const std::string& name : seen->editing) {
            const schema::Field* field = entity == nullptr ? nullptr : entity->field(name);
            if (field != nullptr && me->second.person.scope->canRead(*field)) viewer.add_editing(name);
        }
    }
    return event;
}

v1::WatchReply PresenceBoard::reply(Key key, const schema::Snapshot& schema) const {
    v1::WatchReply reply;
    for (const PresentAt& record : watchedBy(key)) {
        v1::PresenceEvent event = this->event(key, record, schema);
        if (!event.viewers().empty()) *reply.add_present() = std::move(event);
    }
    return reply;
}

std::vector<PresentAt> PresenceBoard::watchedBy(Key key) const {
    std::vector<PresentAt> records;
    const auto session = sessions_.find(key);
    if (session == sessions_.end()) return records;
    for (const auto& [record, look] : session->second.looks) records.push_back(record);
    return records;
}

bool PresenceBoard::hasCompany(Key key) const {
    const auto session = sessions_.find(key);
    return session != sessions_.end() && std::ranges::any_of(session->second.looks, [this](const auto& look) {
               const auto there = at_.find(look.first);
               return there != at_.end() && there->second.size() > 1;
           });
}

std::map<PresenceBoard::Key, std::vector<PresentAt>> PresenceBoard::takeChanged() {
    std::map<Key, std::vector<PresentAt>> out;
    for (const PresentAt& record : changed_) {
        const auto there = at_.find(record);
        if (there == at_.end()) continue;
        for (const Key key : there->second) out[key].push_back(record);
    }
    changed_.clear();
    return out;
}

bool PresenceBoard::isNews(Key key, const PresentAt& record, const v1::PresenceEvent& event) {
    const auto session = sessions_.find(key);
    if (session == sessions_.end()) return false;
    const auto look = session->second.looks.find(record);
    if (look == session->second.looks.end()) return false;
    std::string told = event.viewers().empty() ? std::string() : event.SerializeAsString();
    if (told == look->second.told) return false;
    look->second.told = std::move(told);
    return true;
}

}  // namespace kupets::rpc
