#include <algorithm>

#include "server/automation/rule.h"
#include "server/records/gate.h"

namespace kupets::automation {

namespace {

using Kind = v1::RuleTrigger;

/// Whether the change of the trigger's field is the one that it waits for.
bool fits(const v1::RuleTrigger& trigger, const history::ColumnDiff& column) {
    if (trigger.kind() == Kind::ENTERED) return column.after == trigger.value();
    if (trigger.kind() == Kind::LEFT) return column.before == trigger.value();
    return true;
}

void add(std::vector<Spring>& found, const Spring& spring) {
    // One trigger of a rule sets it off once, whatever else it waits for.
    const auto same = [&](const Spring& one) { return one.rule == spring.rule; };
    if (std::ranges::none_of(found, same)) found.push_back(spring);
}

}  // namespace

RuleSet::RuleSet(schema::CatalogPtr catalog, std::vector<RulePtr> rules)
    : catalog_(std::move(catalog)), rules_(std::move(rules)) {
    for (const RulePtr& rule : rules_) {
        byId_[rule->id] = rule;
        for (int i = 0; i < rule->def.triggers_size(); ++i) index({rule.get(), static_cast<std::uint32_t>(i)});
    }
}

void RuleSet::index(const Spring& spring) {
    OfEntity& of = byEntity_[spring.rule->entity->name()];
    const v1::RuleTrigger& trigger = spring.def();
    switch (trigger.kind()) {
        case Kind::CREATED:
            of.created.push_back(spring);
            break;
        case Kind::CHANGED:
            if (trigger.fields().empty()) of.changed.push_back(spring);
            for (const std::string& field : trigger.fields()) of.byField[field].push_back(spring);
            break;
        case Kind::ENTERED:
            of.created.push_back(spring);
            of.byField[trigger.fields(0)].push_back(spring);
            break;
        case Kind::LEFT:
            of.byField[trigger.fields(0)].push_back(spring);
            break;
        case Kind::AT:
            of.timedField[trigger.fields(0)].push_back(spring);
            timed_.push_back(spring);
            break;
        default:
            break;
    }
}

RulePtr RuleSet::find(const Uuid& id) const {
    const auto found = byId_.find(id);
    return found == byId_.end() ? nullptr : found->second;
}

std::vector<Spring> RuleSet::sprung(const records::Written& written) const {
    std::vector<Spring> found;
    const auto of = byEntity_.find(written.entity->name());
    if (of == byEntity_.end()) return found;
    if (written.kind == records::Kind::Delete) return found;
    if (written.kind == records::Kind::Create) {
        for (const Spring& spring : of->second.created) add(found, spring);
        return found;
    }
    for (const Spring& spring : of->second.changed) add(found, spring);
    for (const history::ColumnDiff& column : written.diff) {
        const auto springs = of->second.byField.find(column.column);
        if (springs == of->second.byField.end()) continue;
        for (const Spring& spring : springs->second)
            if (fits(spring.def(), column)) add(found, spring);
    }
    return found;
}

std::vector<Spring> RuleSet::timed(const records::Written& written) const {
    std::vector<Spring> found;
    const auto of = byEntity_.find(written.entity->name());
    if (of == byEntity_.end()) return found;
    for (const auto& [field, springs] : of->second.timedField) {
        const bool touched = written.kind != records::Kind::Update ||
                             std::ranges::find(written.diff, field, &history::ColumnDiff::column) != written.diff.end();
        if (touched) found.insert(found.end(), springs.begin(), springs.end());
    }
    return found;
}

bool RuleSet::wants(const records::Written& written) const {
    return byEntity_.contains(written.entity->name()) && (!sprung(written).empty() || !timed(written).empty());
}

}  // namespace kupets::automation
