#include "client/view/filter_conditions.h"

#include <algorithm>

#include "client/data/path.h"
#include "common/expr/check.h"
#include "common/expr/parse.h"
#include "common/expr/print.h"

namespace kupets::view::filter {
namespace {

using expr::Ast;
using expr::Function;
using expr::Operator;
using schema::ValueType;

// ---- conditions as expressions

Ast constant(const Value& value) {
    if (const auto* id = std::get_if<Uuid>(&value)) return expr::id(*id);
    if (const auto* text = std::get_if<std::string>(&value)) return expr::text(*text);
    if (const auto* flag = std::get_if<bool>(&value)) return expr::boolean(*flag);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return expr::number(*whole);
    if (const auto* decimal = std::get_if<Decimal>(&value)) return expr::number(*decimal);
    if (const auto* money = std::get_if<Money>(&value)) return expr::number(money->amount);
    if (const auto* span = std::get_if<Duration>(&value)) return expr::number(span->seconds);
    if (const auto* day = std::get_if<Date>(&value)) return expr::date(*day);
    return expr::nothing();
}

Ast today() { return expr::call(Function::Today); }
Ast plus(Ast a, Ast b) { return expr::operation(Operator::Add, {std::move(a), std::move(b)}); }
Ast minus(Ast a, Ast b) { return expr::operation(Operator::Subtract, {std::move(a), std::move(b)}); }
Ast one() { return expr::number(std::int64_t{1}); }
Ast within(const Ast& field, Ast from, Ast before) {
    return expr::all({expr::greaterOrEqual(field, std::move(from)), expr::less(field, std::move(before))});
}
Ast orEmpty(const Ast& field, Ast condition) { return expr::any({expr::isBlank(field), std::move(condition)}); }
Ast firstOf(Ast year, Ast month) { return expr::call(Function::Date, {std::move(year), std::move(month), one()}); }
Ast year() { return expr::call(Function::Year, {today()}); }
Ast month() { return expr::call(Function::Month, {today()}); }
Ast weekStart(std::int64_t shift) {
    return plus(minus(today(), expr::call(Function::Weekday, {today()})), expr::number(shift));
}

std::size_t valuesOf(Is is) {
    switch (is) {
        case Is::Between:
        case Is::BetweenDays:
            return 2;
        case Is::Empty:
        case Is::Filled:
        case Is::Yes:
        case Is::No:
        case Is::Me:
        case Is::NotMe:
        case Is::MyDepartment:
        case Is::Today:
        case Is::Yesterday:
        case Is::Tomorrow:
        case Is::ThisWeek:
        case Is::ThisMonth:
        case Is::ThisYear:
            return 0;
        default:
            return 1;
    }
}

/// Those about days, which dates and moments share: a day goes from its midnight to the next.
std::optional<Ast> buildDays(Is is, const Ast& field, const std::vector<Ast>& at) {
    switch (is) {
        case Is::On:
            return within(field, at[0], plus(at[0], one()));
        case Is::Before:
            return expr::less(field, at[0]);
        case Is::After:
            return expr::greaterOrEqual(field, plus(at[0], one()));
        case Is::BetweenDays:
            return within(field, at[0], plus(at[1], one()));
        case Is::Today:
            return within(field, today(), plus(today(), one()));
        case Is::Yesterday:
            return within(field, minus(today(), one()), today());
        case Is::Tomorrow:
            return within(field, plus(today(), one()), plus(today(), expr::number(std::int64_t{2})));
        case Is::ThisWeek:
            return within(field, weekStart(1), weekStart(8));
        case Is::ThisMonth:
            return within(field, firstOf(year(), month()), firstOf(year(), plus(month(), one())));
        case Is::ThisYear:
            return within(field, firstOf(year(), one()), firstOf(plus(year(), one()), one()));
        case Is::LastDays:
            return within(field, minus(today(), at[0]), plus(today(), one()));
        case Is::NextDays:
            return within(field, today(), plus(plus(today(), at[0]), one()));
        case Is::OverDaysAgo:
            return expr::less(field, minus(today(), at[0]));
        case Is::OverDaysAhead:
            return expr::greaterOrEqual(field, plus(plus(today(), at[0]), one()));
        default:
            return std::nullopt;
    }
}

constexpr std::string_view kDepartment = "department";

bool isOfDepartments(const schema::Field& field) { return field.target && field.target->name() == kDepartment; }

/// A person's department may be asked of the person: "owner" and "owner.department" are one condition.
bool hasDepartment(const schema::Field& field) {
    const schema::Field* own =
        field.type() == v1::USER && field.target ? field.target->field(std::string(kDepartment)) : nullptr;
    return own && isOfDepartments(*own);
}

std::optional<Ast> buildFrom(Is is, const Ast& field, const std::vector<Ast>& at) {
    if (at.size() < valuesOf(is)) return std::nullopt;
    const auto call = [&](Function function) { return expr::call(function, {field, at[0]}); };
    switch (is) {
        case Is::Contains:
            return call(Function::Contains);
        case Is::ContainsNot:
            return orEmpty(field, expr::negation(call(Function::Contains)));
        case Is::StartsWith:
            return call(Function::StartsWith);
        case Is::Equal:
            return expr::equals(field, at[0]);
        case Is::NotEqual:
            return orEmpty(field, expr::differs(field, at[0]));
        case Is::OneOf:
            return expr::oneOf(field, at);
        case Is::NoneOf:
            return orEmpty(field, expr::negation(expr::oneOf(field, at)));
        case Is::Less:
            return expr::less(field, at[0]);
        case Is::LessOrEqual:
            return expr::lessOrEqual(field, at[0]);
        case Is::Greater:
            return expr::greater(field, at[0]);
        case Is::GreaterOrEqual:
            return expr::greaterOrEqual(field, at[0]);
        case Is::Between:
            return expr::all({expr::greaterOrEqual(field, at[0]), expr::lessOrEqual(field, at[1])});
        case Is::Empty:
            return expr::isBlank(field);
        case Is::Filled:
            return expr::isFilled(field);
        case Is::Yes:
            return expr::equals(field, expr::boolean(true));
        case Is::No:
            return orEmpty(field, expr::equals(field, expr::boolean(false)));
        case Is::Me:
            return expr::equals(field, expr::call(Function::Me));
        case Is::NotMe:
            return orEmpty(field, expr::differs(field, expr::call(Function::Me)));
        case Is::MyDepartment:
            return expr::equals(field, expr::call(Function::MyDepartment));
        case Is::Has:
            return call(Function::Has);
        case Is::HasNot:
            return orEmpty(field, expr::negation(call(Function::Has)));
        default:
            return buildDays(is, field, at);
    }
}

// ---- expressions as conditions

struct Found {
    std::string path;
    std::vector<Value> values;
};

std::optional<Date> dateOf(const expr::Call& call) {
    if (call.function != Function::Date || call.arguments.size() != 3) return std::nullopt;
    std::int64_t parts[3];
    for (std::size_t i = 0; i < 3; ++i) {
        const auto* literal = std::get_if<expr::Literal>(&call.arguments[i]->content());
        const auto* whole = literal == nullptr ? nullptr : std::get_if<std::int64_t>(&literal->value);
        if (whole == nullptr) return std::nullopt;
        parts[i] = *whole;
    }
    return Date::fromYmd(static_cast<int>(parts[0]), static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[2]));
}

/// The one field that an expression is about, and its constants in their order.
void gather(const Ast& ast, Found& found) {
    if (const auto* path = std::get_if<expr::Path>(&ast->content())) {
        std::string text;
        for (const std::string& step : path->steps) text += (text.empty() ? "" : ".") + step;
        if (found.path.empty()) found.path = text;
    } else if (const auto* literal = std::get_if<expr::Literal>(&ast->content())) {
        found.values.push_back(literal->value);
    } else if (const auto* operation = std::get_if<expr::Operation>(&ast->content())) {
        for (const Ast& operand : operation->operands) gather(operand, found);
    } else if (const auto* call = std::get_if<expr::Call>(&ast->content())) {
        if (const auto day = dateOf(*call)) return found.values.push_back(*day);
        if (call->function == Function::Id && call->arguments.size() == 1) {
            const auto* text = std::get_if<expr::Literal>(&call->arguments[0]->content());
            const auto* words = text == nullptr ? nullptr : std::get_if<std::string>(&text->value);
            if (const auto id = words == nullptr ? std::nullopt : Uuid::parse(*words)) found.values.push_back(*id);
            return;
        }
        for (const Ast& argument : call->arguments) gather(argument, found);
    }
}

/// Tried by building each condition of the field from what stands in the expression: what comes out the same, it is.
std::optional<Condition> readCondition(const Ast& ast, const schema::Entity& entity) {
    Found found;
    gather(ast, found);
    const auto resolved = data::resolve(entity, found.path);
    if (resolved.steps.empty()) return std::nullopt;
    const Ast field = expr::field(found.path);
    for (const Is is : conditionsFor(resolved.field())) {
        const bool many = is == Is::OneOf || is == Is::NoneOf;
        // "x >= d AND x < d + 1" holds d twice and a 1: what is asked for stands first.
        std::vector<std::vector<Value>> tries;
        const std::size_t wanted = valuesOf(is);
        if (many) {
            tries.push_back(found.values);
        } else {
            for (std::size_t from = 0; from + wanted <= found.values.size(); ++from)
                tries.emplace_back(found.values.begin() + static_cast<std::ptrdiff_t>(from),
                                   found.values.begin() + static_cast<std::ptrdiff_t>(from + wanted));
        }
        for (std::vector<Value>& values : tries) {
            if (many && values.empty()) continue;
            std::vector<Ast> constants;
            for (const Value& value : values) constants.push_back(constant(value));
            const auto built = buildFrom(is, field, constants);
            if (!built || !expr::same(*built, ast)) continue;
            const std::size_t end = found.path.rfind('.');
            const std::string person = found.path.substr(0, end == std::string::npos ? 0 : end);
            const schema::Field* asked = data::resolve(entity, person).field();
            const bool ofPerson = is == Is::MyDepartment && asked && hasDepartment(*asked);
            return Condition{ofPerson ? person : found.path, is, std::move(values), {}};
        }
    }
    return std::nullopt;
}

std::optional<Part> readPart(const Ast& ast, const schema::Entity& entity) {
    if (auto condition = readCondition(ast, entity)) return Part{std::move(condition), false, {}};
    const auto* operation = std::get_if<expr::Operation>(&ast->content());
    if (operation == nullptr || (operation->op != Operator::And && operation->op != Operator::Or)) return std::nullopt;
    Part group;
    group.any = operation->op == Operator::Or;
    for (const Ast& operand : operation->operands) {
        auto part = readPart(operand, entity);
        if (!part) return std::nullopt;
        group.parts.push_back(std::move(*part));
    }
    return group;
}

std::vector<Is> conditionsOfType(ValueType type) {
    switch (type) {
        case ValueType::Integer:
        case ValueType::Decimal:
        case ValueType::Money:
        case ValueType::Duration:
            return {Is::Greater, Is::Less,  Is::Equal,  Is::GreaterOrEqual, Is::LessOrEqual,
                    Is::Between, Is::Empty, Is::Filled, Is::NotEqual};
        case ValueType::Date:
        case ValueType::Timestamp:
            return {Is::Today,    Is::Yesterday,   Is::Tomorrow,    Is::ThisWeek,      Is::ThisMonth, Is::ThisYear,
                    Is::LastDays, Is::NextDays,    Is::OverDaysAgo, Is::OverDaysAhead, Is::On,        Is::Before,
                    Is::After,    Is::BetweenDays, Is::Empty,       Is::Filled};
        case ValueType::Boolean:
            return {Is::Yes, Is::No};
        case ValueType::Reference:
            return {Is::Equal, Is::NotEqual, Is::Empty, Is::Filled};
        case ValueType::References:
            return {Is::Has, Is::HasNot, Is::Empty, Is::Filled};
        default:
            return {Is::Contains, Is::ContainsNot, Is::Equal, Is::NotEqual, Is::StartsWith, Is::Empty, Is::Filled};
    }
}

}  // namespace

