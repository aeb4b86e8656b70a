// Titles of records that history and search mention.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <set>
#include <string>

#include "server/records/gate.h"

namespace kupets::records {

class Titles {
public:
    void want(const schema::Entity& entity, const Uuid& id) { wanted_[&entity].insert(id); }
    /// Also what a value of a reference field points to, and what a file is called.
    void want(const schema::Field& field, const Value& value);
    /// One round trip for all. What may not be seen, or is gone, has no title.
    boost::asio::awaitable<Result<void>> fetch(db::Database& database, const schema::Catalog& catalog, const query::Reader& reader, db::Deadline deadline);
    /// Empty when there is none.
    std::string of(const Uuid& id) const;
    std::string of(const schema::Field& field, const Value& value) const;

private:
    std::map<const schema::Entity*, std::set<Uuid>> wanted_;
    std::set<Uuid> wantedFiles_;
    std::map<Uuid, std::string> titles_;
};

}  // namespace kupets::records
