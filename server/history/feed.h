// The change feed's reader. A token is the PostgreSQL snapshot up to which somebody has heard everything; since() gives what
// has become visible after it, each change once, however late its transaction committed.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "common/base/uuid.h"
#include "server/db/database.h"
#include "server/schema/registry.h"

namespace kupets::history {

/// NOTIFY wakes the readers of the feed.
inline constexpr const char* kChannel = "kupets_changes";
/// Change sets with more records than this travel as one FeedBulk for each entity.
inline constexpr std::uint64_t kBulkThreshold = 500;

struct FeedChange {
    int kind = 0;  // v1::RecordChange::Kind
    std::string entity;
    Uuid record;
    std::uint64_t version = 0;
    std::vector<std::string> fields;  // that an update changed
    std::vector<Uuid> owners;         // before or after; empty for directories
    Uuid changeSet;
    Uuid actor;
    std::string actorName;
};
struct FeedBulk {
    std::string entity;
    std::uint64_t count = 0;
    Uuid changeSet;
    Uuid actor;
    std::string actorName;
};
struct FeedBatch {
    std::string token;
    std::vector<FeedChange> changes;
    std::vector<FeedBulk> bulk;
    bool reset = false;  // the token was not of this database: what is shown has to be asked for anew
};

class Feed {
public:
    Feed(db::Database& database, const schema::Registry& registry) : database_(database), registry_(registry) {}
    /// With an empty token: only the present token.
    boost::asio::awaitable<Result<FeedBatch>> since(std::string token, db::Deadline deadline);

private:
    db::Database& database_;
    const schema::Registry& registry_;
};

}  // namespace kupets::history
