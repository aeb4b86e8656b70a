// Field paths across references ("company.owner.name"), resolved against the schema.
#pragma once

#include <vector>

#include "client/data/language.h"
#include "common/schema/snapshot.h"

namespace kupets::data {

struct ResolvedPath {
    std::vector<const schema::Field*> steps;  // empty when the path is not known (or is an "=expression")
    const schema::Field* field() const { return steps.empty() ? nullptr : steps.back(); }
    bool isOwn() const { return steps.size() == 1; }
};

ResolvedPath resolve(const schema::Entity& entity, std::string_view path);
/// "Компания · Ответственный"; the expression itself for "=expression".
QString pathLabel(const schema::Entity& entity, std::string_view path, Language language);
/// Entities whose records the path walks through, its own left out: a change of one of these changes what is shown.
std::vector<std::string> entitiesOnPath(const schema::Entity& entity, std::string_view path);
/// "Сделка", in the words of the schema; the bare name when the entity is not known.
QString entityLabel(const schema::Snapshot* schema, std::string_view entity, Language language);
QString entityPlural(const schema::Snapshot* schema, std::string_view entity, Language language);

}  // namespace kupets::data
