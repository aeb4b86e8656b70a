#include "common/expr/evaluator.h"

#include <algorithm>
#include <optional>

#include "common/expr/arithmetic.h"

namespace kupets::expr {
namespace {

template <typename T>
int order(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

/// Three-valued truth.
std::optional<bool> truth(const Value& value) {
    const bool* known = std::get_if<bool>(&value);
    return known == nullptr ? std::nullopt : std::optional(*known);
}

bool isBlankValue(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
    if (const auto* texts = std::get_if<Texts>(&value)) return texts->empty();
    if (const auto* ids = std::get_if<Ids>(&value)) return ids->empty();
    return isNull(value);
}

Value fromDecimal(const MaybeDecimal& value) { return value ? Value(*value) : Value(Null{}); }

bool toleratesNull(Op op) {
    return op == Op::IsBlank || op == Op::Coalesce || op == Op::Concat || op == Op::Least || op == Op::Greatest ||
           op == Op::In || op == Op::Has;
}

Value membership(const std::vector<Value>& values) {
    if (isNull(values.front())) return Null{};
    bool unknown = false;
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (isNull(values[i])) {
            unknown = true;
        } else if (compareValues(values.front(), values[i]) == 0) {
            return true;
        }
    }
    return unknown ? Value(Null{}) : Value(false);
}

Value extreme(const std::vector<Value>& values, int wanted) {
    Value best;
    for (const Value& value : values) {
        if (isNull(value)) continue;
        if (isNull(best) || compareValues(value, best) * wanted > 0) best = value;
    }
    return best;
}

/// As SQL's "item = ANY (list)": nothing is in an empty list, not even the unknown.
template <typename List>
Value has(const List& list, const Value& item) {
    if (list.empty()) return false;
    const auto* wanted = std::get_if<typename List::value_type>(&item);
    return wanted == nullptr ? Value(Null{}) : Value(std::ranges::find(list, *wanted) != list.end());
}

Value has(const Value& list, const Value& item) {
    if (const auto* texts = std::get_if<Texts>(&list)) return has(*texts, item);
    if (const auto* ids = std::get_if<Ids>(&list)) return has(*ids, item);
    return Null{};
}

}  // namespace

int compareValues(const Value& a, const Value& b) {
    if (a.index() != b.index()) return order(a.index(), b.index());
    return std::visit(
        [&b]<typename T>(const T& left) -> int {
            const T& right = std::get<T>(b);
            if constexpr (std::is_same_v<T, std::string>) {
                return left.compare(right);
            } else if constexpr (std::is_same_v<T, Decimal> || std::is_same_v<T, bool> ||
                                 std::is_same_v<T, std::int64_t> || std::is_same_v<T, Date> ||
                                 std::is_same_v<T, Timestamp> || std::is_same_v<T, Uuid> ||
                                 std::is_same_v<T, Duration>) {
                return order(left, right);
            } else {
                return left == right ? 0 : 1;
            }
        },
        a);
}

Value Evaluator::run(const TypedNode& node, const Record& record) const {
    const TypedNode::Content& content = node.content();
    if (const auto* constant = std::get_if<Constant>(&content)) return constant->value;
    if (const auto* access = std::get_if<FieldAccess>(&content)) return read(*access, node.type(), record);
    if (const auto* aggregation = std::get_if<Aggregation>(&content)) return aggregate(*aggregation, record);
    return apply(std::get<Application>(content), record);
}

Value Evaluator::read(const FieldAccess& access, ValueType type, const Record& record) {
    const Record* at = &record;
    for (std::size_t i = 0; i + 1 < access.path.size(); ++i) {
        at = at->follow(*access.path[i]);
        if (at == nullptr) return Null{};
    }
    Value value = at->value(*access.path.back());
    if (const auto* money = std::get_if<Money>(&value); money != nullptr && type != ValueType::Money) {
        if (access.part == Part::Companion) return money->currency;
        return money->amount;
    }
    if (const auto* account = std::get_if<BankAccount>(&value); account != nullptr && type != ValueType::BankAccount) {
        return access.part == Part::Companion ? account->bic : account->account;
    }
    if (const auto* span = std::get_if<Duration>(&value); span != nullptr && type == ValueType::Integer)
        return span->seconds;
    return value;
}

Value Evaluator::apply(const Application& application, const Record& record) const {
    switch (application.op) {
        case Op::And:
        case Op::Or:
            return logic(application.op, application.operands, record);
        case Op::If:
            return branch(application.operands, record);
        case Op::Today:
            return context_.today();
        case Op::Now:
            return context_.now;
        case Op::Me:
            return context_.me.isNil() ? Value(Null{}) : Value(context_.me);
        case Op::MyDepartment:
            return context_.department.isNil() ? Value(Null{}) : Value(context_.department);
        default:
            break;
    }
    Values values;
    values.reserve(application.operands.size());
    for (const Typed& operand : application.operands) {
        values.push_back(run(*operand, record));
        if (isNull(values.back()) && !toleratesNull(application.op)) return Null{};
    }
    return compute(application.op, application, std::move(values));
}

Value Evaluator::logic(Op op, const Nodes& operands, const Record& record) const {
    const bool decisive = op == Op::Or;
    bool unknown = false;
    for (const Typed& operand : operands) {
        const auto known = truth(run(*operand, record));
        if (known == decisive) return decisive;
        unknown = unknown || !known;
    }
    return unknown ? Value(Null{}) : Value(!decisive);
}

Value Evaluator::branch(const Nodes& operands, const Record& record) const {
    const bool first = truth(run(*operands[0], record)) == true;
    return run(*operands[first ? 1 : 2], record);
}

Value Evaluator::compute(Op op, const Application& application, Values values) const {
    switch (op) {
        case Op::Not:
            return !std::get<bool>(values[0]);
        case Op::Equal:
            return compareValues(values[0], values[1]) == 0;
        case Op::NotEqual:
            return compareValues(values[0], values[1]) != 0;
        case Op::Less:
            return compareValues(values[0], values[1]) < 0;
        case Op::LessOrEqual:
            return compareValues(values[0], values[1]) <= 0;
        case Op::Greater:
            return compareValues(values[0], values[1]) > 0;
        case Op::GreaterOrEqual:
            return compareValues(values[0], values[1]) >= 0;
        case Op::In:
            return membership(values);
        case Op::IsBlank:
            return isBlankValue(values[0]);
        case Op::Coalesce: {
            const auto found = std::ranges::find_if(values, [](const Value& value) { return !isNull(value); });
            return found == values.end() ? Value(Null{}) : std::move(*found);
        }
        case Op::Least:
            return extreme(values, -1);
        case Op::Greatest:
            return extreme(values, 1);
        case Op::Has:
            return has(values[0], values[1]);
        case Op::ToText:
            return toText(values[0]);
        case Op::IntegerToDecimal:
        case Op::Add:
        case Op::Subtract:
        case Op::Multiply:
        case Op::Divide:
        case Op::Negate:
        case Op::Absolute:
        case Op::Round:
            return number(op, values, application);
        case Op::Lines:
        case Op::Join:
        case Op::Concat:
        case Op::Length:
        case Op::Left:
        case Op::Right:
        case Op::Middle:
        case Op::Upper:
        case Op::Lower:
        case Op::Trim:
        case Op::Substitute:
        case Op::Contains:
        case Op::StartsWith:
            return words(op, values);
        default:
            return dates(op, values);
    }
}

Value Evaluator::aggregate(const Aggregation& aggregation, const Record& record) const {
    const Record* at = &record;
    for (const schema::Field* step : aggregation.prefix) {
        at = at->follow(*step);
        if (at == nullptr) break;
    }
    Sum sum;
    std::int64_t count = 0;
    Value best;
    const auto children = at == nullptr ? std::vector<const Record*>{} : at->children(*aggregation.reverse);
    for (const Record* child : children) {
        if (aggregation.condition != nullptr && truth(run(*aggregation.condition, *child)) != true) continue;
        const Value value = aggregation.value == nullptr ? Value(true) : run(*aggregation.value, *child);
        if (isNull(value)) continue;
        ++count;
        if (aggregation.kind == AggregateKind::Min || aggregation.kind == AggregateKind::Max) {
            const int wanted = aggregation.kind == AggregateKind::Min ? -1 : 1;
            if (isNull(best) || compareValues(value, best) * wanted > 0) best = value;
        } else if (const auto* decimal = std::get_if<Decimal>(&value)) {
            sum.add(*decimal);
        }
    }
    switch (aggregation.kind) {
        case AggregateKind::Count:
            return count;
        case AggregateKind::Sum:
            return fromDecimal(sum.total());
        case AggregateKind::Average:
            return fromDecimal(sum.average());
        default:
            return best;
    }
}

}  // namespace kupets::expr
