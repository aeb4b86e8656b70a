#include <algorithm>

#include "common/expr/checker.h"
#include "common/expr/parse.h"

namespace kupets::expr {
namespace {

constexpr std::size_t kMaxSteps = 16;
constexpr std::size_t kMaxFormulas = 20;

bool isId(const schema::Field& field) { return field.system && field.name() == "id"; }

std::unexpected<Error> unknownField(const std::string& name, const schema::Entity& entity, const Ast& at) {
    return fail(ErrorCode::UnknownField, {name, entity.name(), std::to_string(at->position())});
}

}  // namespace

Result<Checker::Walk> Checker::walk(const Path& path, const Ast& at) const {
    if (path.steps.size() > kMaxSteps) return fail(ErrorCode::LimitExceeded, {"path", std::to_string(kMaxSteps)});
    Walk walk{scope_.prefix, scope_.entity, nullptr, 0};
    while (walk.next < path.steps.size()) {
        const std::string& step = path.steps[walk.next];
        const schema::Field* field = walk.entity->field(step);
        if (field == nullptr) {
            walk.reverse = walk.entity->reverse(step);
            if (walk.reverse == nullptr) return unknownField(step, *walk.entity, at);
            ++walk.next;
            return walk;
        }
        walk.path.push_back(field);
        ++walk.next;
        const bool more = walk.next < path.steps.size();
        if (!more || !field->isReference()) return walk;
        walk.entity = field->target;
    }
    return walk;
}

Result<Typed> Checker::path(const Path& path, const Ast& at) {
    auto found = walk(path, at);
    if (!found) return std::unexpected(std::move(found.error()));
    if (found->reverse != nullptr) return wrongType("list of records", "SUM, COUNT, AVERAGE, MIN or MAX", at);
    return access(std::move(found->path), std::span(path.steps).subspan(found->next), at);
}

Result<Typed> Checker::access(FieldChain chain, std::span<const std::string> rest, const Ast& at) {
    const schema::Field& last = *chain.back();
    if (!rest.empty()) {
        const bool currency = last.type() == v1::MONEY && rest.front() == "currency";
        const bool bic = last.type() == v1::BANK_ACCOUNT && rest.front() == "bic";
        if (rest.size() > 1 || (!currency && !bic)) return wrongType(last.name(), "reference", at);
        return make(ValueType::Text, FieldAccess{std::move(chain), Part::Companion});
    }
    if (last.isFormula()) return inlined(std::move(chain));
    if (isId(last)) {
        const schema::Entity* self = last.owner;
        return make(ValueType::Reference, FieldAccess{std::move(chain), Part::Main}, self);
    }
    const ValueType type = schema::valueTypeOf(last.type());
    const schema::Entity* target = last.target;
    return make(type, FieldAccess{std::move(chain), Part::Main}, target);
}

Result<Typed> Checker::formula(const schema::Field& field) {
    if (std::ranges::find(formulas_, &field) != formulas_.end()) {
        return fail(ErrorCode::InvalidValue,
                    {field.owner->name() + "." + field.name(), "a formula that does not need itself"},
                    field.owner->name() + "." + field.name());
    }
    if (formulas_.size() >= kMaxFormulas)
        return fail(ErrorCode::LimitExceeded, {"formulas", std::to_string(kMaxFormulas)});
    formulas_.push_back(&field);
    auto ast = parse(field.def.formula());
    Result<Typed> value = ast ? plain(*ast) : Result<Typed>(std::unexpected(std::move(ast.error())));
    formulas_.pop_back();
    // The innermost formula is the one to blame.
    if (!value && value.error().fieldPath.empty()) value.error().fieldPath = field.owner->name() + "." + field.name();
    return value;
}

Result<Typed> Checker::inlined(FieldChain chain) {
    const schema::Field& field = *chain.back();
    chain.pop_back();
    Scope outer = std::exchange(scope_, Scope{field.owner, std::move(chain)});
    auto value = formula(field);
    scope_ = std::move(outer);
    return value;
}

bool Checker::isAggregate(const Call& call) const {
    const auto* path = std::get_if<Path>(&call.arguments.front()->content());
    if (path == nullptr) return false;
    const auto found = walk(*path, call.arguments.front());
    return found && found->reverse != nullptr;
}

/// SUM(deals.amount), SUM(deals.amount, condition), SUM(deals, expression), SUM(deals, expression, condition);
/// COUNT(deals), COUNT(deals, condition), COUNT(deals.amount): those that have one.
Result<Typed> Checker::aggregate(AggregateKind kind, const Call& call, const Ast& at) {
    const Ast& first = call.arguments.front();
    const auto* path = std::get_if<Path>(&first->content());
    if (path == nullptr) return wrongType("expression", "path to child records", first);
    auto found = walk(*path, first);
    if (!found) return std::unexpected(std::move(found.error()));
    if (found->reverse == nullptr) return wrongType("field", "path to child records", first);

    Aggregation aggregation{kind, std::move(found->path), found->reverse, nullptr, nullptr};
    const Arguments& arguments = call.arguments;
    std::size_t next = 1;
    Ast value;
    if (found->next < path->steps.size()) {
        const auto rest = path->steps.begin() + static_cast<std::ptrdiff_t>(found->next);
        value = makeNode(Path{{rest, path->steps.end()}}, first->position());
    } else if (kind != AggregateKind::Count) {
        if (arguments.size() < 2) return wrongType("list of records", "path to a field of them", first);
        value = arguments[next++];
    }
    if (arguments.size() > next + 1) {
        const std::string most = std::to_string(next + 1);
        return fail(ErrorCode::WrongArgumentCount,
                    {std::string(info(call.function).english), std::to_string(arguments.size()), most,
                     std::to_string(at->position())});
    }
    Scope outer = std::exchange(scope_, Scope{found->reverse->child, {}});
    Result<Typed> typed = value == nullptr ? Result<Typed>(nullptr) : plain(value);
    if (typed && value != nullptr) typed = aggregated(kind, std::move(*typed), value);
    Result<Typed> condition = nullptr;
    if (typed && next < arguments.size()) {
        condition = plain(arguments[next]);
        if (condition) condition = convert(std::move(*condition), ValueType::Boolean, arguments[next]);
    }
    scope_ = std::move(outer);
    if (!typed) return typed;
    if (!condition) return condition;
    aggregation.value = std::move(*typed);
    aggregation.condition = std::move(*condition);
    ValueType type = ValueType::Decimal;
    if (kind == AggregateKind::Count) type = ValueType::Integer;
    if (kind == AggregateKind::Min || kind == AggregateKind::Max) type = aggregation.value->type();
    return make(type, std::move(aggregation));
}

Result<Typed> Checker::aggregated(AggregateKind kind, Typed value, const Ast& at) {
    switch (kind) {
        case AggregateKind::Count:
            return value;
        case AggregateKind::Sum:
        case AggregateKind::Average:
            return convert(std::move(value), ValueType::Decimal, at);
        default:
            break;
    }
    switch (value->type()) {
        case ValueType::Integer:
        case ValueType::Decimal:
        case ValueType::Text:
        case ValueType::Date:
        case ValueType::Timestamp:
            return value;
        default:
            return wrongType(value, "number, text or date", at);
    }
}

}  // namespace kupets::expr
