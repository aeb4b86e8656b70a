// What the steps of a rule do, in the change set of its run.
#pragma once

#include "server/automation/case.h"

namespace kupets::automation {

/// What perform() answers for a step at which the run has to wait.
inline constexpr int kWaits = -1;

class Actions {
public:
    Actions(const Case& one, records::ChangeWriter& writer, const Sight::Look& look, const jobs::Job& job)
        : case_(one), writer_(writer), look_(look), job_(job) {}

    /// Where the rule goes on: a place among its ops, kEnd or kWaits. Errors name the part of the step.
    awaitable<Result<int>> perform(const Op& op, int step);
    /// Requests that nobody need answer any more.
    awaitable<Result<void>> withdraw();

private:
    using Changes = std::vector<records::Change>;
    Result<void> ask(const v1::RuleStep& step, Sight& seen) const;
    awaitable<Result<int>> act(const Op& op, int step, const Sight& seen);
    awaitable<Result<void>> write(Changes changes);
    Result<Value> valueOf(const v1::RuleValue& value, const schema::Field& field, const Sight& seen) const;
    Result<records::Change> creation(const v1::RuleCreate& create, const Sight& seen) const;
    Result<records::Change> setting(const v1::RuleSet& set, const Sight& seen) const;
    records::Change change(std::vector<std::pair<const schema::Field*, Value>> fields) const;
    std::vector<Uuid> people(const google::protobuf::RepeatedPtrField<std::string>& paths,
                             const google::protobuf::RepeatedPtrField<std::string>& users, const Sight& seen) const;
    awaitable<Result<void>> notify(const v1::RuleNotify& notify, const Sight& seen);
    awaitable<Result<void>> send(const v1::RuleSend& send, const Sight& seen);
    records::Change message(const v1::RuleSend& send, const Sight& seen) const;
    awaitable<Result<void>> start(const v1::RuleStart& start, const Sight& seen);
    awaitable<Result<void>> askPeople(const v1::RuleAsk& ask, int step, const Sight& seen);

    const Case& case_;
    records::ChangeWriter& writer_;
    const Sight::Look& look_;
    const jobs::Job& job_;
};

}  // namespace kupets::automation
