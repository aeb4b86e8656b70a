// Validation as forms use it; the rules themselves stand in client/data, because tables edit in place by the same ones.
#pragma once

#include "client/data/value_input.h"

namespace kupets::form {

using data::check;
using data::editText;
using data::normalized;
using data::parseText;

}  // namespace kupets::form