std::vector<Is> conditionsFor(const schema::Field* field) {
    if (field == nullptr) return {};
    switch (field->type()) {
        case v1::CHOICE:
            return {Is::OneOf, Is::NoneOf, Is::Equal, Is::NotEqual, Is::Empty, Is::Filled};
        case v1::MULTI_CHOICE:
            return {Is::Has, Is::HasNot, Is::Empty, Is::Filled};
        case v1::PHONES:
        case v1::EMAILS:
            return {Is::Contains, Is::ContainsNot, Is::Empty, Is::Filled};
        case v1::USER:
            if (hasDepartment(*field))
                return {Is::Me, Is::MyDepartment, Is::NotMe, Is::Equal, Is::NotEqual, Is::Empty, Is::Filled};
            return {Is::Me, Is::NotMe, Is::Equal, Is::NotEqual, Is::Empty, Is::Filled};
        case v1::REFERENCE:
            if (isOfDepartments(*field)) return {Is::MyDepartment, Is::Equal, Is::NotEqual, Is::Empty, Is::Filled};
            return conditionsOfType(ValueType::Reference);
        case v1::FILE:
        case v1::BANK_ACCOUNT:
            return {Is::Empty, Is::Filled};
        case v1::FORMULA: {
            const auto typed = expr::checkFormula(*field);
            return typed ? conditionsOfType((*typed)->type()) : std::vector<Is>{};
        }
        default:
            return conditionsOfType(schema::valueTypeOf(field->type()));
    }
}

