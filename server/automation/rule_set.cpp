#include "server/automation/rule_set.h"

#include <algorithm>

#include "server/records/gate.h"

namespace kupets::automation {

namespace {

using Kind = v1::RuleTrigger;

/// One trigger of a rule sets it off once, whatever else it waits for.
void keepFirst(std::vector<Spring>& found) {
    std::vector<Spring> kept;
    std::unordered_map<const Rule*, bool> seen;
    for (const Spring& one : found)
        if (seen.try_emplace(one.rule).second) kept.push_back(one);
    found = std::move(kept);
}

template <typename Map, typename What>
void addValue(const Map& map, const std::string& column, const std::optional<std::string>& value,
              std::vector<What>& found) {
    if (!value) return;
    const auto field = map.find(column);
    if (field == map.end()) return;
    const auto those = field->second.find(*value);
    if (those != field->second.end()) found.insert(found.end(), those->second.begin(), those->second.end());
}

}  // namespace

template <typename What>
void RuleSet::Changes<What>::add(const v1::RuleTrigger& trigger, const What& what) {
    if (trigger.kind() == Kind::ENTERED) entered[trigger.fields(0)][trigger.value()].push_back(what);
    if (trigger.kind() == Kind::LEFT) left[trigger.fields(0)][trigger.value()].push_back(what);
    if (trigger.kind() != Kind::CHANGED) return;
    if (trigger.fields().empty()) any.push_back(what);
    for (const std::string& field : trigger.fields()) byField[field].push_back(what);
}

template <typename What>
void RuleSet::Changes<What>::find(const history::Diff& diff, std::vector<What>& found) const {
    found.insert(found.end(), any.begin(), any.end());
    for (const history::ColumnDiff& column : diff) {
        if (const auto those = byField.find(column.column); those != byField.end())
            found.insert(found.end(), those->second.begin(), those->second.end());
        addValue(entered, column.column, column.after, found);
        addValue(left, column.column, column.before, found);
    }
}

template <typename What>
void RuleSet::Changes<What>::findCreated(const history::Diff& diff, std::vector<What>& found) const {
    for (const history::ColumnDiff& column : diff) addValue(entered, column.column, column.after, found);
}

RuleSet::RuleSet(schema::CatalogPtr catalog, std::vector<RulePtr> rules) : catalog_(std::move(catalog)) {
    for (const RulePtr& rule : rules) {
        rules_[rule->id] = rule;
        for (int i = 0; i < rule->def.triggers_size(); ++i) index({rule.get(), static_cast<std::uint32_t>(i)});
        for (std::size_t i = 0; i < rule->ops.size(); ++i)
            for (const v1::RuleTrigger& event : rule->ops[i].step->wait().events())
                byEntity_[rule->entity->name()].waits.add(event, {rule.get(), static_cast<int>(i)});
    }
}

void RuleSet::index(const Spring& spring) {
    OfEntity& of = byEntity_[spring.rule->entity->name()];
    const v1::RuleTrigger& trigger = spring.def();
    of.shapes |= spring.rule->def.in_save();
    OfChange& change = spring.rule->def.in_save() ? of.inSave : of.later;
    change.changes.add(trigger, spring);
    if (trigger.kind() == Kind::CREATED) change.created.push_back(spring);
    if (trigger.kind() == Kind::DELETED) change.deleted.push_back(spring);
    if (trigger.kind() == Kind::AT) of.timedField[trigger.fields(0)].push_back(spring);
}

RulePtr RuleSet::find(const Uuid& id) const {
    const auto found = rules_.find(id);
    return found == rules_.end() ? nullptr : found->second;
}

const RuleSet::OfEntity* RuleSet::of(const records::Written& written) const {
    const auto found = byEntity_.find(written.entity->name());
    return found == byEntity_.end() ? nullptr : &found->second;
}

void RuleSet::OfChange::find(const records::Written& written, std::vector<Spring>& found) const {
    switch (written.kind) {
        case records::Kind::Create:
            found = created;
            changes.findCreated(written.diff, found);
            break;
        case records::Kind::Update:
            changes.find(written.diff, found);
            break;
        case records::Kind::Delete:
            found = deleted;
            break;
    }
    keepFirst(found);
}

std::vector<Spring> RuleSet::sprung(const records::Written& written) const {
    std::vector<Spring> found;
    if (const OfEntity* rules = of(written)) rules->later.find(written, found);
    return found;
}

std::vector<Spring> RuleSet::shaping(const records::Written& written) const {
    std::vector<Spring> found;
    if (const OfEntity* rules = of(written)) rules->inSave.find(written, found);
    return found;
}

bool RuleSet::shapes(const schema::Entity& entity) const {
    const auto found = byEntity_.find(entity.name());
    return found != byEntity_.end() && found->second.shapes;
}

std::vector<Waiting> RuleSet::awaited(const records::Written& written) const {
    std::vector<Waiting> found;
    const OfEntity* rules = of(written);
    if (rules != nullptr && written.kind == records::Kind::Update) rules->waits.find(written.diff, found);
    return found;
}

std::vector<Spring> RuleSet::timed(const records::Written& written) const {
    std::vector<Spring> found;
    const OfEntity* rules = of(written);
    if (rules == nullptr) return found;
    for (const auto& [field, springs] : rules->timedField) {
        const bool touched = written.kind != records::Kind::Update ||
                             std::ranges::find(written.diff, field, &history::ColumnDiff::column) != written.diff.end();
        if (touched) found.insert(found.end(), springs.begin(), springs.end());
    }
    return found;
}

bool RuleSet::wants(const records::Written& written) const {
    return !sprung(written).empty() || !timed(written).empty() || !awaited(written).empty();
}

}  // namespace kupets::automation
