#include "client/model/query_text.h"

#include "common/expr/ast.h"
#include "common/expr/parse.h"
#include "common/expr/print.h"

namespace kupets::model {

namespace {

void readEntities(const expr::Ast& ast, const schema::Entity& entity, std::set<std::string>& out) {
    if (const auto* path = std::get_if<expr::Path>(&ast->content())) {
        const schema::Entity* at = &entity;
        for (const std::string& step : path->steps) {
            const schema::Field* field = at->field(step);
            const schema::Reverse* children = field == nullptr ? at->reverse(step) : nullptr;
            at = field != nullptr ? field->target : children != nullptr ? children->child : nullptr;
            if (at == nullptr) return;
            out.insert(at->name());
        }
    } else if (const auto* operation = std::get_if<expr::Operation>(&ast->content())) {
        for (const expr::Ast& operand : operation->operands) readEntities(operand, entity, out);
    } else if (const auto* call = std::get_if<expr::Call>(&ast->content())) {
        for (const expr::Ast& argument : call->arguments) readEntities(argument, entity, out);
    }
}

expr::Ast columnOf(std::string_view path) {
    if (path.starts_with('=')) {
        if (auto parsed = expr::parse(path.substr(1))) return std::move(*parsed);
    }
    return expr::field(path);
}

}  // namespace

std::string filterEquals(std::string_view path, const Value& value) {
    const expr::Ast field = columnOf(path);
    const auto is = [&field](expr::Ast constant) { return expr::print(expr::equals(field, std::move(constant))); };
    if (const auto* id = std::get_if<Uuid>(&value)) return is(expr::id(*id));
    if (const auto* text = std::get_if<std::string>(&value)) return is(expr::text(*text));
    if (const auto* flag = std::get_if<bool>(&value)) return is(expr::boolean(*flag));
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return is(expr::number(*whole));
    if (const auto* decimal = std::get_if<Decimal>(&value)) return is(expr::number(*decimal));
    if (const auto* money = std::get_if<Money>(&value)) return is(expr::number(money->amount));
    if (const auto* span = std::get_if<Duration>(&value)) return is(expr::number(span->seconds));
    if (const auto* day = std::get_if<Date>(&value)) return is(expr::date(*day));
    return expr::print(expr::isBlank(field));
}

std::set<std::string> entitiesRead(const expr::Ast& ast, const schema::Entity& entity) {
    std::set<std::string> out;
    readEntities(ast, entity, out);
    return out;
}

std::string filterAnd(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return "(" + a + ") AND (" + b + ")";
}

std::string filterOr(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return a + " OR " + b;  // which binds less than all that a filter may hold
}

}  // namespace kupets::model
