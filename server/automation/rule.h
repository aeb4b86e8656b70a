// A rule as the server goes by it: checked against the schema, its steps laid out one behind the other. Immutable;
// lives as long as the catalog that it points into.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "common/expr/check.h"
#include "kupets/v1/automation.pb.h"

namespace kupets::automation {

/// Branches and all.
inline constexpr int kMostSteps = 50;
inline constexpr int kMostTriggers = 20;
/// Branches within branches.
inline constexpr int kMostNesting = 4;
/// A chain of rules that set one another off ends here.
inline constexpr int kMostDepth = 10;
/// Runs of a rule that one look at all records (IDLE, SCHEDULE) sets off; the rest comes the next time.
inline constexpr int kMostAtOnce = 10'000;
/// Notices of a rule within an hour; a run that would make more is stopped. A message to somebody outside weighs more.
inline constexpr int kMostTold = 10'000;
inline constexpr std::size_t kMessageWeight = 5;
/// So many runs that fail one after the other, and the rule is switched off. One that is stopped has not failed.
inline constexpr int kMostFailures = 20;
/// Days that what a rule did is told for.
inline constexpr int kRunsKept = 90;

/// A step with where it leads. Steps are counted as they are read, branches and all.
struct Op {
    const v1::RuleStep* step = nullptr;
    std::string place;  // "steps[0].branch.yes[1]"
    int next = 0;       // after it; of a branch: when it holds
    int other = 0;      // of a branch: when it does not; of a waiting: late; of a question: refused
    int skip = 0;       // when the step's own `when` does not hold
};
inline constexpr int kEnd = std::numeric_limits<int>::max();
/// The rule's steps must stay where they are.
std::vector<Op> layOut(const v1::RuleDef& def);

struct Rule {
    Uuid id;
    std::string name;
    Uuid author;  // who is told when it fails; nil: nobody
    const schema::Entity* entity = nullptr;
    v1::RuleDef def;
    std::vector<Op> ops;
    expr::Typed was;  // null: any

    bool isAboutDeleted() const { return def.triggers(0).kind() == v1::RuleTrigger::DELETED; }
};
using RulePtr = std::shared_ptr<const Rule>;

/// Errors name the part: "triggers[0].fields", "steps[1].set.values[0].expression".
Result<RulePtr> compile(const Uuid& id, std::string name, const Uuid& author, v1::RuleDef def,
                        const schema::Snapshot& snapshot);
/// The JSON of rule.definition. Errors: BadRequest, LimitExceeded.
Result<v1::RuleDef> readDefinition(std::string_view json);
std::string writeDefinition(const v1::RuleDef& def);

}  // namespace kupets::automation
