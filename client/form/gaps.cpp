#include "client/form/gaps.h"

#include <algorithm>

#include "common/expr/reads.h"

namespace kupets::form {
namespace {

class DraftRecord final : public expr::Record {
public:
    explicit DraftRecord(const Draft& draft) : draft_(draft) {}
    Value value(const schema::Field& field) const override { return draft_.value(field.name()); }
    const expr::Record* follow(const schema::Field&) const override { return nullptr; }
    std::vector<const expr::Record*> children(const schema::Reverse&) const override { return {}; }

private:
    const Draft& draft_;
};

}  // namespace

std::map<std::string, const v1::CheckDef*> gaps(const Draft& draft, const std::string& role,
                                                const expr::EvaluationContext& context) {
    std::map<std::string, const v1::CheckDef*> found;
    const DraftRecord record(draft);
    for (const v1::CheckDef& check : draft.entity().def().checks()) {
        if (check.severity() == v1::SEVERITY_OFF || found.contains(check.field())) continue;
        const auto& roles = check.roles();
        if (!roles.empty() && std::ranges::find(roles, role) == roles.end()) continue;
        const auto typed = expr::compile(check.condition(), draft.entity(), schema::ValueType::Boolean);
        if (!typed || !expr::readsOwnAlone(*typed) || expr::holds(*typed, record, context)) continue;
        found.emplace(check.field(), &check);
    }
    return found;
}

}  // namespace kupets::form
