#include "common/expr/checker.h"

#include <algorithm>

#include "common/expr/arithmetic.h"
#include "common/text/phone.h"

namespace kupets::expr {
namespace {

bool isMoment(const Typed& value) { return value->type() == ValueType::Date || value->type() == ValueType::Timestamp; }

Op comparisonOf(Operator op) {
    switch (op) {
        case Operator::Equal:
            return Op::Equal;
        case Operator::NotEqual:
            return Op::NotEqual;
        case Operator::Less:
            return Op::Less;
        case Operator::LessOrEqual:
            return Op::LessOrEqual;
        case Operator::Greater:
            return Op::Greater;
        case Operator::GreaterOrEqual:
            return Op::GreaterOrEqual;
        default:
            return Op::In;
    }
}

bool isOrdered(ValueType type) {
    switch (type) {
        case ValueType::Integer:
        case ValueType::Decimal:
        case ValueType::Text:
        case ValueType::Date:
        case ValueType::Timestamp:
            return true;
        default:
            return false;
    }
}

bool isComparable(ValueType type) {
    return isOrdered(type) || type == ValueType::Boolean || type == ValueType::Reference;
}

std::unexpected<Error> takenError(Error& error) { return std::unexpected(std::move(error)); }

}  // namespace

Result<Typed> Checker::node(const Ast& ast) {
    const Node::Content& content = ast->content();
    if (const auto* constant = std::get_if<Literal>(&content)) return literal(*constant);
    if (const auto* steps = std::get_if<Path>(&content)) return path(*steps, ast);
    if (const auto* operators = std::get_if<Operation>(&content)) return operation(*operators);
    return call(std::get<Call>(content), ast);
}

Result<Typed> Checker::literal(const Literal& literal) {
    const Value& value = literal.value;
    ValueType type = ValueType::Text;
    if (std::holds_alternative<bool>(value)) type = ValueType::Boolean;
    if (std::holds_alternative<std::int64_t>(value)) type = ValueType::Integer;
    if (std::holds_alternative<Decimal>(value)) type = ValueType::Decimal;
    return make(type, Constant{value});
}

Result<Typed> Checker::operation(const Operation& operation) {
    switch (operation.op) {
        case Operator::And:
        case Operator::Or:
        case Operator::Not: {
            Operands operands;
            for (const Ast& operand : operation.operands) {
                auto value = plain(operand);
                if (value) value = convert(std::move(*value), ValueType::Boolean, operand);
                if (!value) return value;
                operands.push_back(std::move(*value));
            }
            const Op op = operation.op == Operator::And ? Op::And : operation.op == Operator::Or ? Op::Or : Op::Not;
            return apply(ValueType::Boolean, op, std::move(operands));
        }
        case Operator::Join: {
            auto operands = texts(operation.operands);
            if (!operands) return takenError(operands.error());
            return apply(ValueType::Text, Op::Join, std::move(*operands));
        }
        case Operator::Negate:
        case Operator::Add:
        case Operator::Subtract:
        case Operator::Multiply:
        case Operator::Divide:
            return arithmetic(operation);
        default:
            return comparison(operation);
    }
}

Result<Typed> Checker::comparison(const Operation& operation) {
    auto values = plainAll(operation.operands);
    const schema::Entity* target = nullptr;
    if (values) values = unify(std::move(*values), operation.operands, target);
    if (!values) return takenError(values.error());
    const ValueType type = values->front()->type();
    const bool equality =
        operation.op == Operator::Equal || operation.op == Operator::NotEqual || operation.op == Operator::In;
    if (!(equality ? isComparable(type) : isOrdered(type))) {
        return wrongType(values->front(), equality ? "single value" : "number, text or date",
                         operation.operands.front());
    }
    return apply(ValueType::Boolean, comparisonOf(operation.op), std::move(*values));
}

Result<Typed> Checker::arithmetic(const Operation& operation) {
    auto values = plainAll(operation.operands);
    if (!values) return takenError(values.error());
    const Arguments& at = operation.operands;
    if (operation.op == Operator::Add || operation.op == Operator::Subtract) {
        // A number of days may stand on either side of "+", behind "-" only.
        const bool writtenDate = operation.op == Operator::Subtract && textConstant((*values)[0]) != nullptr;
        if (isMoment((*values)[0]) || (writtenDate && isMoment((*values)[1])))
            return difference((*values)[0], (*values)[1], operation);
        if (isMoment((*values)[1]) && operation.op == Operator::Add) {
            return difference((*values)[1], (*values)[0], Operation{operation.op, {at[1], at[0]}});
        }
    }
    for (std::size_t i = 0; i < values->size(); ++i) {
        auto value = convert(std::move((*values)[i]), ValueType::Decimal, at[i]);
        if (!value) return value;
        (*values)[i] = std::move(*value);
    }
    switch (operation.op) {
        case Operator::Negate:
            return apply(ValueType::Decimal, Op::Negate, std::move(*values));
        case Operator::Add:
            return apply(ValueType::Decimal, Op::Add, std::move(*values));
        case Operator::Subtract:
            return apply(ValueType::Decimal, Op::Subtract, std::move(*values));
        case Operator::Multiply:
            return apply(ValueType::Decimal, Op::Multiply, std::move(*values));
        default:
            return apply(ValueType::Decimal, Op::Divide, std::move(*values));
    }
}

/// date ± days, date - date.
Result<Typed> Checker::difference(Typed a, Typed b, const Operation& operation) {
    if (isMoment(b) || (operation.op == Operator::Subtract && textConstant(b) != nullptr)) {
        if (operation.op == Operator::Add) return wrongType(b, "number of days", operation.operands[1]);
        const schema::Entity* none = nullptr;
        auto both = unify({std::move(a), std::move(b)}, operation.operands, none);
        if (!both) return takenError(both.error());
        if (both->front()->type() == ValueType::Date) {
            return apply(ValueType::Integer, Op::DaysBetween, std::move(*both));
        }
        return apply(ValueType::Decimal, Op::TimeBetween, std::move(*both));
    }
    auto days = convert(std::move(b), ValueType::Decimal, operation.operands[1]);
    if (days && operation.op == Operator::Subtract) days = apply(ValueType::Decimal, Op::Negate, {std::move(*days)});
    if (!days) return days;
    const ValueType type = a->type();
    return apply(type, type == ValueType::Date ? Op::AddDays : Op::AddTime, {std::move(a), std::move(*days)});
}

Result<Typed> Checker::call(const Call& call, const Ast& at) {
    switch (call.function) {
        case Function::If:
        case Function::Coalesce:
            return conditional(call);
        case Function::IsBlank: {
            auto value = plain(call.arguments.front());
            return value ? apply(ValueType::Boolean, Op::IsBlank, {std::move(*value)}) : value;
        }
        case Function::Sum:
            return aggregate(AggregateKind::Sum, call, at);
        case Function::Count:
            return aggregate(AggregateKind::Count, call, at);
        case Function::Average:
            return aggregate(AggregateKind::Average, call, at);
        case Function::Min:
        case Function::Max:
            return extreme(call, at);
        case Function::Abs: {
            auto value = converted(call.arguments, {ValueType::Decimal});
            if (!value) return takenError(value.error());
            return apply(ValueType::Decimal, Op::Absolute, std::move(*value));
        }
        case Function::Round:
            return round(call);
        case Function::Contains:
        case Function::StartsWith:
            return search(call);
        case Function::Has:
            return has(call);
        case Function::Today:
            return apply(ValueType::Date, Op::Today, {});
        case Function::Now:
            return apply(ValueType::Timestamp, Op::Now, {});
        case Function::Me:
            return apply(ValueType::Reference, Op::Me, {});
        case Function::MyDepartment:
            return apply(ValueType::Reference, Op::MyDepartment, {});
        case Function::Id:
            return identifier(call);
        case Function::Year:
        case Function::Month:
        case Function::Day:
        case Function::Hour:
        case Function::Minute:
        case Function::Date:
        case Function::Days:
        case Function::WorkDays:
        case Function::EDate:
        case Function::Weekday:
            return dateCall(call, at);
        default:
            return textCall(call);
    }
}

Result<Typed> Checker::textCall(const Call& call) {
    const auto typed = [&](ValueType type, Op op, std::initializer_list<ValueType> wanted) -> Result<Typed> {
        auto operands = converted(call.arguments, wanted);
        if (!operands) return takenError(operands.error());
        return apply(type, op, std::move(*operands));
    };
    constexpr ValueType kText = ValueType::Text;
    constexpr ValueType kNumber = ValueType::Decimal;
    switch (call.function) {
        case Function::Len:
            return typed(ValueType::Integer, Op::Length, {kText});
        case Function::Left:
            return typed(kText, Op::Left, {kText, kNumber});
        case Function::Right:
            return typed(kText, Op::Right, {kText, kNumber});
        case Function::Mid:
            return typed(kText, Op::Middle, {kText, kNumber, kNumber});
        case Function::Upper:
            return typed(kText, Op::Upper, {kText});
        case Function::Lower:
            return typed(kText, Op::Lower, {kText});
        case Function::Trim:
            return typed(kText, Op::Trim, {kText});
        case Function::Substitute:
            return typed(kText, Op::Substitute, {kText, kText, kText});
        default:
            break;
    }
    auto operands = texts(call.arguments);
    if (!operands) return takenError(operands.error());
    return apply(kText, Op::Concat, std::move(*operands));
}

Result<Typed> Checker::search(const Call& call) {
    const Ast& where = call.arguments[0];
    auto haystack = node(where);
    if (!haystack) return haystack;
    auto needle = node(call.arguments[1]);
    if (needle) needle = asText(std::move(*needle), call.arguments[1]);
    if (!needle) return needle;
    const bool contains = call.function == Function::Contains;
    if (contains && (*haystack)->type() == ValueType::Texts) {
        const FieldAccess* list = (*haystack)->access();
        const std::string* typed = textConstant(*needle);
        if (list != nullptr && typed != nullptr && list->path.back()->type() == v1::PHONES) {
            // Numbers are kept as +79161234567 and typed in every other way.
            const std::string digits = text::phoneSearchDigits(*typed);
            if (!digits.empty()) needle = make(ValueType::Text, Constant{digits});
        }
        haystack = apply(ValueType::Text, Op::Lines, {std::move(*haystack)});
    } else {
        haystack = asText(std::move(*haystack), where);
    }
    if (!haystack || !needle) return haystack ? needle : haystack;
    return apply(ValueType::Boolean, contains ? Op::Contains : Op::StartsWith,
                 {std::move(*haystack), std::move(*needle)});
}

Result<Typed> Checker::has(const Call& call) {
    auto list = plain(call.arguments[0]);
    if (!list) return list;
    const bool references = (*list)->type() == ValueType::References;
    if (!references && (*list)->type() != ValueType::Texts) {
        return wrongType(*list, "list", call.arguments[0]);
    }
    auto item = plain(call.arguments[1]);
    if (item)
        item = references ? convert(std::move(*item), ValueType::Reference, call.arguments[1])
                          : asText(std::move(*item), call.arguments[1]);
    if (!item) return item;
    const schema::Entity* target = (*item)->target();
    if (target != nullptr && (*list)->target() != nullptr && target != (*list)->target()) {
        return wrongType(*item, "reference " + (*list)->target()->name(), call.arguments[1]);
    }
    return apply(ValueType::Boolean, Op::Has, {std::move(*list), std::move(*item)});
}

Result<Typed> Checker::conditional(const Call& call) {
    const bool choice = call.function == Function::If;
    Arguments branches(call.arguments.begin() + (choice ? 1 : 0), call.arguments.end());
    if (choice && branches.size() == 1) branches.push_back(nothing());
    Operands operands;
    if (choice) {
        auto condition = plain(call.arguments.front());
        if (condition) condition = convert(std::move(*condition), ValueType::Boolean, call.arguments.front());
        if (!condition) return condition;
        operands.push_back(std::move(*condition));
    }
    auto values = plainAll(branches);
    const schema::Entity* target = nullptr;
    if (values) values = unify(std::move(*values), branches, target);
    if (!values) return takenError(values.error());
    const ValueType type = values->front()->type();
    std::ranges::move(*values, std::back_inserter(operands));
    return apply(type, choice ? Op::If : Op::Coalesce, std::move(operands), target);
}

Result<Typed> Checker::round(const Call& call) {
    auto value = plain(call.arguments.front());
    if (value) value = convert(std::move(*value), ValueType::Decimal, call.arguments.front());
    if (!value) return value;
    std::int64_t digits = 0;
    if (call.arguments.size() == 2) {
        const auto* literal = std::get_if<Literal>(&call.arguments[1]->content());
        const auto* whole = literal == nullptr ? nullptr : std::get_if<std::int64_t>(&literal->value);
        if (whole == nullptr || *whole < kLeastRound || *whole > Decimal::kMaxScale) {
            return wrongType("expression", "whole number from -20 to 18", call.arguments[1]);
        }
        digits = *whole;
    }
    auto places = make(ValueType::Integer, Constant{digits});
    return apply(ValueType::Decimal, Op::Round, {std::move(*value), std::move(*places)});
}

Result<Typed> Checker::extreme(const Call& call, const Ast& at) {
    const bool least = call.function == Function::Min;
    if (isAggregate(call)) return aggregate(least ? AggregateKind::Min : AggregateKind::Max, call, at);
    if (call.arguments.size() < 2) return wrongType("single value", "path to child records, or two values", at);
    auto values = plainAll(call.arguments);
    const schema::Entity* none = nullptr;
    if (values) values = unify(std::move(*values), call.arguments, none);
    if (!values) return takenError(values.error());
    const ValueType type = values->front()->type();
    if (!isOrdered(type)) return wrongType(values->front(), "number, text or date", call.arguments.front());
    return apply(type, least ? Op::Least : Op::Greatest, std::move(*values));
}

Result<Typed> Checker::dateCall(const Call& call, const Ast& at) {
    if (call.function == Function::Date) return makeDate(call, at);
    const auto typed = [&](ValueType type, Op op, std::initializer_list<ValueType> wanted) -> Result<Typed> {
        auto operands = converted(call.arguments, wanted);
        if (!operands) return takenError(operands.error());
        return apply(type, op, std::move(*operands));
    };
    constexpr ValueType kDate = ValueType::Date;
    switch (call.function) {
        case Function::Year:
            return typed(ValueType::Integer, Op::Year, {kDate});
        case Function::Month:
            return typed(ValueType::Integer, Op::Month, {kDate});
        case Function::Day:
            return typed(ValueType::Integer, Op::Day, {kDate});
        case Function::Weekday:
            return typed(ValueType::Integer, Op::Weekday, {kDate});
        case Function::Days:
            return typed(ValueType::Integer, Op::DaysBetween, {kDate, kDate});
        case Function::WorkDays:
            return typed(ValueType::Integer, Op::WorkDaysBetween, {kDate, kDate});
        case Function::Hour:
            return typed(ValueType::Integer, Op::Hour, {ValueType::Timestamp});
        case Function::Minute:
            return typed(ValueType::Integer, Op::Minute, {ValueType::Timestamp});
        default:
            return typed(kDate, Op::AddMonths, {kDate, ValueType::Decimal});
    }
}

/// DATE(2026, 11, 21), and DATE(created_at): the day of a moment.
Result<Typed> Checker::makeDate(const Call& call, const Ast& at) {
    if (call.arguments.size() == 1) {
        auto value = plain(call.arguments.front());
        return value ? asDate(std::move(*value), call.arguments.front()) : value;
    }
    if (call.arguments.size() != 3) {
        return fail(ErrorCode::WrongArgumentCount,
                    {"DATE", std::to_string(call.arguments.size()), "3", std::to_string(at->position())});
    }
    constexpr ValueType kNumber = ValueType::Decimal;
    auto operands = converted(call.arguments, {kNumber, kNumber, kNumber});
    if (!operands) return takenError(operands.error());
    return apply(ValueType::Date, Op::MakeDate, std::move(*operands));
}

Result<Typed> Checker::identifier(const Call& call) {
    const Ast& argument = call.arguments.front();
    const auto* literal = std::get_if<Literal>(&argument->content());
    const auto* written = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
    if (written == nullptr) return wrongType("expression", "identifier in quotes", argument);
    const auto id = Uuid::parse(*written);
    if (!id) return fail(ErrorCode::InvalidValue, {*written, "identifier", std::to_string(argument->position())});
    return make(ValueType::Reference, Constant{*id});
}

}  // namespace kupets::expr
