// Which records there are the rows of a batch speak of: by keys in their order, by what a person decided, and by
// earlier rows of the same batch.
#pragma once

#include <span>

#include "server/modules/imports/plan.h"

namespace kupets::imports {

using Currents = std::map<Uuid, records::Current>;

/// Sets fate, id and errors of the records of one part; `currents` grows by the records that are to be updated. Links
/// of this part are filled in from the parts before it.
awaitable<Result<void>> matchPart(const SheetPlan& sheet, std::size_t part, std::span<PlannedRow> rows,
                                  const LookUp& lookUp, Currents& currents);

}  // namespace kupets::imports
