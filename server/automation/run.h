// One rule at work on one record: from its trigger, or from a later step, to the next step that has to wait.
#pragma once

#include "server/automation/engine.h"
#include "server/automation/run_log.h"
#include "server/automation/sight.h"

namespace kupets::automation {

inline constexpr jobs::Kind<v1::RuleRun> kRunRule{"automation.run"};
/// Until then, tried again: a busy database. Anything else is the rule's own fault and will not go away.
bool isPassing(const Error& error);

class Run {
public:
    Run(const Services& services, RuleSetPtr rules, jobs::Job& job, const v1::RuleRun& what);
    /// Everything it does is committed with the end of the job, or nothing of it.
    awaitable<Result<void>> go(db::Transaction& transaction);
    /// After the last attempt: what went wrong is kept, and whoever made the rule is told.
    awaitable<void> fail(const Error& error);

private:
    query::Reader reader() const;
    Sight sight() const { return {rules_->catalog(), reader(), *rule_->entity}; }
    awaitable<Result<bool>> isSetOff(Sight::Look look);
    awaitable<Result<bool>> wasSo(const Sight& now, Sight::Look look);
    awaitable<Result<void>> steps(records::ChangeWriter& writer, Sight::Look look);
    awaitable<Result<void>> perform(const v1::RuleStep& step, records::ChangeWriter& writer, const Sight::Look& look);
    awaitable<Result<void>> wait(db::Transaction& transaction, int step);
    Value fitted(const schema::Field& field, Value value) const;
    Result<Value> valueOf(const v1::RuleValue& value, const schema::Field& field, const Sight& seen) const;
    Result<records::Change> creation(const v1::RuleCreate& create, const Sight& seen) const;
    std::vector<records::Change> notices(const v1::RuleNotify& notify, const Sight& seen) const;
    records::Change notice(const Uuid& user, std::string words, const std::string& kind) const;

    const Services& services_;
    RuleSetPtr rules_;
    RulePtr rule_;
    jobs::Job& job_;
    v1::RuleRun what_;
    Uuid record_;
    Timestamp now_;
    std::shared_ptr<const calendar::WorkingCalendar> calendar_;
    RunLine line_;
};

}  // namespace kupets::automation
