// What a change set of thousands of records does beside each of them.
#pragma once

#include <set>
#include <string>

#include "server/records/gate.h"

namespace kupets::records {

/// The search index takes many rows at once far quicker than a few at a time: from now on they wait in a list.
awaitable<Result<void>> beginMany(ChangeWriter& writer, db::Deadline deadline);
/// Tables that PostgreSQL believes to be nearly empty and that are not are analyzed; again after each doubling of what
/// was written.
awaitable<Result<void>> judgeAnew(ChangeWriter& writer, db::Deadline deadline);
/// What waits for the search index of these entities is put in, before others have to read past it.
awaitable<Result<void>> endMany(ChangeWriter& writer, const std::set<std::string>& entities, db::Deadline deadline);

}  // namespace kupets::records
