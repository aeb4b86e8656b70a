// All rules that are switched on, found quickly by what happens: looking one up costs what it finds, however many there
// are. Immutable; holds the catalog that the rules point into.
#pragma once

#include <map>
#include <span>
#include <unordered_map>

#include "server/automation/rule.h"
#include "server/records/watcher.h"
#include "server/schema/registry.h"

namespace kupets::automation {

/// A trigger of a rule.
struct Spring {
    const Rule* rule = nullptr;
    std::uint32_t trigger = 0;  // its place
    const v1::RuleTrigger& def() const { return rule->def.triggers(static_cast<int>(trigger)); }
};

/// A step of a rule that waits for something to happen.
struct Waiting {
    const Rule* rule = nullptr;
    int step = 0;
};

class RuleSet {
public:
    RuleSet(schema::CatalogPtr catalog, std::vector<RulePtr> rules);

    RulePtr find(const Uuid& id) const;
    /// Those that `written` may set off; the rest of what they ask for is seen when they run. What time or people set
    /// off is not among them.
    std::vector<Spring> sprung(const records::Written& written) const;
    /// Rules that are done within the save itself, in their order.
    std::vector<Spring> shaping(const records::Written& written) const;
    bool shapes(const schema::Entity& entity) const;
    /// AT triggers whose moment `written` may move.
    std::vector<Spring> timed(const records::Written& written) const;
    /// Steps that wait for what `written` did.
    std::vector<Waiting> awaited(const records::Written& written) const;
    /// Anything at all about these records.
    bool watches(const schema::Entity& entity) const { return byEntity_.contains(entity.name()); }
    bool wants(const records::Written& written) const;
    const schema::CatalogPtr& catalog() const { return catalog_; }

private:
    /// What waits for changes of fields.
    template <typename What>
    struct Changes {
        std::vector<What> any;
        std::map<std::string, std::vector<What>, std::less<>> byField;
        using ByValue = std::unordered_map<std::string, std::vector<What>>;
        std::map<std::string, ByValue, std::less<>> entered;
        std::map<std::string, ByValue, std::less<>> left;

        void add(const v1::RuleTrigger& trigger, const What& what);
        void find(const history::Diff& diff, std::vector<What>& found) const;
        void findCreated(const history::Diff& diff, std::vector<What>& found) const;
    };
    struct OfChange {
        std::vector<Spring> created;
        std::vector<Spring> deleted;
        Changes<Spring> changes;
        void find(const records::Written& written, std::vector<Spring>& found) const;
    };
    struct OfEntity {
        OfChange later;
        OfChange inSave;
        bool shapes = false;
        Changes<Waiting> waits;
        std::map<std::string, std::vector<Spring>, std::less<>> timedField;  // AT
    };
    void index(const Spring& spring);
    const OfEntity* of(const records::Written& written) const;

    schema::CatalogPtr catalog_;
    std::map<Uuid, RulePtr> rules_;
    std::map<std::string, OfEntity, std::less<>> byEntity_;  // by name: the gate may go by a newer schema
};
using RuleSetPtr = std::shared_ptr<const RuleSet>;

}  // namespace kupets::automation
