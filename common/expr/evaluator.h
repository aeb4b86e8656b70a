// The insides of evaluate().
#pragma once

#include "common/expr/evaluate.h"

namespace kupets::expr {

class Evaluator {
public:
    explicit Evaluator(const EvaluationContext& context) : context_(context) {}
    Value run(const TypedNode& node, const Record& record) const;

private:
    using Nodes = std::vector<Typed>;
    using Values = std::vector<Value>;

    // evaluator.cpp
    static Value read(const FieldAccess& access, ValueType type, const Record& record);
    Value apply(const Application& application, const Record& record) const;
    Value logic(Op op, const Nodes& operands, const Record& record) const;
    Value branch(const Nodes& operands, const Record& record) const;
    Value aggregate(const Aggregation& aggregation, const Record& record) const;
    Value compute(Op op, const Application& application, Values values) const;

    // evaluator_operations.cpp: strict operations, all of whose operands are there
    Value number(Op op, const Values& values, const Application& application) const;
    Value words(Op op, const Values& values) const;
    Value dates(Op op, const Values& values) const;
    Value toText(const Value& value) const;

    const EvaluationContext& context_;
};

/// Less than, equal to, or greater than 0. Both of one type; texts by code point.
int compareValues(const Value& a, const Value& b);

}  // namespace kupets::expr
