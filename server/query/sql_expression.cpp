#include <utility>

#include <fmt/format.h>

#include "common/expr/arithmetic.h"
#include "server/query/sql_writer.h"
#include "server/schema/columns.h"

namespace kupets::query {
namespace {

using expr::AggregateKind;
using schema::ValueType;

std::string folding(AggregateKind kind, const std::string& value, bool text) {
    switch (kind) {
        case AggregateKind::Count:
            return fmt::format("count({})", value);
        case AggregateKind::Sum:
            return boundedNumber(fmt::format("COALESCE(sum({}), 0)", value));
        case AggregateKind::Average:
            return boundedNumber(fmt::format("round(avg(round({}, 80)), {})", value, expr::kQuotientDigits));
        case AggregateKind::Min:
            return fmt::format("min({}{})", value, text ? kByCodePoint : "");
        case AggregateKind::Max:
            return fmt::format("max({}{})", value, text ? kByCodePoint : "");
    }
    return value;
}

}  // namespace

bool isConstant(const expr::Typed& node) { return std::holds_alternative<expr::Constant>(node->content()); }

Sql SqlWriter::write(const expr::TypedNode& node) {
    const auto& content = node.content();
    if (const auto* constant = std::get_if<expr::Constant>(&content)) return literal(node.type(), constant->value);
    if (const auto* access = std::get_if<expr::FieldAccess>(&content))
        return names_->column(access->path, access->part);
    if (const auto* aggregation = std::get_if<expr::Aggregation>(&content)) return aggregate(*aggregation);
    const auto& application = std::get<expr::Application>(content);
    SqlOperands operands;
    for (const expr::Typed& operand : application.operands) {
        if (isWrittenByOperation(application, operands.size())) break;
        auto sql = write(*operand);
        if (!sql) return sql;
        operands.push_back(std::move(*sql));
    }
    return apply(application, operands);
}

std::string SqlWriter::parameter(std::string_view type) { return fmt::format("${}::{}", params_.size(), type); }

std::string SqlWriter::literal(ValueType type, const Value& value) {
    if (isNull(value)) return fmt::format("NULL::{}", sqlType(type));
    params_.add(kupets::toText(value));  // every type of constant has the form that PostgreSQL reads
    return parameter(sqlType(type));
}

Sql SqlWriter::aggregate(const expr::Aggregation& aggregation) {
    auto children = names_->children(aggregation.prefix, *aggregation.reverse);
    if (!children) return std::unexpected(std::move(children.error()));
    SqlNames* outer = std::exchange(names_, &(*children)->names());
    Sql value = aggregation.value == nullptr ? Sql("*") : write(*aggregation.value);
    Sql condition = aggregation.condition == nullptr ? Sql("") : write(*aggregation.condition);
    names_ = outer;
    if (!value) return value;
    if (!condition) return condition;
    auto from = (*children)->from();
    if (!from) return from;
    const bool text = aggregation.value != nullptr && aggregation.value->type() == ValueType::Text;
    return fmt::format("(SELECT {} {}{}{})", folding(aggregation.kind, *value, text), *from,
                       condition->empty() ? "" : " AND ", *condition);
}

Result<std::string> toSql(const expr::Typed& expression, SqlNames& names, db::Params& params,
                          const expr::EvaluationContext& context) {
    auto sql = SqlWriter(names, params, context).write(*expression);
    const bool computedText =
        expression->type() == ValueType::Text && expression->access() == nullptr && !isConstant(expression);
    if (sql && computedText) return fmt::format("({}{})", *sql, kRussian);
    return sql;
}

}  // namespace kupets::query
