// Which records have a telephone, an e-mail or another item of a list. The base is asked once a sheet, for all items
// that it brings; records that the import makes are added here. PostgreSQL would have to read what waits for its index
// again and again.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include <boost/container/small_vector.hpp>

#include "server/modules/imports/lookup.h"

namespace kupets::imports {

class ItemIndex {
public:
    explicit ItemIndex(const schema::Field& field) : field_(&field) {}

    const schema::Field& field() const { return *field_; }
    /// An item in its normal form that rows have; before load().
    void want(std::string item) { wanted_.insert(std::move(item)); }
    awaitable<Result<void>> load(const LookUp& lookUp, const schema::Entity& entity);

    /// The first records that have it.
    std::span<const Uuid> find(const std::string& item) const;
    void add(const std::string& item, const Uuid& record);

private:
    const schema::Field* field_;
    std::unordered_set<std::string> wanted_;
    std::unordered_map<std::string, boost::container::small_vector<Uuid, 1>> records_;  // most have one
};

}  // namespace kupets::imports
