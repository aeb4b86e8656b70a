// "field=value" as people type it → typed values, by the schema.
#pragma once

#include <string>
#include <string_view>

#include "common/base/value.h"
#include "common/schema/snapshot.h"
#include "ctl/session.h"

namespace kupets::ctl {

/// The value of a stored field; an empty text is null. References are given as an id or by the title of the record;
/// files as "@path" (uploaded). kUsage for what is not of the field's type, kNotFound and kFailed (AMBIGUOUS) for
/// references.
Outcome<Value> parseValue(Session& session, const schema::Field& field, std::string_view text);

/// The record of `entity` whose field has this value, in any case: an id is taken as it is.
Outcome<Uuid> findRecord(Session& session, const schema::Entity& entity, std::string_view field, std::string_view text);

/// A text as a literal of the expression language.
std::string quoted(std::string_view text);

/// 36 characters, or kUsage.
Outcome<Uuid> parseId(std::string_view text);

}  // namespace kupets::ctl
