// The value of a typed expression for one record in memory. Equal to what the SQL of the same tree gives, null for
// null: a property test (tests/server/query) holds that. Total: nothing fails, what can not be computed is null.
#pragma once

#include <chrono>
#include <vector>

#include "common/base/value.h"
#include "common/expr/check.h"

namespace kupets::expr {

/// What an expression may know besides records; the same for both back ends.
struct EvaluationContext {
    Timestamp now;
    Uuid me;                             // nil: nobody, ME() is null
    std::chrono::seconds zoneOffset{0};  // of the person's clock, east of UTC
    Uuid department;                     // nil: he has none, MY_DEPARTMENT() is null
    Date today() const;                  // on the person's calendar
};

/// A record as its reader may see it. The implementer owns what it gives out for as long as an evaluation lasts.
class Record {
public:
    virtual ~Record() = default;
    /// Of a stored field or a system field of this record's entity (`id` is a Uuid); Null when empty.
    virtual Value value(const schema::Field& field) const = 0;
    /// Null when the reference is empty or leads to what the reader may not see.
    virtual const Record* follow(const schema::Field& reference) const = 0;
    virtual std::vector<const Record*> children(const schema::Reverse& reverse) const = 0;
};

Value evaluate(const TypedNode& expression, const Record& record, const EvaluationContext& context);
inline Value evaluate(const Typed& expression, const Record& record, const EvaluationContext& context) {
    return evaluate(*expression, record, context);
}

/// For filters: true, and neither false nor null.
bool holds(const Typed& condition, const Record& record, const EvaluationContext& context);

}  // namespace kupets::expr
