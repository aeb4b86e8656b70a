// Records as they are now, locked for this transaction, with what the actor may do to each.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "server/history/diff.h"
#include "server/records/gate.h"

namespace kupets::records {

struct Current {
    Uuid id;
    std::uint64_t version = 0;
    bool mayRead = false;
    bool mayUpdate = false;
    bool mayDelete = false;
    std::vector<Uuid> owners;
    std::vector<std::optional<std::string>> cells;  // of Entity::storedColumns()

    Value value(const schema::Field& field) const;
};

/// SELECT … FOR UPDATE of these records.
db::Query currentQuery(const schema::Catalog& catalog, const access::AccessScope& scope, const schema::Entity& entity, std::span<const Uuid> ids,
                       bool lock = true);
std::map<Uuid, Current> readCurrent(const schema::Entity& entity, const db::Rows& rows);

/// What the history says of records since the versions that somebody saw.
struct Since {
    struct Touch {
        Value original;
        std::string by;
        Timestamp at;
    };
    std::map<const schema::Field*, Touch> fields;
};
db::Query sinceQuery(std::span<const std::pair<Uuid, std::uint64_t>> seen);
/// `entityOf` tells the entity of a record among those asked for.
std::map<Uuid, Since> readSince(const db::Rows& rows, const schema::Snapshot& snapshot);

}  // namespace kupets::records
