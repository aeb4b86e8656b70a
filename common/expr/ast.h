// An expression as it was written: an immutable tree, shared freely between threads. Made by parse() (parse.h) or by
// the builders below, so that programs make filters without gluing strings; print() (print.h) gives the text back. What
// names mean is found by check() (check.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/base/value.h"
#include "common/expr/functions.h"

namespace kupets::expr {

inline constexpr std::size_t kMaxCharacters = 10'000;
inline constexpr std::uint32_t kMaxDepth = 100;
inline constexpr std::uint32_t kMaxNodes = 2'000;

class Node;
using Ast = std::shared_ptr<const Node>;

// clang-format off
enum class Operator : std::uint8_t {
    Or, And,                                                      // two operands or more
    Not, Negate,                                                  // one
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,  // two
    In,                                                           // the needle, then the list
    Join, Add, Subtract, Multiply, Divide,                        // two
};
// clang-format on

/// Null, bool, std::int64_t, Decimal (digits after the point, or too large for an integer) or std::string.
struct Literal {
    Value value;
};
/// "company.owner.name"; steps are lower_snake.
struct Path {
    std::vector<std::string> steps;
};
struct Operation {
    Operator op;
    std::vector<Ast> operands;
};
struct Call {
    Function function;
    std::vector<Ast> arguments;
};

class Node {
public:
    using Content = std::variant<Literal, Path, Operation, Call>;
    Node(Content content, std::uint32_t position);

    const Content& content() const { return content_; }
    /// Where it begins in the text, in characters from 0; 0 for what was built.
    std::uint32_t position() const { return position_; }
    std::uint32_t depth() const { return depth_; }
    /// Of the whole tree under it, itself included.
    std::uint32_t nodes() const { return nodes_; }

private:
    Content content_;
    std::uint32_t position_;
    std::uint32_t depth_ = 1;
    std::uint32_t nodes_ = 1;
};

Ast makeNode(Node::Content content, std::uint32_t position = 0);
/// Whether both say the same; positions do not matter.
bool same(const Ast& a, const Ast& b);

/// "company.owner".
Ast field(std::string_view path);
Ast text(std::string value);
Ast number(std::int64_t value);
Ast number(Decimal value);
Ast boolean(bool value);
Ast nothing();
Ast id(const Uuid& value);
Ast date(Date value);
Ast call(Function function, std::vector<Ast> arguments = {});
Ast operation(Operator op, std::vector<Ast> operands);

/// All of them; of none: TRUE, of one: that one.
Ast all(std::vector<Ast> conditions);
/// Any of them; of none: FALSE, of one: that one.
Ast any(std::vector<Ast> conditions);
Ast negation(Ast condition);
Ast equals(Ast a, Ast b);
Ast differs(Ast a, Ast b);
Ast less(Ast a, Ast b);
Ast lessOrEqual(Ast a, Ast b);
Ast greater(Ast a, Ast b);
Ast greaterOrEqual(Ast a, Ast b);
/// Of an empty list: FALSE.
Ast oneOf(Ast value, std::vector<Ast> list);
Ast contains(Ast value, std::string fragment);
Ast startsWith(Ast value, std::string fragment);
Ast isBlank(Ast value);
Ast isFilled(Ast value);

}  // namespace kupets::expr
