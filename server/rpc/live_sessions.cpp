#include "server/rpc/live_sessions.h"

#include <algorithm>

namespace kupets::rpc {

void LiveSessions::add(const SessionPtr& session) {
    std::lock_guard lock(mutex_);
    entries_[session.get()] = {session, Uuid{}};
}

void LiveSessions::remove(const Session* session) {
    std::lock_guard lock(mutex_);
    entries_.erase(session);
}

void LiveSessions::setLogin(const Session* session, const Uuid& login) {
    std::lock_guard lock(mutex_);
    if (auto it = entries_.find(session); it != entries_.end()) it->second.login = login;
}

void LiveSessions::end(std::span<const Uuid> logins) {
    std::vector<SessionPtr> ended;
    {
        std::lock_guard lock(mutex_);
        for (const auto& [key, entry] : entries_)
            if (!entry.login.isNil() && std::ranges::find(logins, entry.login) != logins.end())
                if (auto session = entry.session.lock()) ended.push_back(std::move(session));
    }
    for (const SessionPtr& session : ended) session->close();
}

std::vector<SessionPtr> LiveSessions::all() const {
    std::lock_guard lock(mutex_);
    std::vector<SessionPtr> sessions;
    for (const auto& [key, entry] : entries_)
        if (auto session = entry.session.lock()) sessions.push_back(std::move(session));
    return sessions;
}

std::vector<Uuid> LiveSessions::logins() const {
    std::lock_guard lock(mutex_);
    std::vector<Uuid> logins;
    for (const auto& [key, entry] : entries_)
        if (!entry.login.isNil()) logins.push_back(entry.login);
    return logins;
}

bool LiveSessions::connected(const Uuid& login) const {
    std::lock_guard lock(mutex_);
    return std::ranges::any_of(entries_, [&](const auto& item) { return item.second.login == login; });
}

std::size_t LiveSessions::count() const {
    std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace kupets::rpc
