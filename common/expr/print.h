// Tree → text. parse(print(ast)) is the same tree, in either language.
#pragma once

#include <string>

#include "common/expr/ast.h"
#include "common/expr/functions.h"

namespace kupets::expr {

/// The canonical text: words in capitals, one space around operators, brackets only where they matter. English
/// separates arguments by a comma, Russian by a semicolon.
std::string print(const Ast& ast, Language language = Language::English);

}  // namespace kupets::expr
