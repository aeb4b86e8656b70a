// What people may ask about rules at work: what they did and why not, and what led to a change.
#pragma once

#include "kupets/v1/automation.pb.h"
#include "kupets/v1/changes.pb.h"
#include "server/query/reader.h"
#include "server/records/gate.h"

namespace kupets::automation {

using boost::asio::awaitable;

/// Who asks, and of what.
struct Asked {
    db::Database& database;
    const schema::Registry& registry;
    records::Gate& gate;
    query::Reader reader;
    db::Deadline deadline;
};

/// Errors: Forbidden (runs of more than one record, for whoever is no administrator), NotFound (a record that one may
/// not see), BadRequest.
awaitable<Result<v1::RuleRunsReply>> runs(Asked asked, v1::RuleRunsRequest request);
/// What one may not see has no title. Errors: NotFound (also where one may see nothing of the change), BadRequest.
awaitable<Result<v1::WhyReply>> why(Asked asked, v1::WhyRequest request);

}  // namespace kupets::automation
