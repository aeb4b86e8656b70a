// What the program proposes in a new record: the simple ones of the schema's default expressions. The server works out
// the rest when the record is saved.
#pragma once

#include "client/data/context.h"
#include "client/form/draft.h"

namespace kupets::view {

void proposeDefaults(form::Draft& draft, const data::Context& context);

}  // namespace kupets::view
