// Rules that are done within the save that sets them off: what they set is part of the very change, seen, checked and
// taken back with it. They read the record itself and nothing around it, and can refuse nothing.
#pragma once

#include "server/automation/rule_set.h"
#include "server/automation/services.h"

namespace kupets::automation {

/// One after the other, each sees what those before it have set. What a field does not take is left as it was.
void shapeRecord(const RuleSet& rules, const Services& services, records::Change& change,
                 const records::Current* before, const records::Actor& actor, bool isImport, Timestamp now);

}  // namespace kupets::automation
