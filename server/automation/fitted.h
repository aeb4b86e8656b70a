// What an expression came to as a field takes it.
#pragma once

#include "common/base/value.h"
#include "common/calendar/zone.h"
#include "common/schema/snapshot.h"

namespace kupets::automation {

/// Figures without a fraction for whole numbers, days and moments for one another, one reference for several.
Value fitted(const schema::Field& field, Value value, const calendar::Zone& zone);

}  // namespace kupets::automation
