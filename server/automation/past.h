// Records as they were, on the way back from today.
#pragma once

#include <map>
#include <set>

#include "common/expr/evaluate.h"
#include "server/automation/rule.h"
#include "server/history/diff.h"

namespace kupets::automation {

/// Some own fields of one record.
class PastRecord final : public expr::Record {
public:
    std::map<const schema::Field*, Value> values;
    Uuid id;

    Value value(const schema::Field& field) const override {
        if (field.name() == "id") return id;
        const auto found = values.find(&field);
        return found == values.end() ? Value(Null{}) : found->second;
    }
    const Record* follow(const schema::Field&) const override { return nullptr; }
    std::vector<const Record*> children(const schema::Reverse&) const override { return {}; }
    /// Takes a change back. Fields that are not kept here stay unknown.
    void takeBack(const std::vector<history::FieldChange>& changes) {
        for (const history::FieldChange& change : changes) values[change.field] = change.before;
    }
};

/// The rule's own fields that tell whether it is set off: those of its triggers, of `was` and of its condition.
std::set<const schema::Field*> fieldsToKnow(const Rule& rule, const expr::Typed& condition);

}  // namespace kupets::automation
