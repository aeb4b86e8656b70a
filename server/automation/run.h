// One rule at work on one record: from its trigger, or from a later step, to the next step that has to wait.
#pragma once

#include "server/automation/case.h"
#include "server/automation/run_log.h"

namespace kupets::automation {

/// Until then, tried again: a busy database. Anything else is the rule's own fault and will not go away.
bool isPassing(const Error& error);

class Run {
public:
    Run(const Services& services, RuleSetPtr rules, jobs::Job& job, const v1::RuleRun& what);
    /// Everything it does is committed with the end of the job, or nothing of it.
    awaitable<Result<void>> go(db::Transaction& transaction);
    /// After the last attempt: what went wrong is kept, whoever made the rule is told, and a rule that does nothing but
    /// fail is switched off.
    awaitable<void> fail(const Error& error);

private:
    awaitable<Result<bool>> mayGoOn(const Sight::Look& look);
    awaitable<Result<bool>> isSetOff(Sight::Look look);
    awaitable<Result<bool>> isDue(const v1::RuleTrigger& trigger, const Sight& seen, Sight::Look look);
    awaitable<Result<bool>> wasSo(const Sight& now, Sight::Look look);
    awaitable<Result<void>> steps(records::ChangeWriter& writer, const Sight::Look& look);
    awaitable<Result<void>> wait(db::Transaction& transaction, int step);
    awaitable<Result<void>> tellAuthor(db::Transaction transaction);
    records::Header header() const;
    records::Actor actor() const;

    Case case_;
    jobs::Job& job_;
    RunLine line_;
    bool goesOn_;  // it was begun earlier
};

}  // namespace kupets::automation
