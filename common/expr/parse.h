// Text → tree. The grammar is in docs/expressions.md.
#pragma once

#include <string_view>

#include "common/base/error.h"
#include "common/expr/ast.h"

namespace kupets::expr {

/// Errors: Syntax {position in characters from 0, what is expected}, UnknownFunction {name, position},
/// WrongArgumentCount {function, found, expected, position}, InvalidValue {value, expected, position} for a number that
/// is too long, LimitExceeded {"characters" | "depth" | "nodes", limit}.
Result<Ast> parse(std::string_view utf8);

}  // namespace kupets::expr
