// A filter as people say it: rows of field, condition and value, in groups of "all of" and "any of". Each row is one
// part of one expression; from the text of the expression the same rows come back. What rows cannot say stays a
// formula. Plain values and pure functions.
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "client/data/context.h"
#include "common/expr/ast.h"
#include "common/schema/snapshot.h"

namespace kupets::view::filter {

// clang-format off
enum class Is {
    Contains, ContainsNot, StartsWith, Equal, NotEqual, OneOf, NoneOf,
    Less, LessOrEqual, Greater, GreaterOrEqual, Between,
    Empty, Filled, Yes, No, Me, NotMe, MyDepartment, Has, HasNot,
    On, Before, After, BetweenDays, Today, Yesterday, Tomorrow, ThisWeek, ThisMonth, ThisYear,
    LastDays, NextDays, OverDaysAgo, OverDaysAhead,
};
// clang-format on

/// How a condition's value is asked for.
enum class Asks { Nothing, Text, Number, TwoNumbers, Days, Day, TwoDays, Choice, Choices, Record };

struct Condition {
    std::string path;  // across references; or an aggregate's text behind "="
    Is is = Is::Contains;
    std::vector<Value> values;
    std::vector<std::string> titles;  // of records, for the screen only
    bool operator==(const Condition& other) const {
        return path == other.path && is == other.is && values == other.values;
    }
};

/// A row, or a group of rows.
struct Part {
    std::optional<Condition> condition;
    bool any = false;         // of a group: one is enough
    std::vector<Part> parts;  // of a group
    bool operator==(const Part&) const = default;
};

/// In words, without a value: what one would otherwise have to look for as the value of `is` ("is: me").
std::vector<Is> proposalsFor(Is is, const schema::Field* field);
/// What may be asked of a field, the usual first. Null or unknown fields: nothing.
std::vector<Is> conditionsFor(const schema::Field* field);
Asks asks(Is is, const schema::Field* field);
/// Nothing while a value is missing.
std::optional<expr::Ast> build(const Condition& condition, const schema::Field* field);
/// Of a group; unfinished rows are left out. Nothing when nothing is left.
std::optional<expr::Ast> build(const Part& part, const schema::Entity& entity);
/// As the server takes it; empty for nothing.
std::string textOf(const Part& root, const schema::Entity& entity);

/// The rows of an expression; nothing when rows cannot say it (or it is wrong). The outermost is a group.
std::optional<Part> read(const std::string& text, const schema::Entity& entity);

/// "больше", "за последние … дней".
QString nameOf(Is is, const schema::Field* field);
/// "Город содержит «Моск»": for chips and screen readers.
QString describe(const Condition& condition, const schema::Entity& entity, const data::Context& context);
QString describe(const Part& part, const schema::Entity& entity, const data::Context& context);

}  // namespace kupets::view::filter
