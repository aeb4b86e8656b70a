// Whether a definition makes sense to the schema; every error names its part.
#pragma once

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/automation.pb.h"

namespace kupets::automation {

Result<void> checkRule(const v1::RuleDef& def, const schema::Entity& entity, const schema::Snapshot& snapshot);

/// What a RuleValue.value says, as the field takes it. Errors: InvalidValue and those of rules::normalise.
Result<Value> constantOf(const schema::Field& field, const std::string& text);

}  // namespace kupets::automation
