// Random expressions of a wanted type over an entity; nearly all of them check.
#pragma once

#include <string>
#include <vector>

#include "common/expr/ast.h"
#include "common/expr/check.h"
#include "tests/server/query/random_schema.h"

namespace kupets::tests {

class RandomExpressions {
public:
    RandomExpressions(Random& random, const schema::Entity& entity) : random_(random), entity_(entity) {}

    /// Boolean, Integer or Decimal (a number), Text, Date, Timestamp or Reference.
    expr::Ast make(schema::ValueType type, int depth);

private:
    using Type = schema::ValueType;

    /// Fields of this type, up to two references away; an empty text when there is none.
    std::string path(Type type, const schema::Entity* target = nullptr);
    expr::Ast leaf(Type type);
    expr::Ast literal(Type type);
    expr::Ast boolean(int depth);
    expr::Ast comparison(int depth);
    expr::Ast number(int depth);
    expr::Ast text(int depth);
    expr::Ast date(int depth);
    expr::Ast moment(int depth);
    expr::Ast choice(Type type, int depth);
    expr::Ast aggregate(Type type, int depth);
    expr::Ast anything(int depth);
    expr::Ast call(expr::Function function, std::vector<expr::Ast> arguments) {
        return expr::call(function, std::move(arguments));
    }

    Random& random_;
    const schema::Entity& entity_;
};

}  // namespace kupets::tests
