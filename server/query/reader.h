// Who reads: what he may see, and what his expressions know (now, me, his clock's zone).
#pragma once

#include "common/expr/evaluate.h"
#include "server/access/scope.h"

namespace kupets::query {

struct Reader {
    access::ScopePtr scope;
    expr::EvaluationContext context;
};

}  // namespace kupets::query
