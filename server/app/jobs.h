// What the server does besides answering: the one table of queues and kinds of jobs, and the schedules that come with
// the product.
#pragma once

#include "server/jobs/schedules.h"
#include "server/rpc/services.h"

namespace kupets::app {

/// Before the first job is enqueued.
void registerJobs(jobs::Kinds& kinds, rpc::Services& services);

/// The product's own schedules, each under its name; what is there already stays as it is. `zone`: of the company.
boost::asio::awaitable<Result<void>> planJobs(jobs::Schedules& schedules, db::Database& database,
                                              const std::string& zone, db::Deadline deadline);

}  // namespace kupets::app
