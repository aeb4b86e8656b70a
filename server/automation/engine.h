// Rules at work. The gate tells what is being saved; for whatever that sets off, a job is enqueued in the same
// transaction, and does what the rule says in a change set of its own, once (server/jobs). Moments that records carry
// are planned the same way (moments.h). Whoever saves waits for no rule, and no rule can keep anybody from saving.
//
// Every change set of a rule knows the rule and the change set that led to it; a chain that grows too long is stopped.
// What each rule did about a record, and why it did nothing, is kept in kupets.rule_run. A rule that is switched on is
// checked when it is saved: one that makes no sense is refused.
//
// Thread-safe. Outlives gate, queue and workers.
#pragma once

#include "server/async/refresh.h"
#include "server/automation/moments.h"
#include "server/automation/rehearse.h"
#include "server/automation/waiting.h"

namespace kupets::automation {

class Engine final : public records::Watcher {
public:
    explicit Engine(Services services);
    ~Engine() override;

    /// Before the first job is enqueued.
    void registerJobs(jobs::Kinds& kinds);
    /// Rules that look at all records at certain times need it. Before the first job.
    void goBy(jobs::Schedules& schedules) { moments_.goBy(&schedules); }
    /// Goes by the rules as they stand in the database now. What does not fit the schema any more is switched off, and
    /// whoever is responsible for it is told.
    awaitable<Result<void>> reload(db::Deadline deadline);
    /// Goes by these.
    void use(std::vector<RulePtr> rules);
    RuleSetPtr rules() const;
    /// Rules are read anew after changes of them, until stop(); the owner awaits run(). changed() costs nothing.
    void changed(const history::FeedBatch& batch);
    void schemaChanged() { refresh_.stale(); }
    awaitable<void> run() { return refresh_.run(); }
    void stop() { refresh_.stop(); }

    /// The button of a rule, for records that this person may see. Errors: NotFound (no such button), BadRequest,
    /// LimitExceeded.
    awaitable<Result<v1::PressReply>> press(records::Actor actor, v1::PressRequest request, db::Deadline deadline);
    /// Ends with `deadline` or an error of `progress`; see rehearse.h.
    awaitable<Result<v1::RehearseReply>> rehearse(query::Reader reader, v1::RehearseRequest request,
                                                  RehearsalProgress progress, db::Deadline deadline) const {
        return automation::rehearse(services_, std::move(reader), std::move(request), std::move(progress), deadline);
    }
    /// What is kept of runs, presses and the like goes after a while; how many runs went.
    awaitable<Result<std::uint64_t>> tidy(db::Deadline deadline);

    bool watches(const schema::Entity& entity, records::Origin origin) const override;
    bool wants(const records::Written& record, records::Origin origin) const override;
    void shape(records::Change& change, const records::Current* before, const records::Actor& actor,
               records::Origin origin, Timestamp now) const override;
    awaitable<Result<void>> written(db::Transaction& transaction, const records::Header& header,
                                    const records::Actor& actor, std::vector<records::Written> records,
                                    db::Deadline deadline) override;

private:
    struct Misfit {
        Uuid rule;
        std::string name;
        Uuid author;
        Error error;
    };
    awaitable<Result<void>> switchOff(std::vector<Misfit> misfits, db::Deadline deadline);
    awaitable<Result<void>> checkRules(db::Transaction& transaction, const std::vector<Uuid>& ids,
                                       db::Deadline deadline);

    Services services_;
    Moments moments_;
    async::Refresh refresh_;
    mutable std::mutex mutex_;
    RuleSetPtr rules_;
};

}  // namespace kupets::automation
