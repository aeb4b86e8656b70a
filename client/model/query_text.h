// Filters as our models write them, by the builders of the expression language: never by gluing typed text.
#pragma once

#include <string>
#include <string_view>

#include "common/base/value.h"

namespace kupets::model {

/// `path` = `value`; a null value: the path is empty. Texts and ids only, as columns of a board have.
std::string filterEquals(std::string_view path, const Value& value);
/// Both; either may be empty.
std::string filterAnd(const std::string& a, const std::string& b);

}  // namespace kupets::model
