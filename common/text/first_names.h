// The first names that are known: two different ones are two people, however alike they sound.
#pragma once

#include <string_view>

namespace kupets::text {

/// The name that a word (latinSounds) is, the same for its variants ("natala" of Наталья and Наталия); empty when the
/// word is no first name.
std::string_view firstName(std::string_view latin);

}  // namespace kupets::text
