// How far one word is from another.
#pragma once

#include <cstddef>
#include <string_view>

namespace kupets::text {

/// Letters that are missing, too many, or wrong, and neighbours that changed places, each counts one. What is more than
/// `most` is told as most + 1. By code point.
std::size_t slips(std::string_view a, std::string_view b, std::size_t most);

}  // namespace kupets::text
