// The insides of check(): one pass over the tree. Kept in a header of its own because it is long enough for three
// files.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/expr/check.h"

namespace kupets::expr {

class Checker {
public:
    explicit Checker(const schema::Entity& entity) : scope_{&entity, {}} {}

    Result<Typed> node(const Ast& ast);
    /// Like node(), but money becomes its amount, a duration its seconds, an account its text.
    Result<Typed> plain(const Ast& ast);
    Result<Typed> formula(const schema::Field& field);
    /// Constants that fit, and the widening casts; WrongType or InvalidValue otherwise.
    Result<Typed> convert(Typed value, ValueType wanted, const Ast& at);

private:
    /// Where paths begin: at `entity`, reached from the record by `prefix`.
    struct Scope {
        const schema::Entity* entity;
        FieldChain prefix;
    };
    using Arguments = std::vector<Ast>;
    using Operands = std::vector<Typed>;

    // checker_types.cpp: making and converting
    Result<Typed> make(ValueType type, TypedNode::Content content, const schema::Entity* target = nullptr);
    Result<Typed> apply(ValueType type, Op op, Operands operands, const schema::Entity* target = nullptr);
    Result<Typed> asText(Typed value, const Ast& at);
    Result<Typed> asDate(Typed value, const Ast& at);
    Result<Typed> titleOf(const FieldAccess& reference, const Ast& at);
    Result<ValueType> commonType(std::span<const Typed> values, const Arguments& at);
    /// Brings all to their common type; of references, `target` becomes theirs.
    Result<Operands> unify(Operands values, const Arguments& at, const schema::Entity*& target);
    Result<Operands> plainAll(const Arguments& arguments);
    Result<Operands> texts(const Arguments& arguments);
    Result<Operands> converted(const Arguments& arguments, std::initializer_list<ValueType> wanted);

    // checker_paths.cpp: paths, formulas, aggregates
    struct Walk {
        FieldChain path;                           // from the record, prefix included
        const schema::Entity* entity = nullptr;    // where the rest begins
        const schema::Reverse* reverse = nullptr;  // when the walk stopped at one
        std::size_t next = 0;                      // the first step not taken
    };
    Result<Walk> walk(const Path& path, const Ast& at) const;
    Result<Typed> path(const Path& path, const Ast& at);
    Result<Typed> access(FieldChain chain, std::span<const std::string> rest, const Ast& at);
    Result<Typed> inlined(FieldChain chain);
    Result<Typed> aggregate(AggregateKind kind, const Call& call, const Ast& at);
    Result<Typed> aggregated(AggregateKind kind, Typed value, const Ast& at);
    bool isAggregate(const Call& call) const;

    // checker.cpp: operators and functions
    Result<Typed> literal(const Literal& literal);
    Result<Typed> operation(const Operation& operation);
    Result<Typed> comparison(const Operation& operation);
    Result<Typed> arithmetic(const Operation& operation);
    Result<Typed> difference(Typed a, Typed b, const Operation& operation);
    Result<Typed> call(const Call& call, const Ast& at);
    Result<Typed> textCall(const Call& call);
    Result<Typed> search(const Call& call);
    Result<Typed> has(const Call& call);
    Result<Typed> conditional(const Call& call);
    Result<Typed> round(const Call& call);
    Result<Typed> extreme(const Call& call, const Ast& at);
    Result<Typed> dateCall(const Call& call, const Ast& at);
    Result<Typed> makeDate(const Call& call, const Ast& at);
    Result<Typed> identifier(const Call& call);

    Scope scope_;
    std::uint32_t made_ = 0;
    std::vector<const schema::Field*> formulas_;  // being inlined, the outermost first
};

bool isNullConstant(const Typed& value);
/// The text of a text constant, or null.
const std::string* textConstant(const Typed& value);
std::unexpected<Error> wrongType(std::string found, std::string expected, const Ast& at);
std::unexpected<Error> wrongType(const Typed& found, std::string expected, const Ast& at);

}  // namespace kupets::expr
