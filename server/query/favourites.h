// One's own favourites as a condition of a record set.
#pragma once

#include <string>

#include "kupets/v1/records.pb.h"
#include "server/query/names.h"

namespace kupets::query {

/// "a0.id IN (…)"; empty for a set that does not ask for them. Sets of favourites are small and change without a change
/// of any record: nothing is remembered of them (Views::key).
std::string favouriteCondition(const v1::RecordSet& set, const Names& names, Statement& statement);

}  // namespace kupets::query
