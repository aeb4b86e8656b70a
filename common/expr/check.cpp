#include "common/expr/check.h"

#include <algorithm>

#include "common/expr/checker.h"
#include "common/expr/parse.h"

namespace kupets::expr {
namespace {

void count(const Typed& part, std::uint32_t& depth, std::uint32_t& nodes) {
    if (part == nullptr) return;
    depth = std::max(depth, part->depth() + 1);
    nodes += part->nodes();
}

bool readsRecords(const TypedNode& node) {
    const auto* application = std::get_if<Application>(&node.content());
    if (application == nullptr) return !std::holds_alternative<Constant>(node.content());
    return std::ranges::any_of(application->operands, [](const Typed& operand) { return readsRecords(*operand); });
}

/// A builder may have made a tree that parse() would refuse.
Result<void> checkLimits(const Ast& ast) {
    if (ast->depth() > kMaxDepth) return fail(ErrorCode::LimitExceeded, {"depth", std::to_string(kMaxDepth)});
    if (ast->nodes() > kMaxNodes) return fail(ErrorCode::LimitExceeded, {"nodes", std::to_string(kMaxNodes)});
    return {};
}

ValueType constantTypeOf(const schema::Field& field) {
    switch (const ValueType type = schema::valueTypeOf(field.type())) {
        case ValueType::Money:
            return ValueType::Decimal;
        case ValueType::Duration:
            return ValueType::Integer;
        case ValueType::Texts:
            return ValueType::Text;
        case ValueType::References:
            return ValueType::Reference;
        default:
            return type;
    }
}

}  // namespace

TypedNode::TypedNode(ValueType type, const schema::Entity* target, Content content)
    : type_(type), target_(target), content_(std::move(content)) {
    if (const auto* application = std::get_if<Application>(&content_)) {
        for (const Typed& operand : application->operands) count(operand, depth_, nodes_);
    } else if (const auto* aggregation = std::get_if<Aggregation>(&content_)) {
        count(aggregation->value, depth_, nodes_);
        count(aggregation->condition, depth_, nodes_);
    }
}

Result<Typed> check(const Ast& ast, const schema::Entity& entity) {
    if (auto ok = checkLimits(ast); !ok) return std::unexpected(std::move(ok.error()));
    return Checker(entity).node(ast);
}

Result<Typed> check(const Ast& ast, const schema::Entity& entity, ValueType wanted) {
    if (auto ok = checkLimits(ast); !ok) return std::unexpected(std::move(ok.error()));
    Checker checker(entity);
    auto typed = checker.plain(ast);
    return typed ? checker.convert(std::move(*typed), wanted, ast) : typed;
}

Result<Typed> compile(std::string_view text, const schema::Entity& entity) {
    auto ast = parse(text);
    return ast ? check(*ast, entity) : Result<Typed>(std::unexpected(std::move(ast.error())));
}

Result<Typed> compile(std::string_view text, const schema::Entity& entity, ValueType wanted) {
    auto ast = parse(text);
    return ast ? check(*ast, entity, wanted) : Result<Typed>(std::unexpected(std::move(ast.error())));
}

Result<Typed> checkFormula(const schema::Field& field) { return Checker(*field.owner).formula(field); }

Result<Typed> checkDefault(const schema::Field& field) {
    const std::string where = field.owner->name() + "." + field.name();
    auto value = compile(field.def.default_value(), *field.owner, constantTypeOf(field));
    if (!value) {
        if (value.error().fieldPath.empty()) value.error().fieldPath = where;
        return value;
    }
    const bool stranger =
        (*value)->target() != nullptr && field.target != nullptr && (*value)->target() != field.target;
    if (readsRecords(**value) || stranger) {
        return fail(ErrorCode::InvalidValue, {field.def.default_value(), "a value without fields in it"}, where);
    }
    return value;
}

Result<void> checkSchema(const schema::Snapshot& snapshot) {
    for (const auto& entity : snapshot.entities()) {
        for (const auto& field : entity->fields()) {
            Result<Typed> checked = nullptr;
            if (field->isFormula()) checked = checkFormula(*field);
            if (checked && !field->def.default_value().empty()) checked = checkDefault(*field);
            if (!checked) return std::unexpected(std::move(checked.error()));
        }
        for (const v1::BoardMark& mark : entity->def().board().marks()) {
            auto checked = compile(mark.when(), *entity, ValueType::Boolean);
            if (checked && !mark.text_path().empty()) checked = compile(mark.text_path(), *entity);
            if (!checked) return std::unexpected(std::move(checked.error()).within(entity->name() + ".board.marks"));
        }
        for (const v1::CheckDef& rule : entity->def().checks()) {
            auto checked = compile(rule.condition(), *entity, ValueType::Boolean);
            if (!checked)
                return std::unexpected(std::move(checked.error()).within(entity->name() + ".checks." + rule.name()));
        }
    }
    return {};
}

}  // namespace kupets::expr
