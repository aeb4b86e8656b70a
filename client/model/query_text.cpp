#include "client/model/query_text.h"

#include "common/expr/ast.h"
#include "common/expr/print.h"

namespace kupets::model {

std::string filterEquals(std::string_view path, const Value& value) {
    const expr::Ast field = expr::field(path);
    if (const auto* id = std::get_if<Uuid>(&value)) return expr::print(expr::equals(field, expr::id(*id)));
    if (const auto* text = std::get_if<std::string>(&value)) return expr::print(expr::equals(field, expr::text(*text)));
    return expr::print(expr::isBlank(field));
}

std::string filterAnd(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return "(" + a + ") AND (" + b + ")";
}

}  // namespace kupets::model
