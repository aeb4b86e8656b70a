#include "common/expr/ast.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace kupets::expr {
namespace {

const std::vector<Ast>* operandsOf(const Node::Content& content) {
    if (const auto* operation = std::get_if<Operation>(&content)) return &operation->operands;
    if (const auto* call = std::get_if<Call>(&content)) return &call->arguments;
    return nullptr;
}

bool sameList(const std::vector<Ast>& a, const std::vector<Ast>& b) { return std::ranges::equal(a, b, same); }

Ast joined(Operator op, std::vector<Ast> conditions, bool ofNone) {
    if (conditions.empty()) return boolean(ofNone);
    if (conditions.size() == 1) return std::move(conditions.front());
    return operation(op, std::move(conditions));
}

}  // namespace

Node::Node(Content content, std::uint32_t position) : content_(std::move(content)), position_(position) {
    const std::vector<Ast>* operands = operandsOf(content_);
    if (operands == nullptr) return;
    for (const Ast& operand : *operands) {
        depth_ = std::max(depth_, operand->depth() + 1);
        nodes_ += operand->nodes();
    }
}

Ast makeNode(Node::Content content, std::uint32_t position) {
    return std::make_shared<const Node>(std::move(content), position);
}

bool same(const Ast& a, const Ast& b) {
    if (a == b) return true;
    if (a->nodes() != b->nodes() || a->content().index() != b->content().index()) return false;
    if (const auto* literal = std::get_if<Literal>(&a->content())) {
        return literal->value == std::get<Literal>(b->content()).value;
    }
    if (const auto* path = std::get_if<Path>(&a->content())) return path->steps == std::get<Path>(b->content()).steps;
    if (const auto* left = std::get_if<Operation>(&a->content())) {
        const auto& right = std::get<Operation>(b->content());
        return left->op == right.op && sameList(left->operands, right.operands);
    }
    const auto& left = std::get<Call>(a->content());
    const auto& right = std::get<Call>(b->content());
    return left.function == right.function && sameList(left.arguments, right.arguments);
}

Ast field(std::string_view path) {
    Path steps;
    while (true) {
        const std::size_t dot = path.find('.');
        steps.steps.emplace_back(path.substr(0, dot));
        if (dot == std::string_view::npos) return makeNode(std::move(steps));
        path.remove_prefix(dot + 1);
    }
}

Ast text(std::string value) { return makeNode(Literal{std::move(value)}); }
Ast number(std::int64_t value) { return makeNode(Literal{value}); }
Ast number(Decimal value) {
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    // "5" is read as an integer, so it is one here too.
    if (value.scale() == 0 && value.units() >= kLeast && value.units() <= kMost) {
        return number(static_cast<std::int64_t>(value.units()));
    }
    return makeNode(Literal{value});
}
Ast boolean(bool value) { return makeNode(Literal{value}); }
Ast nothing() { return makeNode(Literal{Null{}}); }
Ast id(const Uuid& value) { return call(Function::Id, {text(value.text())}); }
Ast date(Date value) {
    const auto ymd = value.ymd();
    return call(Function::Date, {number(std::int64_t{static_cast<int>(ymd.year())}),
                                 number(std::int64_t{static_cast<unsigned>(ymd.month())}),
                                 number(std::int64_t{static_cast<unsigned>(ymd.day())})});
}
Ast call(Function function, std::vector<Ast> arguments) { return makeNode(Call{function, std::move(arguments)}); }
Ast operation(Operator op, std::vector<Ast> operands) {
    if (op == Operator::Negate) {
        // "-5" is read as a number.
        const auto* literal = std::get_if<Literal>(&operands.front()->content());
        const auto* whole = literal == nullptr ? nullptr : std::get_if<std::int64_t>(&literal->value);
        const auto* decimal = literal == nullptr ? nullptr : std::get_if<Decimal>(&literal->value);
        if (whole != nullptr && *whole > 0) return number(-*whole);
        if (decimal != nullptr && decimal->units() > 0) return number(decimal->negated());
    }
    return makeNode(Operation{op, std::move(operands)});
}

Ast all(std::vector<Ast> conditions) { return joined(Operator::And, std::move(conditions), true); }
Ast any(std::vector<Ast> conditions) { return joined(Operator::Or, std::move(conditions), false); }
Ast negation(Ast condition) { return operation(Operator::Not, {std::move(condition)}); }
Ast equals(Ast a, Ast b) { return operation(Operator::Equal, {std::move(a), std::move(b)}); }
Ast differs(Ast a, Ast b) { return operation(Operator::NotEqual, {std::move(a), std::move(b)}); }
Ast less(Ast a, Ast b) { return operation(Operator::Less, {std::move(a), std::move(b)}); }
Ast lessOrEqual(Ast a, Ast b) { return operation(Operator::LessOrEqual, {std::move(a), std::move(b)}); }
Ast greater(Ast a, Ast b) { return operation(Operator::Greater, {std::move(a), std::move(b)}); }
Ast greaterOrEqual(Ast a, Ast b) { return operation(Operator::GreaterOrEqual, {std::move(a), std::move(b)}); }

Ast oneOf(Ast value, std::vector<Ast> list) {
    if (list.empty()) return boolean(false);
    list.insert(list.begin(), std::move(value));
    return operation(Operator::In, std::move(list));
}
Ast contains(Ast value, std::string fragment) {
    return call(Function::Contains, {std::move(value), text(std::move(fragment))});
}
Ast startsWith(Ast value, std::string fragment) {
    return call(Function::StartsWith, {std::move(value), text(std::move(fragment))});
}
Ast isBlank(Ast value) { return call(Function::IsBlank, {std::move(value)}); }
Ast isFilled(Ast value) { return negation(isBlank(std::move(value))); }

}  // namespace kupets::expr
