// Which statements one connection has prepared, by their text; the least recently used one makes room. Only
// bookkeeping: the connection sends what this says and reports how it ended.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kupets::db {

class StatementCache {
public:
    struct Entry {
        std::string sql;
        std::string name;
    };

    explicit StatementCache(std::size_t capacity) : capacity_(capacity < 1 ? 1 : capacity) {}

    /// The entry of a statement that is prepared, or will be when what was sent before is done. Null: prepare it.
    const Entry* find(std::string_view sql);
    /// A new name for a statement about to be prepared. May push another one out: see takeUnwanted().
    const Entry& add(std::string_view sql);
    /// The statement is not there: its preparation failed or was skipped. Ignored when the name is not known any more.
    void remove(std::string_view name);
    /// Not to be used again; to be deallocated when it is still there.
    void discard(std::string_view sql, bool stillThere);

    /// Names to be deallocated; the caller gives back by unwanted() those that it could not.
    std::vector<std::string> takeUnwanted();
    void unwanted(std::string name) { unwanted_.push_back(std::move(name)); }
    bool hasUnwanted() const { return !unwanted_.empty(); }

    std::size_t size() const { return entries_.size(); }

private:
    using Entries = std::list<Entry>;
    void erase(Entries::iterator entry);

    std::size_t capacity_;
    std::uint64_t lastNumber_ = 0;
    Entries entries_;  // the most recently used one first
    std::unordered_map<std::string_view, Entries::iterator> bySql_;
    std::vector<std::string> unwanted_;
};

}  // namespace kupets::db
