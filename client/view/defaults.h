// What the program proposes in a new record: what the default values of its schema come to, here and now.
#pragma once

#include "client/data/context.h"
#include "client/form/draft.h"

namespace kupets::view {

/// Here and now, and who asks.
expr::EvaluationContext evaluationContext(const data::Context& context);
void proposeDefaults(form::Draft& draft, const data::Context& context);

}  // namespace kupets::view
