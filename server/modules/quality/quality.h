// How good the data are, and mending them. Figures are counted by few statements over the whole set; what is not as the
// standards have it is found by looking at each record, on the worker threads.
#pragma once

#include <functional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "common/base/error.h"
#include "kupets/v1/quality.pb.h"
#include "server/records/gate.h"

namespace kupets::quality {

using boost::asio::awaitable;

struct Services {
    db::Database& database;
    const schema::Registry& registry;
    records::Gate& gate;
    boost::asio::thread_pool& workers;
    db::Deadline deadline;
};

/// Errors: UnknownEntity, those of the filter and of `by` (a reference or a choice of the entity's own).
awaitable<Result<v1::QualityReply>> report(const Services& services, const query::Reader& reader,
                                           const v1::QualityRequest& request);

/// In one change set, of records that the actor may change. What the gate refuses is left out and told.
awaitable<Result<v1::BulkReply>> repair(const Services& services, const records::Actor& actor,
                                        const v1::QualityRepairRequest& request, const records::BulkProgress& progress);

}  // namespace kupets::quality
