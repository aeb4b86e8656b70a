#include "tests/server/query/random_expression.h"

#include <algorithm>

namespace kupets::tests {
namespace {

using expr::Ast;
using expr::Function;
using expr::Operator;
using schema::ValueType;

struct Known {
    std::string path;
    ValueType type;
    const schema::Entity* target;
};

/// What an operation sees of the field: money is a number.
ValueType plainType(const schema::Field& field) {
    if (field.system && field.name() == "id") return ValueType::Reference;
    if (field.isFormula()) return field.name() == "words" ? ValueType::Text : ValueType::Decimal;
    switch (const ValueType type = schema::valueTypeOf(field.type())) {
        case ValueType::Integer:
        case ValueType::Duration:
        case ValueType::Money:
            return ValueType::Decimal;
        case ValueType::BankAccount:
            return ValueType::Text;
        default:
            return type;
    }
}

void collect(const schema::Entity& entity, const std::string& prefix, int walks, std::vector<Known>& out) {
    for (const auto& field : entity.fields()) {
        const std::string path = prefix + field->name();
        const schema::Entity* target = field->name() == "id" ? field->owner : field->target;
        out.push_back({path, plainType(*field), target});
        if (field->type() == v1::MONEY) out.push_back({path + ".currency", ValueType::Text, nullptr});
        if (field->type() == v1::BANK_ACCOUNT) out.push_back({path + ".bic", ValueType::Text, nullptr});
        if (walks > 0 && field->isReference()) collect(*field->target, path + ".", walks - 1, out);
    }
}

ValueType asNumber(ValueType type) { return type == ValueType::Integer ? ValueType::Decimal : type; }

}  // namespace

std::string RandomExpressions::path(Type type, const schema::Entity* target) {
    std::vector<Known> known;
    collect(entity_, "", static_cast<int>(random_.below(3)), known);
    std::erase_if(known,
                  [&](const Known& one) { return one.type != type || (target != nullptr && one.target != target); });
    return known.empty() ? "" : random_.of(known).path;
}

Ast RandomExpressions::make(Type type, int depth) {
    type = asNumber(type);
    if (depth <= 0 || random_.chance(15)) return leaf(type);
    switch (type) {
        case Type::Boolean:
            return boolean(depth);
        case Type::Decimal:
            return number(depth);
        case Type::Text:
            return text(depth);
        case Type::Date:
            return date(depth);
        case Type::Timestamp:
            return moment(depth);
        default:
            return leaf(type);
    }
}

Ast RandomExpressions::leaf(Type type) {
    const std::string found = path(type);
    if (!found.empty() && random_.chance(75)) return expr::field(found);
    return literal(type);
}

Ast RandomExpressions::literal(Type type) {
    if (random_.chance(5)) return expr::nothing();
    switch (type) {
        case Type::Boolean:
            return expr::boolean(random_.chance(50));
        case Type::Decimal:
            return random_.chance(50) ? expr::number(randomInteger(random_)) : expr::number(randomDecimal(random_));
        case Type::Text:
            return expr::text(randomText(random_));
        case Type::Date:
            return random_.chance(30) ? call(Function::Today, {}) : expr::date(randomDate(random_));
        case Type::Timestamp:
            return call(Function::Now, {});
        case Type::Reference:
            return random_.chance(40)   ? call(Function::Me, {})
                   : random_.chance(20) ? call(Function::MyDepartment, {})
                                        : expr::id(Uuid::fromName(std::to_string(1 + random_.below(40))));
        default:
            return expr::nothing();
    }
}

Ast RandomExpressions::anything(int depth) {
    static const std::vector<Type> kTypes{Type::Boolean, Type::Decimal,   Type::Text,
                                          Type::Date,    Type::Timestamp, Type::Reference};
    const Type type = random_.of(kTypes);
    const std::string reference = path(Type::Reference);  // others have no title
    if (type == Type::Reference) return reference.empty() ? leaf(Type::Text) : expr::field(reference);
    return make(type, depth);
}

Ast RandomExpressions::choice(Type type, int depth) {
    // A date among moments becomes its midnight.
    const Type other = type == Type::Timestamp && random_.chance(40) ? Type::Date : type;
    switch (random_.below(3)) {
        case 0:
            return call(Function::If, {make(Type::Boolean, depth), make(other, depth), make(type, depth)});
        case 1:
            return call(Function::If, {make(Type::Boolean, depth), make(type, depth)});
        default:
            return call(Function::Coalesce, {make(other, depth), make(type, depth), make(type, depth)});
    }
}

Ast RandomExpressions::comparison(int depth) {
    static const std::vector<Operator> kOperators{Operator::Equal,       Operator::NotEqual, Operator::Less,
                                                  Operator::LessOrEqual, Operator::Greater,  Operator::GreaterOrEqual};
    static const std::vector<Type> kTypes{Type::Decimal, Type::Text, Type::Date, Type::Timestamp};
    const Type type = random_.of(kTypes);
    Ast right = make(type, depth);
    if (type == Type::Date && random_.chance(30)) right = expr::text(randomDate(random_).text());
    if (type == Type::Timestamp && random_.chance(30)) right = make(Type::Date, depth);
    return expr::operation(random_.of(kOperators), {make(type, depth), right});
}

Ast RandomExpressions::boolean(int depth) {
    const int below = depth - 1;
    const auto truth = [&] { return make(Type::Boolean, below); };
    const std::string reference = path(Type::Reference);
    const std::string texts = path(Type::Texts);
    const std::string references = path(Type::References);
    switch (random_.below(13)) {
        case 0:
            return expr::all({truth(), truth(), truth()});
        case 1:
            return expr::any({truth(), truth()});
        case 2:
            return expr::negation(truth());
        case 3:
            return expr::oneOf(make(Type::Text, below),
                               {make(Type::Text, below), make(Type::Text, 0), make(Type::Text, 0)});
        case 4:
            return expr::oneOf(make(Type::Decimal, below), {make(Type::Decimal, below), make(Type::Decimal, 0)});
        case 5:
            return call(random_.chance(50) ? Function::Contains : Function::StartsWith,
                        {make(Type::Text, below), make(Type::Text, below)});
        case 6:
            return call(Function::IsBlank, {anything(below)});
        case 7:
            return choice(Type::Boolean, below);
        case 8:
            return reference.empty()
                       ? truth()
                       : expr::equals(expr::field(reference),
                                      random_.chance(50) ? literal(Type::Reference) : make(Type::Text, below));
        case 9:
            return texts.empty() ? truth()
                                 : call(random_.chance(50) ? Function::Has : Function::Contains,
                                        {expr::field(texts), make(Type::Text, below)});
        case 10:
            return references.empty() ? truth()
                                      : call(Function::Has, {expr::field(references), literal(Type::Reference)});
        default:
            return comparison(below);
    }
}

Ast RandomExpressions::number(int depth) {
    const int below = depth - 1;
    const auto one = [&] { return make(Type::Decimal, below); };
    static const std::vector<Operator> kOperators{Operator::Add, Operator::Subtract, Operator::Multiply,
                                                  Operator::Divide};
    static const std::vector<Function> kOfDates{Function::Year, Function::Month, Function::Day, Function::Weekday};
    static const std::vector<Function> kOfMoments{Function::Hour, Function::Minute};
    switch (random_.below(16)) {
        case 14:
            return call(random_.of(kOfMoments), {make(random_.chance(70) ? Type::Timestamp : Type::Date, below)});
        case 15:
            return call(Function::WorkDays,
                        {make(Type::Date, below), make(random_.chance(70) ? Type::Date : Type::Timestamp, below)});
        case 0:
        case 1:
        case 2:
            return expr::operation(random_.of(kOperators), {one(), one()});
        case 3:
            return expr::operation(Operator::Negate, {one()});
        case 4:
            return call(Function::Abs, {one()});
        case 5:
            return call(Function::Round, {one(), expr::number(static_cast<std::int64_t>(random_.below(39)) - 20)});
        case 6:
            return call(random_.chance(50) ? Function::Min : Function::Max, {one(), one(), one()});
        case 7:
            return call(Function::Len, {make(Type::Text, below)});
        case 8:
            return call(random_.of(kOfDates), {make(random_.chance(70) ? Type::Date : Type::Timestamp, below)});
        case 9:
            return call(Function::Days, {make(Type::Date, below), make(Type::Timestamp, below)});
        case 10: {
            const Type type = random_.chance(50) ? Type::Date : Type::Timestamp;
            return expr::operation(Operator::Subtract, {make(type, below), make(type, below)});
        }
        case 11:
            return choice(Type::Decimal, below);
        default:
            return aggregate(Type::Decimal, below);
    }
}

Ast RandomExpressions::text(int depth) {
    const int below = depth - 1;
    const auto one = [&] { return make(Type::Text, below); };
    const auto few = [&] {
        return random_.chance(60) ? expr::number(static_cast<std::int64_t>(random_.below(6)) - 1)
                                  : make(Type::Decimal, below);
    };
    static const std::vector<Function> kOfOne{Function::Upper, Function::Lower, Function::Trim};
    const std::string texts = path(Type::Texts);
    switch (random_.below(11)) {
        case 10: {
            // What stands in it for sure, now and then.
            const Ast whole = one();
            const Ast part =
                random_.chance(50) ? call(Function::Mid, {whole, few(), expr::number(std::int64_t{1})}) : one();
            return call(Function::Substitute, {whole, part, one()});
        }
        case 0:
            return expr::operation(Operator::Join, {one(), anything(below)});
        case 1:
            return call(Function::Concat, {anything(below), one(), anything(below)});
        case 2:
            return call(random_.of(kOfOne), {one()});
        case 3:
            return call(random_.chance(50) ? Function::Left : Function::Right, {one(), few()});
        case 4:
            return call(Function::Mid, {one(), few(), few()});
        case 5:
            return call(random_.chance(50) ? Function::Min : Function::Max, {one(), one()});
        case 6:
            return texts.empty() ? one() : expr::operation(Operator::Join, {expr::field(texts), one()});
        case 7:
            return choice(Type::Text, below);
        case 8:
            return aggregate(Type::Text, below);
        default:
            return expr::operation(Operator::Join, {one(), one()});
    }
}

Ast RandomExpressions::date(int depth) {
    const int below = depth - 1;
    const auto one = [&] { return make(Type::Date, below); };
    switch (random_.below(8)) {
        case 0:
            return expr::operation(random_.chance(50) ? Operator::Add : Operator::Subtract,
                                   {one(), make(Type::Decimal, below)});
        case 1:
            return call(Function::EDate, {one(), make(Type::Decimal, below)});
        case 2:
            return call(Function::Date, {make(Type::Timestamp, below)});
        case 3:
            return call(Function::Date, {make(Type::Decimal, below), make(Type::Decimal, 0), make(Type::Decimal, 0)});
        case 4:
            return call(Function::Date,
                        {expr::number(std::int64_t{2026}), make(Type::Decimal, below), make(Type::Decimal, 0)});
        case 5:
            return call(random_.chance(50) ? Function::Min : Function::Max, {one(), one()});
        case 6:
            return choice(Type::Date, below);
        default:
            return aggregate(Type::Date, below);
    }
}

Ast RandomExpressions::moment(int depth) {
    const int below = depth - 1;
    switch (random_.below(3)) {
        case 0:
            return expr::operation(random_.chance(50) ? Operator::Add : Operator::Subtract,
                                   {make(Type::Timestamp, below), make(Type::Decimal, below)});
        case 1:
            return choice(Type::Timestamp, below);
        default:
            return aggregate(Type::Timestamp, below);
    }
}

Ast RandomExpressions::aggregate(Type type, int depth) {
    struct Way {
        std::string path;
        const schema::Entity* child;
    };
    std::vector<Way> ways;
    const auto add = [&](const schema::Entity& entity, const std::string& prefix) {
        for (const schema::Reverse& reverse : entity.reverses()) ways.push_back({prefix + reverse.name, reverse.child});
    };
    add(entity_, "");
    for (const auto& field : entity_.fields()) {
        if (field->isReference()) add(*field->target, field->name() + ".");
    }
    if (ways.empty()) return leaf(type);
    const Way& way = random_.of(ways);
    RandomExpressions inside(random_, *way.child);
    static const std::vector<Function> kOfNumbers{Function::Sum, Function::Average, Function::Min, Function::Max};
    std::vector<Ast> arguments;
    if (type == Type::Decimal && random_.chance(30)) {
        arguments.push_back(expr::field(way.path));
        if (random_.chance(50)) arguments.push_back(inside.make(Type::Boolean, depth - 1));
        return call(Function::Count, std::move(arguments));
    }
    const std::string field = inside.path(type);
    if (!field.empty() && random_.chance(60)) {
        arguments.push_back(expr::field(way.path + "." + field));
    } else {
        arguments.push_back(expr::field(way.path));
        arguments.push_back(inside.make(type, depth - 1));
    }
    if (random_.chance(50)) arguments.push_back(inside.make(Type::Boolean, depth - 1));
    const Function function = type == Type::Decimal ? random_.of(kOfNumbers)
                              : random_.chance(50)  ? Function::Min
                                                    : Function::Max;
    return call(function, std::move(arguments));
}

}  // namespace kupets::tests
