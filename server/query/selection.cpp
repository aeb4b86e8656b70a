#include "server/query/selection.h"

#include "common/expr/arithmetic.h"
#include "common/expr/check.h"
#include "common/expr/parse.h"
#include "server/query/columns.h"
#include "server/query/favourites.h"
#include "server/query/page.h"
#include "server/query/search.h"
#include "server/schema/columns.h"

namespace kupets::query {
namespace {

using schema::Field;
using schema::ValueType;
using Expressions = std::span<const std::pair<const Field*, expr::Typed>>;

constexpr std::int64_t kMostWhole = 9'000'000'000'000'000;

/// What an expression has to give for a field, before the rules of values have their turn.
ValueType wantedType(const Field& field) {
    switch (const ValueType type = schema::valueTypeOf(field.type())) {
        case ValueType::Money:
        case ValueType::Integer:
        case ValueType::Duration:
            return ValueType::Decimal;
        case ValueType::Texts:
            return ValueType::Text;
        case ValueType::References:
            return ValueType::Reference;
        default:
            return type;
    }
}

bool isList(ValueType type) { return type == ValueType::Texts || type == ValueType::References; }

void add(std::string& where, const std::string& condition) {
    if (condition.empty()) return;
    where += (where.empty() ? " WHERE " : " AND ") + condition;
}

/// A computed text takes the column's own collation; lists and numbers travel as text.
Result<Selection> finish(Statement& statement, Names& names, const Reader& reader, std::string where,
                         Expressions expressions) {
    Selection out;
    out.entity = &names.root();
    const std::string id = names.alias() + ".id";
    std::string select = "SELECT " + id;
    std::size_t next = 1;
    for (const auto& [field, typed] : expressions) {
        const expr::FieldAccess* access = typed->access();
        auto sql = access != nullptr ? names.column(access->path, access->part)
                                     : toSql(typed, names, statement.params, reader.context);
        if (!sql) return std::unexpected(Error(sql.error()).within(field->name()));
        out.computed.push_back({field, typed->type(), next++, 0});
        select += ", " + *sql;
        if (field->type() != v1::MONEY) continue;
        out.computed.back().currency = next++;
        select += ", " + names.alias() + "." + schema::ident(field->companionColumn());
    }
    out.query.sql = select + " FROM " + names.from() + where + " ORDER BY " + id + " FOR UPDATE OF " + names.alias();
    out.query.params = std::move(statement.params);
    return out;
}

}  // namespace

Result<expr::Typed> compileFor(const Field& field, const std::string& expression) {
    const auto wrong = [&](const Error& error) { return std::unexpected(Error(error).within(field.name())); };
    auto ast = expr::parse(expression);
    if (!ast) return wrong(ast.error());
    auto typed = expr::check(*ast, *field.owner);
    if (!typed) return wrong(typed.error());
    const ValueType own = schema::valueTypeOf(field.type());
    const bool stranger =
        (*typed)->target() != nullptr && field.target != nullptr && (*typed)->target() != field.target;
    if (own == ValueType::BankAccount || stranger)
        return wrong(Error(ErrorCode::WrongType, {std::string(expr::typeName((*typed)->type())), field.name(), "0"}));
    if ((*typed)->type() == own && own != ValueType::Money && own != ValueType::Duration) return typed;
    const ValueType wanted = wantedType(field);
    expr::Ast as = *ast;
    if (wanted == ValueType::Text && !isList((*typed)->type())) as = expr::call(expr::Function::Concat, {as});
    if (wanted == ValueType::Date && (*typed)->type() == ValueType::Timestamp)
        as = expr::call(expr::Function::Date, {as});
    auto converted = expr::check(as, *field.owner, wanted);
    if (!converted) return wrong(converted.error());
    return converted;
}

Result<Selection> compileSelection(const schema::Catalog& catalog, const Reader& reader, const v1::RecordSet& set,
                                   Expressions expressions) {
    auto entity = entityOf(catalog, reader, set.entity());
    if (!entity) return std::unexpected(entity.error());
    if (set.has_as_of()) return fail(ErrorCode::BadRequest, {"as_of"}, "as_of");
    Statement statement(catalog, *reader.scope);
    Names names(statement, **entity);
    std::string where;
    add(where, names.allowed());
    auto filter = resolveFilter(set.filter(), names, statement, reader);
    if (!filter) return std::unexpected(filter.error());
    add(where, *filter);
    add(where, searchCondition(**entity, names.alias(), searchPatterns(set.search()), statement));
    add(where, favouriteCondition(set, names, statement));
    return finish(statement, names, reader, std::move(where), expressions);
}

Result<Selection> compileSelection(const schema::Catalog& catalog, const Reader& reader, const schema::Entity& entity,
                                   std::span<const Uuid> ids, Expressions expressions) {
    Statement statement(catalog, *reader.scope);
    Names names(statement, entity);
    std::string where;
    add(where, names.alias() + ".id" + statement.oneOf(ids));
    add(where, names.allowed());
    return finish(statement, names, reader, std::move(where), expressions);
}

Value computedValue(const db::Rows& rows, std::size_t row, const Computed& computed) {
    const std::size_t at = computed.column;
    if (rows.isNull(row, at)) return Null{};
    const ValueType field = schema::valueTypeOf(computed.field->type());
    switch (computed.type) {
        case ValueType::Boolean:
            return rows.boolean(row, at);
        case ValueType::Integer:
            return rows.integer(row, at);
        case ValueType::Decimal: {
            const Decimal number = rows.decimal(row, at);
            if (field == ValueType::Money)
                return Money{number,
                             std::string(rows.isNull(row, computed.currency) ? std::string_view()
                                                                             : rows.text(row, computed.currency))};
            if (field == ValueType::Decimal) return number;
            const auto whole = expr::wholeWithin(number, -kMostWhole, kMostWhole);
            if (!whole) return number;  // refused by the rules of values
            return field == ValueType::Duration ? Value(Duration{*whole}) : Value(*whole);
        }
        case ValueType::Date:
            return rows.date(row, at);
        case ValueType::Timestamp:
            return rows.timestamp(row, at);
        case ValueType::Reference:
            if (field == ValueType::References) return Ids{rows.uuid(row, at)};
            return rows.uuid(row, at);
        case ValueType::Texts:
            return Texts(rows.array(row, at));
        case ValueType::References: {
            Ids ids;
            for (const std::string& item : rows.array(row, at)) ids.push_back(Uuid::parse(item).value_or(Uuid{}));
            return ids;
        }
        default:
            if (field == ValueType::Texts) return Texts{std::string(rows.text(row, at))};
            return std::string(rows.text(row, at));
    }
}

}  // namespace kupets::query
