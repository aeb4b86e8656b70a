#include "common/rules/mend.h"

#include <algorithm>

#include "common/rules/values.h"

namespace kupets::rules {
namespace {

using schema::Field;

bool isMendable(const Field& field) {
    if (!field.isStored() || field.system) return false;
    return hasStandard(field) || field.type() == v1::PHONES || field.type() == v1::EMAILS || field.type() == v1::URL;
}

}  // namespace

std::vector<const Field*> fieldsWithStandard(const schema::Entity& entity,
                                             const std::function<bool(const Field&)>& mayWrite) {
    std::vector<const Field*> fields;
    for (const auto& field : entity.fields()) {
        if (isMendable(*field) && !field->def.read_only() && mayWrite(*field)) fields.push_back(field.get());
    }
    return fields;
}

FieldValues mended(const FieldValues& record) {
    FieldValues standard;
    for (const auto& [field, value] : record) {
        if (isBlank(value)) {
            standard.emplace_back(field, value);
        } else if (auto normal = normalise(*field, value)) {
            standard.emplace_back(field, std::move(*normal));
        }  // what is wrong is left to people as a whole
    }
    partForms(standard, [](const Field&) { return false; });
    FieldValues changes;
    for (auto& [field, value] : standard) {
        const auto before = std::ranges::find(record, field, &FieldValues::value_type::first);
        if (before == record.end() || (isBlank(before->second) && isBlank(value))) continue;
        if (before->second != value) changes.emplace_back(field, std::move(value));
    }
    return changes;
}

}  // namespace kupets::rules
