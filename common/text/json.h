// Texts within JSON.
#pragma once

#include <string>
#include <string_view>

namespace kupets::text {

/// In quotes, with what JSON wants escaped. `utf8` is taken to be well-formed.
std::string jsonText(std::string_view utf8);

}  // namespace kupets::text
