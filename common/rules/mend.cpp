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
    FieldValues standard = record;
    for (auto& [field, value] : standard) {
        if (isBlank(value)) continue;
        if (auto normal = normalise(*field, value)) value = std::move(*normal);
    }
    partForms(standard, [](const Field&) { return false; });
    FieldValues changes;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const bool bothBlank = isBlank(record[i].second) && isBlank(standard[i].second);
        if (!bothBlank && standard[i].second != record[i].second) changes.push_back(std::move(standard[i]));
    }
    return changes;
}

}  // namespace kupets::rules
