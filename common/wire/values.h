// Value in memory ↔ kupets.v1.Value on the wire.
#pragma once

#include "common/base/error.h"
#include "common/base/value.h"
#include "kupets/v1/value.pb.h"

namespace kupets::wire {

v1::Value toProto(const Value& value);
/// Error: BadRequest when a decimal, an id or a list in it is malformed, or a text holds a NUL.
Result<Value> fromProto(const v1::Value& value);

/// 16 bytes of a message; BadRequest with `what` when it is not.
Result<Uuid> idFromProto(std::string_view bytes, std::string_view what);

}  // namespace kupets::wire
