#include "server/db/statement_cache.h"

#include <algorithm>
#include <utility>

namespace kupets::db {

const StatementCache::Entry* StatementCache::find(std::string_view sql) {
    const auto found = bySql_.find(sql);
    if (found == bySql_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &entries_.front();
}

const StatementCache::Entry& StatementCache::add(std::string_view sql) {
    if (entries_.size() >= capacity_) {
        unwanted_.push_back(entries_.back().name);
        erase(std::prev(entries_.end()));
    }
    entries_.push_front({std::string(sql), "k" + std::to_string(++lastNumber_)});
    bySql_.emplace(entries_.front().sql, entries_.begin());
    return entries_.front();
}

void StatementCache::remove(std::string_view name) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
    if (found != entries_.end()) {
        erase(found);
    } else {
        std::erase(unwanted_, name);
    }
}

void StatementCache::discard(std::string_view sql, bool stillThere) {
    const auto found = bySql_.find(sql);
    if (found == bySql_.end()) return;
    if (stillThere) unwanted_.push_back(found->second->name);
    erase(found->second);
}

std::vector<std::string> StatementCache::takeUnwanted() { return std::exchange(unwanted_, {}); }

void StatementCache::erase(Entries::iterator entry) {
    bySql_.erase(entry->sql);
    entries_.erase(entry);
}

}  // namespace kupets::db
