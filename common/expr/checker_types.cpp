#include <algorithm>

#include "common/expr/checker.h"

namespace kupets::expr {
namespace {

std::string describeType(const Typed& value) {
    std::string name(typeName(value->type()));
    if (value->type() == ValueType::Reference && value->target() != nullptr) name += " " + value->target()->name();
    return name;
}

bool isNumber(ValueType type) { return type == ValueType::Integer || type == ValueType::Decimal; }
bool isMoment(ValueType type) { return type == ValueType::Date || type == ValueType::Timestamp; }

std::unexpected<Error> badText(const std::string& text, const char* expected, const Ast& at) {
    return fail(ErrorCode::InvalidValue, {text, expected, std::to_string(at->position())});
}

}  // namespace

std::string_view typeName(ValueType type) {
    switch (type) {
        case ValueType::Boolean:
            return "boolean";
        case ValueType::Integer:
            return "integer";
        case ValueType::Decimal:
            return "number";
        case ValueType::Text:
            return "text";
        case ValueType::Date:
            return "date";
        case ValueType::Timestamp:
            return "date-time";
        case ValueType::Duration:
            return "duration";
        case ValueType::Reference:
            return "reference";
        case ValueType::Money:
            return "money";
        case ValueType::BankAccount:
            return "bank account";
        case ValueType::Texts:
            return "list of texts";
        case ValueType::References:
            return "list of references";
    }
    return "";
}

bool isNullConstant(const Typed& value) {
    const auto* constant = std::get_if<Constant>(&value->content());
    return constant != nullptr && isNull(constant->value);
}

const std::string* textConstant(const Typed& value) {
    const auto* constant = std::get_if<Constant>(&value->content());
    return constant == nullptr ? nullptr : std::get_if<std::string>(&constant->value);
}

std::unexpected<Error> wrongType(std::string found, std::string expected, const Ast& at) {
    return fail(ErrorCode::WrongType, {std::move(found), std::move(expected), std::to_string(at->position())});
}

std::unexpected<Error> wrongType(const Typed& found, std::string expected, const Ast& at) {
    return wrongType(describeType(found), std::move(expected), at);
}

Result<Typed> Checker::make(ValueType type, TypedNode::Content content, const schema::Entity* target) {
    // Formulas that stand inlined many times make many nodes from a short text.
    if (++made_ > 2 * kMaxTypedNodes) return fail(ErrorCode::LimitExceeded, {"nodes", std::to_string(kMaxTypedNodes)});
    auto node = std::make_shared<const TypedNode>(type, target, std::move(content));
    if (node->depth() > kMaxTypedDepth)
        return fail(ErrorCode::LimitExceeded, {"depth", std::to_string(kMaxTypedDepth)});
    if (node->nodes() > kMaxTypedNodes)
        return fail(ErrorCode::LimitExceeded, {"nodes", std::to_string(kMaxTypedNodes)});
    return node;
}

Result<Typed> Checker::apply(ValueType type, Op op, Operands operands, const schema::Entity* target) {
    return make(type, Application{op, std::move(operands)}, target);
}

Result<Typed> Checker::plain(const Ast& ast) {
    auto value = node(ast);
    if (!value) return value;
    const auto as = [&](ValueType type) { return make(type, (*value)->content()); };
    switch ((*value)->type()) {
        case ValueType::Money:
            return as(ValueType::Decimal);
        case ValueType::Duration:
            return as(ValueType::Integer);
        case ValueType::BankAccount:
            return as(ValueType::Text);
        default:
            return value;
    }
}

Result<Typed> Checker::convert(Typed value, ValueType wanted, const Ast& at) {
    const ValueType type = value->type();
    if (isNullConstant(value)) return make(wanted, Constant{Null{}});
    if (type == wanted) return value;
    if (type == ValueType::Integer && wanted == ValueType::Decimal) {
        if (const auto* constant = std::get_if<Constant>(&value->content())) {
            return make(wanted, Constant{Decimal(std::get<std::int64_t>(constant->value))});
        }
        return apply(wanted, Op::IntegerToDecimal, {std::move(value)});
    }
    if (type == ValueType::Date && wanted == ValueType::Timestamp) {
        return apply(wanted, Op::DateToTimestamp, {std::move(value)});
    }
    if (const std::string* text = textConstant(value); text != nullptr && isMoment(wanted)) {
        if (const auto date = Date::parse(*text)) {
            auto day = make(ValueType::Date, Constant{*date});
            return day && wanted == ValueType::Timestamp ? convert(std::move(*day), wanted, at) : day;
        }
        if (wanted == ValueType::Date) return badText(*text, "YYYY-MM-DD", at);
        const auto moment = Timestamp::parse(*text);
        if (!moment) return badText(*text, "YYYY-MM-DD or YYYY-MM-DD HH:MM", at);
        return make(wanted, Constant{*moment});
    }
    return wrongType(value, std::string(typeName(wanted)), at);
}

Result<Typed> Checker::titleOf(const FieldAccess& reference, const Ast& at) {
    const schema::Field& last = *reference.path.back();
    FieldChain chain = reference.path;
    const schema::Entity* target = last.target;
    if (last.system && last.name() == "id") {
        target = last.owner;
        chain.pop_back();
    }
    if (target == nullptr || chain.size() > kMaxDepth) return wrongType("reference", "text", at);
    chain.push_back(&target->titleField());
    auto title = access(std::move(chain), {}, at);
    return title ? asText(std::move(*title), at) : title;
}

Result<Typed> Checker::asText(Typed value, const Ast& at) {
    switch (value->type()) {
        case ValueType::Text:
            return value;
        case ValueType::References:
            return wrongType(value, "text", at);
        case ValueType::Money:
        case ValueType::Duration:
        case ValueType::BankAccount: {
            const ValueType type = value->type();
            const ValueType as = type == ValueType::Money      ? ValueType::Decimal
                                 : type == ValueType::Duration ? ValueType::Integer
                                                               : ValueType::Text;
            auto inner = make(as, value->content());
            return inner ? asText(std::move(*inner), at) : inner;
        }
        case ValueType::Reference:
            if (const FieldAccess* reference = value->access()) return titleOf(*reference, at);
            return wrongType(value, "text", at);
        default:
            break;
    }
    if (isNullConstant(value)) return make(ValueType::Text, Constant{Null{}});
    return apply(ValueType::Text, Op::ToText, {std::move(value)});
}

Result<Typed> Checker::asDate(Typed value, const Ast& at) {
    if (value->type() != ValueType::Timestamp) return convert(std::move(value), ValueType::Date, at);
    return apply(ValueType::Date, Op::TimestampToDate, {std::move(value)});
}

Result<ValueType> Checker::commonType(std::span<const Typed> values, const Arguments& at) {
    std::optional<ValueType> common;
    const bool moments = std::ranges::any_of(values, [](const Typed& value) { return isMoment(value->type()); });
    for (std::size_t i = 0; i < values.size(); ++i) {
        const ValueType type = values[i]->type();
        if (isNullConstant(values[i])) continue;
        if (textConstant(values[i]) != nullptr && moments) continue;  // convert() reads it
        if (!common || *common == type) {
            common = type;
        } else if (isNumber(*common) && isNumber(type)) {
            common = ValueType::Decimal;
        } else if (isMoment(*common) && isMoment(type)) {
            common = ValueType::Timestamp;
        } else if ((*common == ValueType::Reference && type == ValueType::Text) ||
                   (*common == ValueType::Text && type == ValueType::Reference)) {
            common = ValueType::Text;  // a reference against text is its title
        } else {
            return wrongType(values[i], std::string(typeName(*common)), at[i]);
        }
    }
    return common.value_or(ValueType::Text);
}

Result<Checker::Operands> Checker::unify(Operands values, const Arguments& at, const schema::Entity*& target) {
    const auto common = commonType(values, at);
    if (!common) return std::unexpected(common.error());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool title = *common == ValueType::Text && values[i]->type() == ValueType::Reference;
        auto value = title ? asText(std::move(values[i]), at[i]) : convert(std::move(values[i]), *common, at[i]);
        if (!value) return std::unexpected(std::move(value.error()));
        values[i] = std::move(*value);
        const schema::Entity* his = values[i]->target();
        if (his != nullptr && target != nullptr && his != target) {
            return wrongType(values[i], "reference " + target->name(), at[i]);
        }
        if (his != nullptr) target = his;
    }
    return values;
}

Result<Checker::Operands> Checker::plainAll(const Arguments& arguments) {
    Operands out;
    for (const Ast& argument : arguments) {
        auto value = plain(argument);
        if (!value) return std::unexpected(std::move(value.error()));
        out.push_back(std::move(*value));
    }
    return out;
}

Result<Checker::Operands> Checker::texts(const Arguments& arguments) {
    Operands out;
    for (const Ast& argument : arguments) {
        auto value = node(argument);
        if (value) value = asText(std::move(*value), argument);
        if (!value) return std::unexpected(std::move(value.error()));
        out.push_back(std::move(*value));
    }
    return out;
}

Result<Checker::Operands> Checker::converted(const Arguments& arguments, std::initializer_list<ValueType> wanted) {
    Operands out;
    auto type = wanted.begin();
    for (const Ast& argument : arguments) {
        auto value = plain(argument);
        if (value)
            value = *type == ValueType::Date   ? asDate(std::move(*value), argument)
                    : *type == ValueType::Text ? asText(std::move(*value), argument)
                                               : convert(std::move(*value), *type, argument);
        if (!value) return std::unexpected(std::move(value.error()));
        out.push_back(std::move(*value));
        ++type;
    }
    return out;
}

}  // namespace kupets::expr
