// Who looks at which record and writes in it: the state of it alone, without network, database or clock. Keys are
// sessions; a person with several of them counts once, and not for himself. Not thread-safe.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/base/time.h"
#include "common/base/uuid.h"
#include "kupets/v1/presence.pb.h"
#include "server/access/scope.h"
#include "server/schema/registry.h"

namespace kupets::rpc {

struct PresentAt {
    std::string entity;
    Uuid id;
    auto operator<=>(const PresentAt&) const = default;
};

class PresenceBoard {
public:
    using Key = const void*;
    struct Person {
        Uuid user;
        std::string name;
        access::ScopePtr scope;  // which fields he may know of
    };
    /// What a session looks at now, the whole of it; and the fields in which it writes.
    using Watched = std::map<PresentAt, std::set<std::string>>;

    void watch(Key key, Person person, Watched watched, Timestamp now);
    void forget(Key key);
    /// Not any more: he may no longer see it.
    void leave(Key key, const PresentAt& record);

    /// What the session is told of a record: the others who are there, the longest there first.
    v1::PresenceEvent event(Key key, const PresentAt& record, const schema::Snapshot& schema) const;
    /// Of all that it watches; records where nobody else is are left out.
    v1::WatchReply reply(Key key, const schema::Snapshot& schema) const;
    std::vector<PresentAt> watchedBy(Key key) const;
    /// Another session looks at one of its records.
    bool hasCompany(Key key) const;

    bool changed() const { return !changed_.empty(); }
    /// Who watches a record that changed since the last time this was asked.
    std::map<Key, std::vector<PresentAt>> takeChanged();
    /// Whether this differs from what the session was told last; remembers it as told.
    bool isNews(Key key, const PresentAt& record, const v1::PresenceEvent& event);

private:
    struct Look {
        std::set<std::string> editing;
        Timestamp since;
        std::string told;  // the event that the session heard last
    };
    struct Session {
        Person person;
        std::map<PresentAt, Look> looks;
    };

    void remove(Key key, const PresentAt& record);

    std::map<Key, Session> sessions_;
    std::map<PresentAt, std::set<Key>> at_;
    std::set<PresentAt> changed_;
};

}  // namespace kupets::rpc
