// Rules at work. The gate tells what is being saved; for whatever that sets off, a job is enqueued in the same
// transaction, and does what the rule says in a change set of its own, once (server/jobs). Moments that records carry
// are planned the same way. Whoever saves waits for no rule, and no rule can keep anybody from saving.
//
// Every change set of a rule knows the rule and the change set that led to it; a chain that grows too long is stopped.
// What each rule did about a record, and why it did nothing, is kept in kupets.rule_run. A rule that is switched on is
// checked when it is saved: one that makes no sense is refused.
//
// Thread-safe. Outlives gate, queue and workers.
#pragma once

#include <functional>
#include <memory>

#include "common/calendar/working.h"
#include "server/async/refresh.h"
#include "server/automation/rule.h"
#include "server/jobs/queue.h"
#include "server/records/gate.h"

namespace kupets::automation {

using boost::asio::awaitable;

/// The company's working time as it is now; any thread.
using CalendarSource = std::function<std::shared_ptr<const calendar::WorkingCalendar>()>;

struct Services {
    boost::asio::any_io_executor executor;
    db::Database& database;
    const schema::Registry& registry;
    records::Gate& gate;
    jobs::Queue& queue;
    const Clock& clock;
    CalendarSource calendar;
};

class Engine final : public records::Watcher {
public:
    explicit Engine(Services services);
    ~Engine() override;

    /// Before the first job is enqueued.
    void registerJobs(jobs::Kinds& kinds);
    /// Goes by the rules as they stand in the database now. What does not fit the schema (any more) is left out, and
    /// told in the log.
    awaitable<Result<void>> reload(db::Deadline deadline);
    /// Goes by these.
    void use(std::vector<RulePtr> rules);
    RuleSetPtr rules() const;
    /// Rules are read anew after changes of them, until stop(); the owner awaits run(). changed() costs nothing.
    void changed(const history::FeedBatch& batch);
    void schemaChanged() { refresh_.stale(); }
    awaitable<void> run() { return refresh_.run(); }
    void stop() { refresh_.stop(); }

    bool wants(const records::Written& record) const override;
    awaitable<Result<void>> written(db::Transaction& transaction, const records::Header& header,
                                    const records::Actor& actor, std::vector<records::Written> records,
                                    db::Deadline deadline) override;

private:
    awaitable<Result<void>> checkRules(db::Transaction& transaction, const std::vector<Uuid>& ids,
                                       db::Deadline deadline);
    awaitable<Result<void>> plan(db::Transaction& transaction, const Spring& spring, std::vector<Uuid> records,
                                 db::Deadline deadline);

    awaitable<Result<void>> planNew(const RuleSet& before, const RuleSet& now, db::Deadline deadline);
    awaitable<Result<void>> planSome(jobs::Job& job, v1::RuleRun what, db::Transaction& transaction);

    Services services_;
    async::Refresh refresh_;
    mutable std::mutex mutex_;
    RuleSetPtr rules_;
};

}  // namespace kupets::automation
