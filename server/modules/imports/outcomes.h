// What becomes of each row, told while the import runs.
#pragma once

#include "server/modules/imports/batch.h"

namespace kupets::imports {

/// After write(): one outcome a record of each row, in the order of the rows; those of absent records are left out.
/// `rehearsal`: ids of new records mean nothing.
awaitable<Result<std::vector<v1::ImportOutcome>>> outcomesOf(const SheetPlan& sheet, const Batch& batch,
                                                             const LookUp& lookUp, bool rehearsal);

v1::ImportRowError toProto(const RowError& error, std::uint32_t sheet, std::uint32_t part);

}  // namespace kupets::imports
