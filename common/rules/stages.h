// What a stage asks for when a record comes into it or leaves it: what the server holds and the client asks for
// beforehand go by the same words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/value.h"

namespace kupets::rules {

/// Names of fields that stand in a text, by comma.
std::vector<std::string> namesIn(std::string_view text);

/// A checkbox without its tick is not filled either.
bool isFilled(const Value& value);

/// Where a stage stands on the way.
struct Standing {
    bool closed = false;
    bool lost = false;
    Value lane;      // stages of other lanes are neither before nor after
    Value position;  // integers; later ones are forward
};

/// What leaving demands is asked for on the way forward and to success: not back, not into a refusal.
bool asksToLeave(const Standing& from, const Standing& to);

}  // namespace kupets::rules
