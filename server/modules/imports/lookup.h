// Finding records by keys, many at once: what the actor may not see is not found.
#pragma once

#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "common/base/value.h"
#include "server/records/current.h"
#include "server/records/gate.h"

namespace kupets::imports {

using boost::asio::awaitable;

/// Values of the key fields, none of them null.
using Key = std::vector<Value>;
/// Equal for equal keys.
std::string keyText(const Key& key);

struct Match {
    Uuid id;  // of the first
    std::uint64_t version = 0;
    std::uint32_t count = 0;    // records with this key; more than one: ambiguous
    std::vector<Uuid> records;  // the first of them
};
using Matches = std::unordered_map<std::string, Match>;  // by keyText

struct LookUp {
    records::ChangeWriter& writer;  // sees what the import has written
    const schema::Catalog& catalog;
    const access::AccessScope& scope;
    db::Deadline deadline;

    /// Thousands of keys a statement. Lists are looked up by ItemIndex.
    awaitable<Result<Matches>> find(const schema::Entity& entity, std::vector<const schema::Field*> fields,
                                    std::vector<Key> keys) const;

    /// The records as they are, by id; those that the person may not see are left out.
    awaitable<Result<std::map<Uuid, records::Current>>> read(const schema::Entity& entity,
                                                             std::span<const Uuid> ids) const;
    /// Their titles.
    awaitable<Result<std::map<Uuid, std::string>>> titles(const schema::Entity& entity,
                                                          std::span<const Uuid> ids) const;

private:
    awaitable<Result<void>> findSome(const schema::Entity& entity, const std::vector<const schema::Field*>& fields,
                                     std::span<const Key> keys, Matches& matches) const;
};

}  // namespace kupets::imports
