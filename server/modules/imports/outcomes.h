// What becomes of each row, told while the import runs.
#pragma once

#include "server/modules/imports/batch.h"

namespace kupets::imports {

/// Titles of records, as people read them.
using Titles = std::map<Uuid, std::string>;

/// Of everything that the batch's outcomes speak of, by one statement an entity; after write().
awaitable<Result<Titles>> titlesFor(const SheetPlan& sheet, const Batch& batch, const LookUp& lookUp);

/// One outcome a record of each row, in the order of the rows; those of absent records are left out. Of a record with
/// several errors each has an outcome of its own, one behind the other. No database.
/// `rehearsal`: ids of new records mean nothing.
std::vector<v1::ImportOutcome> outcomesOf(const SheetPlan& sheet, const Batch& batch, const Titles& titles,
                                          bool rehearsal);

v1::ImportRowError toProto(const RowError& error, std::uint32_t sheet, std::uint32_t part);

}  // namespace kupets::imports
