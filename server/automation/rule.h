// A rule as the server goes by it: checked against the schema, and found quickly by what happens. Immutable; lives as
// long as the catalog that it points into, which it holds.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/expr/check.h"
#include "kupets/v1/automation.pb.h"
#include "server/records/watcher.h"
#include "server/schema/registry.h"

namespace kupets::automation {

inline constexpr int kMostSteps = 50;
inline constexpr int kMostTriggers = 20;
/// A chain of rules that set one another off ends here.
inline constexpr int kMostDepth = 10;

struct Rule {
    Uuid id;
    std::string name;
    Uuid author;  // who is told when it fails; nil: nobody
    const schema::Entity* entity = nullptr;
    v1::RuleDef def;
    expr::Typed was;  // null: any
};
using RulePtr = std::shared_ptr<const Rule>;

/// Errors name the part: "triggers[0].fields", "steps[1].set.values[0].expression".
Result<RulePtr> compile(const Uuid& id, std::string name, const Uuid& author, v1::RuleDef def,
                        const schema::Snapshot& snapshot);
/// The JSON of rule.definition. Errors: BadRequest, LimitExceeded.
Result<v1::RuleDef> readDefinition(std::string_view json);
std::string writeDefinition(const v1::RuleDef& def);

/// A trigger of a rule.
struct Spring {
    const Rule* rule = nullptr;
    std::uint32_t trigger = 0;  // its place
    const v1::RuleTrigger& def() const { return rule->def.triggers(static_cast<int>(trigger)); }
};

/// All rules that are switched on. Looking one up costs what it finds, however many there are.
class RuleSet {
public:
    RuleSet(schema::CatalogPtr catalog, std::vector<RulePtr> rules);

    RulePtr find(const Uuid& id) const;
    /// Those that `written` may set off; the rest of what they ask for is seen when they run. AT is not among them.
    std::vector<Spring> sprung(const records::Written& written) const;
    /// Those whose moment `written` may move.
    std::vector<Spring> timed(const records::Written& written) const;
    bool wants(const records::Written& written) const;
    /// All AT triggers.
    const std::vector<Spring>& timed() const { return timed_; }
    const schema::CatalogPtr& catalog() const { return catalog_; }

private:
    using Springs = std::vector<Spring>;
    struct OfEntity {
        Springs created;
        Springs changed;                            // by any field
        std::map<std::string, Springs> byField;     // CHANGED, ENTERED, LEFT
        std::map<std::string, Springs> timedField;  // AT
    };
    void index(const Spring& spring);

    schema::CatalogPtr catalog_;
    std::vector<RulePtr> rules_;
    std::map<Uuid, RulePtr> byId_;
    std::map<std::string, OfEntity, std::less<>> byEntity_;  // by name: the gate may go by a newer schema
    Springs timed_;
};
using RuleSetPtr = std::shared_ptr<const RuleSet>;

}  // namespace kupets::automation