std::vector<Is> proposalsFor(Is is, const schema::Field* field) {
    if (field == nullptr || (is != Is::Equal && is != Is::NotEqual)) return {};
    std::vector<Is> out;
    const auto all = conditionsFor(field);
    const auto add = [&](Is wanted) {
        if (std::ranges::find(all, wanted) != all.end()) out.push_back(wanted);
    };
    add(is == Is::Equal ? Is::Me : Is::NotMe);
    if (is == Is::Equal) add(Is::MyDepartment);
    return out;
}

Asks asks(Is is, const schema::Field* field) {
    switch (is) {
        case Is::LastDays:
        case Is::NextDays:
        case Is::OverDaysAgo:
        case Is::OverDaysAhead:
            return Asks::Days;
        case Is::On:
        case Is::Before:
        case Is::After:
            return Asks::Day;
        case Is::BetweenDays:
            return Asks::TwoDays;
        case Is::Between:
            return Asks::TwoNumbers;
        case Is::OneOf:
        case Is::NoneOf:
            return Asks::Choices;
        default:
            break;
    }
    if (valuesOf(is) == 0 || field == nullptr) return Asks::Nothing;
    if (field->type() == v1::CHOICE || field->type() == v1::MULTI_CHOICE) return Asks::Choice;
    if (field->target != nullptr) return Asks::Record;
    if (is == Is::Less || is == Is::LessOrEqual || is == Is::Greater || is == Is::GreaterOrEqual) return Asks::Number;
    const auto all = conditionsFor(field);
    const bool number = std::ranges::find(all, Is::Between) != all.end();
    return number ? Asks::Number : Asks::Text;
}

