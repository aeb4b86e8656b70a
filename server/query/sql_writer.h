// How sql_expression.cpp and sql_operators.cpp share the work of one expression: the first walks it and opens
// subqueries for aggregates, the second knows the SQL of each operator and function.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/query/sql_expression.h"

namespace kupets::query {

using Sql = Result<std::string>;
using SqlOperands = std::vector<std::string>;

// Computed texts are compared by code point, as in memory; what is folded or capitalised follows Russian rules.
inline constexpr std::string_view kByCodePoint = R"( COLLATE "C")";
inline constexpr std::string_view kRussian = R"( COLLATE "ru-RU-x-icu")";

bool isConstant(const expr::Typed& node);
/// NULL where the number has more whole digits than ours have.
std::string boundedNumber(std::string_view x);

/// Lives as long as one call of toSql.
class SqlWriter {
public:
    SqlWriter(SqlNames& names, db::Params& params, const expr::EvaluationContext& context)
        : names_(&names), params_(params), context_(context) {}

    Sql write(const expr::TypedNode& node);

private:
    std::string parameter(std::string_view type);
    std::string literal(schema::ValueType type, const Value& value);
    Sql aggregate(const expr::Aggregation& aggregation);

    /// Operands at the end that are constants and that their operation writes in a way of its own.
    static bool isWrittenByOperation(const expr::Application& application, std::size_t index);
    Sql apply(const expr::Application& application, const SqlOperands& x);
    /// The context's values become one parameter each, however often they stand in the expression.
    template <typename Add>
    std::string shared(expr::Op op, std::string_view type, Add add);
    std::string today();
    std::string now();
    std::string me();
    std::string myDepartment();
    /// The zone's offset as an interval.
    std::string offset();
    std::string local(std::string_view moment);
    Sql toText(schema::ValueType type, const std::string& x);
    /// What is looked for, folded here when it is known: once instead of once a row.
    std::string needle(const expr::Application& application, const SqlOperands& x);

    SqlNames* names_;
    db::Params& params_;
    const expr::EvaluationContext& context_;
    std::map<expr::Op, std::string> shared_;
};

}  // namespace kupets::query
