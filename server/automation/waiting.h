// Rules that wait for something to happen, or for people to approve: kupets.rule_wait. Whatever ends a waiting does it
// once: an event, the last decision or the time limit, whichever is there first.
#pragma once

#include "server/automation/case.h"
#include "server/automation/run_log.h"

namespace kupets::automation {

/// The run stands at this step until then. `approvals`: the requests that were made.
awaitable<Result<void>> beginWaiting(const Case& one, int step, const v1::RuleSpan& atMost,
                                     const std::vector<Uuid>& approvals, const jobs::Job& job,
                                     db::Transaction& transaction);
/// Something happened that case.what.resumes() may wait for: true when it goes on, at case.what.step().
awaitable<Result<bool>> resume(Case& one, RunLine& line, Sight::Look look);

/// Jobs for those that wait at these steps for these records, and for these decisions.
struct Happened {
    Waiting where;
    std::vector<Uuid> records;
};
awaitable<Result<void>> wake(const Services& services, const std::vector<Happened>& happened,
                             const std::vector<Uuid>& approvals, db::Transaction& transaction, db::Deadline deadline);

}  // namespace kupets::automation