std::optional<expr::Ast> build(const Condition& condition, const schema::Field* field) {
    if (field == nullptr) return std::nullopt;
    std::vector<Ast> constants;
    for (const Value& value : condition.values) {
        if (isNull(value)) return std::nullopt;
        constants.push_back(constant(value));
    }
    if ((condition.is == Is::OneOf || condition.is == Is::NoneOf) && constants.empty()) return std::nullopt;
    const bool ofPerson = condition.is == Is::MyDepartment && hasDepartment(*field);
    const std::string path = ofPerson ? condition.path + "." + std::string(kDepartment) : condition.path;
    return buildFrom(condition.is, expr::field(path), constants);
}

std::optional<expr::Ast> build(const Part& part, const schema::Entity& entity) {
    if (part.condition) return build(*part.condition, data::resolve(entity, part.condition->path).field());
    std::vector<Ast> built;
    for (const Part& each : part.parts)
        if (auto ast = build(each, entity)) built.push_back(std::move(*ast));
    if (built.empty()) return std::nullopt;
    return part.any ? expr::any(std::move(built)) : expr::all(std::move(built));
}

std::string textOf(const Part& root, const schema::Entity& entity) {
    const auto ast = build(root, entity);
    return ast ? expr::print(*ast) : std::string();
}

std::optional<Part> read(const std::string& text, const schema::Entity& entity) {
    if (text.find_first_not_of(" \t\n") == std::string::npos) return Part{};
    const auto ast = expr::parse(text);
    if (!ast) return std::nullopt;
    auto part = readPart(*ast, entity);
    if (!part || !part->condition) return part;
    Part group;
    group.parts.push_back(std::move(*part));
    return group;
}

}  // namespace kupets::view::filter
