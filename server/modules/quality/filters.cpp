#include "server/modules/quality/filters.h"

#include <algorithm>

#include "common/expr/print.h"
#include "common/expr/reads.h"

namespace kupets::quality {
namespace {

/// The children that tell when somebody was spoken to: what stands in the chronology and is no plan.
const schema::Reverse* talksOf(const schema::Entity& entity) {
    for (const schema::Reverse& reverse : entity.reverses()) {
        const v1::EntityDef& child = reverse.child->def();
        if (!child.has_timeline() || !child.timeline().plan_field().empty()) continue;
        if (reverse.child->field(child.timeline().moment()) == nullptr) continue;
        if (std::ranges::find(child.timeline().about(), reverse.field->name()) != child.timeline().about().end())
            return &reverse;
    }
    return nullptr;
}

}  // namespace

std::string both(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a.empty() ? b : a;
    return "(" + a + ") AND (" + b + ")";
}

std::string blank(const schema::Field& field) { return expr::print(expr::isBlank(expr::field(field.name()))); }

bool isFillable(const schema::Field& field, const access::AccessScope& scope) {
    return field.isStored() && !field.system && !field.def.read_only() && field.type() != v1::AUTO_NUMBER &&
           field.type() != v1::BOOLEAN && scope.canRead(field);
}

std::string broken(const v1::CheckDef& check) { return "NOT(COALESCE(" + check.condition() + ", FALSE))"; }

std::vector<const v1::CheckDef*> checksOf(const schema::Entity& entity, const access::AccessScope& scope) {
    std::vector<const v1::CheckDef*> checks;
    for (const v1::CheckDef& check : entity.def().checks()) {
        if (check.severity() == v1::SEVERITY_OFF) continue;
        const auto typed = expr::compile(check.condition(), entity, schema::ValueType::Boolean);
        if (!typed) continue;
        const auto fields = expr::ownFields(*typed);
        if (std::ranges::all_of(fields, [&](const schema::Field* field) { return scope.canRead(*field); }))
            checks.push_back(&check);
    }
    return checks;
}

std::string incomplete(const schema::Entity& entity, const access::AccessScope& scope) {
    std::vector<std::string> gaps;
    for (const v1::CheckDef* check : checksOf(entity, scope)) gaps.push_back(broken(*check));
    for (const auto& field : entity.fields()) {
        if (field->def.required() && isFillable(*field, scope)) gaps.push_back(blank(*field));
    }
    if (gaps.size() < 2) return gaps.empty() ? std::string() : gaps.front();
    std::string out = "OR(";
    for (std::size_t i = 0; i < gaps.size(); ++i) out += (i > 0 ? ", " : "") + gaps[i];
    return out + ")";
}

std::string stale(const schema::Entity& entity, unsigned days) {
    const std::string since = "TODAY() - " + std::to_string(days);
    const std::string changed = "updated_at >= " + since;
    const schema::Reverse* talks = talksOf(entity);
    if (talks == nullptr) return "NOT(COALESCE(" + changed + ", FALSE))";
    const std::string& moment = talks->child->def().timeline().moment();
    return "NOT(COALESCE(OR(" + changed + ", MAX(" + talks->name + "." + moment + ", " + moment +
           " <= NOW()) >= " + since + "), FALSE))";
}

}  // namespace kupets::quality
