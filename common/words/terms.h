// The few nouns that errors carry as arguments: what was expected, what has a limit. Errors name them in English;
// people read them in their language.
#pragma once

#include <optional>
#include <string_view>

namespace kupets::words {

enum class Language { Russian, English };

/// "phone number" → "номер телефона". A name that is not known stands for itself in English; in Russian there is
/// nothing.
std::optional<std::string_view> term(std::string_view name, Language language);

}  // namespace kupets::words
