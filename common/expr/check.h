// Tree + schema → typed tree: every path is a chain of fields, every operation has operands of its types, formulas
// stand inlined. Both back ends, SQL (server/query/sql_expression.h) and memory (evaluate.h), read this one tree.
// Immutable and shared; points into the schema snapshot, which the holder keeps alive.
#pragma once

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/expr/ast.h"
#include "common/schema/snapshot.h"

namespace kupets::expr {

using schema::ValueType;
using FieldChain = std::vector<const schema::Field*>;

inline constexpr std::uint32_t kMaxTypedDepth = 200;
inline constexpr std::uint32_t kMaxTypedNodes = 10'000;

/// What a typed node does; operands have exactly the types that stand here.
// clang-format off
enum class Op : std::uint8_t {
    And, Or, Not,                                                 // Boolean
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,  // two of one type
    In,                                                           // all of one type; the needle first
    If,                                                           // Boolean, then two of one type
    Coalesce,                                                     // all of one type
    IsBlank,                                                      // any: null, empty text or empty list
    IntegerToDecimal, DateToTimestamp, TimestampToDate,           // days begin at EvaluationContext's midnight
    ToText,                                                       // any scalar or Texts
    Lines,                                                        // Texts → its items, a line each
    Add, Subtract, Multiply, Divide, Negate, Absolute,            // Decimal
    Round,                                                        // Decimal, Integer constant from -20 to 18
    Least, Greatest,                                              // two or more of one type; nulls do not count
    Join,                                                         // two Texts; null when either is
    Concat,                                                       // Texts; nulls do not count
    Length, Left, Right, Middle, Upper, Lower, Trim,              // Text (and Decimals)
    Substitute,                                                   // three Texts
    Contains, StartsWith,                                         // Text, Text; folded
    Has,                                                          // Texts, Text or References, Reference
    MakeDate,                                                     // three Decimals: year, month, day
    AddDays, AddMonths,                                           // Date, Decimal
    AddTime,                                                      // Timestamp, Decimal (days)
    DaysBetween, WorkDaysBetween,                                 // Date, Date → Integer
    TimeBetween,                                                  // Timestamp, Timestamp → Decimal (days)
    Year, Month, Day, Weekday,                                    // Date → Integer
    Hour, Minute,                                                 // Timestamp → Integer, by the person's clock
    Today, Now, Me, MyDepartment,                                 // of the EvaluationContext
};
// clang-format on

class TypedNode;
using Typed = std::shared_ptr<const TypedNode>;

struct Constant {
    Value value;
};
/// Which column of a field: money has amount and currency, a bank account has account and BIC.
enum class Part : std::uint8_t { Main, Companion };
struct FieldAccess {
    FieldChain path;  // all but the last are references
    Part part = Part::Main;
};
struct Application {
    Op op;
    std::vector<Typed> operands;
};
enum class AggregateKind : std::uint8_t { Sum, Count, Average, Min, Max };
/// Over the children of the record at the end of `prefix`. Inside value and condition, paths begin at the child.
struct Aggregation {
    AggregateKind kind;
    FieldChain prefix;
    const schema::Reverse* reverse = nullptr;
    Typed value;      // null for a count of records
    Typed condition;  // null: all
};

class TypedNode {
public:
    using Content = std::variant<Constant, FieldAccess, Application, Aggregation>;
    TypedNode(ValueType type, const schema::Entity* target, Content content);

    ValueType type() const { return type_; }
    /// Of references, where it is known (ID("…") and ME() fit any).
    const schema::Entity* target() const { return target_; }
    const Content& content() const { return content_; }
    std::uint32_t depth() const { return depth_; }
    std::uint32_t nodes() const { return nodes_; }

    /// When the whole expression is a path: it. Then type() is the field's own type, Money and BankAccount and Duration
    /// included; inside operations these are an amount, the account's text and seconds.
    const FieldAccess* access() const { return std::get_if<FieldAccess>(&content_); }

private:
    ValueType type_;
    const schema::Entity* target_;
    Content content_;
    std::uint32_t depth_ = 1;
    std::uint32_t nodes_ = 1;
};

/// Errors, the last argument is the position in characters: UnknownField {name, entity, position}, WrongType {found,
/// expected, position}, WrongArgumentCount {function, found, expected, position}, InvalidValue {value, expected,
/// position}, LimitExceeded {what, limit}. For what is wrong inside an inlined formula, fieldPath names it:
/// "deal.margin".
Result<Typed> check(const Ast& ast, const schema::Entity& entity);
/// The same, and the result must be of this type: a filter is Boolean.
Result<Typed> check(const Ast& ast, const schema::Entity& entity, ValueType wanted);
/// parse() and check().
Result<Typed> compile(std::string_view text, const schema::Entity& entity);
Result<Typed> compile(std::string_view text, const schema::Entity& entity, ValueType wanted);

/// The formula of a formula field, checked; its type is the field's type.
Result<Typed> checkFormula(const schema::Field& field);
/// The default value of a field, checked: no fields in it, and of a type that the field takes (money takes a number, a
/// list one text, a duration seconds).
Result<Typed> checkDefault(const schema::Field& field);
/// All formulas, default values and checks of a snapshot. Errors carry "entity.field", "entity.checks.name" as fieldPath.
Result<void> checkSchema(const schema::Snapshot& snapshot);

/// "number", "text", "date" … as errors name a type.
std::string_view typeName(ValueType type);

}  // namespace kupets::expr
