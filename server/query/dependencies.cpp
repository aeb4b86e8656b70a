#include "server/query/dependencies.h"

#include <algorithm>

namespace kupets::query {

void Dependencies::field(const schema::Field& field) {
    // Formulas read other fields, and the system's own fields change with every update without being named by it.
    const bool named = field.isStored() && !field.system;
    const bool fixed = field.name() == "id" || field.name() == "created_at" || field.name() == "created_by";
    if (!named && !fixed) return all(*field.owner);
    fields_[field.owner->name()].insert(field.name());
}

bool Dependencies::touchedBy(const std::string& entity,
                             const std::optional<std::span<const std::string>>& updated) const {
    if (whole_.contains(entity)) return true;
    const auto found = fields_.find(entity);
    if (found == fields_.end()) return false;
    if (!updated) return true;
    return std::ranges::any_of(*updated, [&](const std::string& name) { return found->second.contains(name); });
}

}  // namespace kupets::query
