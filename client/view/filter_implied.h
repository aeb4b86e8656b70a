// What a record must have to stand in a filtered list: the values of its conditions that leave no choice. For new
// records that begin there. Pure.
#pragma once

#include <map>

#include "client/data/record.h"
#include "client/view/filter_conditions.h"

namespace kupets::view::filter {

/// Who asks, for "is me" and "my department".
struct Asker {
    Uuid id;
    std::string name;
    Uuid department;
};

/// By field; only the entity's own fields, and only where all conditions have to hold.
std::map<std::string, data::Cell> impliedValues(const Part& root, const schema::Entity& entity, const Asker& asker);

}  // namespace kupets::view::filter
