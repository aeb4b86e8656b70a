// Which connections are open and whose they are: to end a session everywhere at once, to deliver changes, to say
// goodbye. Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "common/base/uuid.h"
#include "server/rpc/session.h"

namespace kupets::rpc {

class LiveSessions {
public:
    void add(const SessionPtr& session);
    void remove(const Session* session);
    /// The connection now works for this session of kupets.session; nil: for none.
    void setLogin(const Session* session, const Uuid& login);
    /// Closes the connections of these sessions.
    void end(std::span<const Uuid> logins);

    std::vector<SessionPtr> all() const;
    std::vector<Uuid> logins() const;
    bool connected(const Uuid& login) const;
    std::size_t count() const;

private:
    struct Entry {
        std::weak_ptr<Session> session;
        Uuid login;
    };
    mutable std::mutex mutex_;
    std::unordered_map<const Session*, Entry> entries_;
};

}  // namespace kupets::rpc
