// Filters as our models write them, by the builders of the expression language: never by gluing typed text.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "common/base/value.h"
#include "common/expr/ast.h"
#include "common/schema/snapshot.h"

namespace kupets::model {

/// `path` = `value`; a null value: the path is empty. Of texts, ids, numbers, dates, yes and no. "=expression" is one
/// too.
std::string filterEquals(std::string_view path, const Value& value);
/// Both; either may be empty.
std::string filterAnd(const std::string& a, const std::string& b);
/// One of them at least; either may be empty, which says nothing.
std::string filterOr(const std::string& a, const std::string& b);
/// Entities whose records the expression reads, its own left out: by references and by lists of children.
std::set<std::string> entitiesRead(const expr::Ast& ast, const schema::Entity& entity);

}  // namespace kupets::model
