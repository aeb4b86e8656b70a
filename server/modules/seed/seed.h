// Made-up Russian companies, contacts, deals and activities for trials and benchmarks: one change set, loaded by COPY.
//
// What the gate does record by record is done here for all at once: history (a creation has no diff), owners for the
// feed, one notification. The values are right by construction. Tables that were empty get their indexes and foreign
// keys after the load, which is several times faster.
#pragma once

#include <functional>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "kupets/v1/admin.pb.h"
#include "server/db/database.h"
#include "server/schema/registry.h"

namespace kupets::seed {

using boost::asio::awaitable;

struct Services {
    db::Database& database;
    const schema::Registry& registry;
    Timestamp now;
    Uuid actor;
    std::string actorName;
    db::Deadline deadline;
    std::function<awaitable<Result<void>>(const std::string& step, std::uint64_t done, std::uint64_t total)> progress;
};

/// LimitExceeded (records, limit) above 20 million. The same change set id again does nothing and answers the number.
awaitable<Result<v1::SeedReply>> run(const Services& services, const v1::SeedRequest& request);

}  // namespace kupets::seed
