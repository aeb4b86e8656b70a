// Which fields of its own record an expression reads.
#pragma once

#include <set>

#include "common/expr/check.h"

namespace kupets::expr {

/// Stored fields of the entity itself, formulas followed; of a path its first. What is read of other records through
/// aggregates is not among them. Pure; the fields live as long as the schema.
std::set<const schema::Field*> ownFields(const Typed& expression);

/// It can be told from the record's own stored fields alone, so before the record is saved: no paths beyond it, no
/// aggregates, nothing that the server keeps.
bool readsOwnAlone(const Typed& expression);

}  // namespace kupets::expr
