// What time sets off. Moments that records carry (AT) stand in the queue, one job for each; IDLE and SCHEDULE look at
// all records when their times come, page by page.
#pragma once

#include "server/automation/rule_set.h"
#include "server/automation/services.h"
#include "server/jobs/schedules.h"

namespace kupets::automation {

class Moments {
public:
    explicit Moments(const Services& services) : services_(services) {}
    /// IDLE and SCHEDULE stand still without. Set before the first job.
    void goBy(jobs::Schedules* schedules) { schedules_ = schedules; }

    /// `reload` brings the rules up to date with the database; `rules` are those that are gone by.
    using Rules = std::function<RuleSetPtr()>;
    using Reload = std::function<awaitable<Result<void>>(db::Deadline)>;
    void registerJobs(jobs::Kinds& kinds, const jobs::Terms& terms, Rules rules, Reload reload);

    /// Of a rule that was saved in this transaction and is on: its schedules, and the moments of all records.
    awaitable<Result<void>> planRule(db::Transaction& transaction, const Uuid& rule, db::Deadline deadline);
    /// The moments of these records; they move with the field, and without one there is nothing to wait for.
    awaitable<Result<void>> plan(db::Transaction& transaction, const Spring& spring, std::vector<Uuid> records,
                                 db::Deadline deadline);

private:
    awaitable<Result<void>> spread(jobs::Job& job, const v1::RuleRun& what, db::Transaction& transaction);
    awaitable<Result<void>> planSome(jobs::Job& job, v1::RuleRun what, db::Transaction& transaction);
    awaitable<Result<void>> sweep(jobs::Job& job, v1::RuleRun what, db::Transaction& transaction);
    awaitable<Result<void>> fire(jobs::Job& job, const Spring& spring, const std::vector<Uuid>& records,
                                 const std::vector<Value>& moments, db::Transaction& transaction);

    const Services& services_;
    jobs::Schedules* schedules_ = nullptr;
    Rules rules_;
    Reload reload_;
};

}  // namespace kupets::automation
