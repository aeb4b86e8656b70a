#include "common/expr/evaluate.h"

#include "common/expr/evaluator.h"

namespace kupets::expr {

Date EvaluationContext::today() const {
    return Timestamp{now.micros + std::chrono::microseconds(zoneOffset).count()}.date();
}

Value evaluate(const TypedNode& expression, const Record& record, const EvaluationContext& context) {
    return Evaluator(context).run(expression, record);
}

bool holds(const Typed& condition, const Record& record, const EvaluationContext& context) {
    const Value value = evaluate(*condition, record, context);
    const bool* truth = std::get_if<bool>(&value);
    return truth != nullptr && *truth;
}

}  // namespace kupets::expr
