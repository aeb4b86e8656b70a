// Telephone numbers. The normal form is E.164, with ";ext=" where there is an extension: "+79161234567;ext=12".
#pragma once

#include <string>
#include <string_view>

#include "common/base/error.h"

namespace kupets::text {

/// "8 (916) 123-45-67 доб. 12" → "+79161234567;ext=12". Without a country code: Russia's, 10 digits. Other countries by
/// "+" or "00": 7 to 15 digits. Error: InvalidValue {value, expected}.
Result<std::string> normalisePhone(std::string_view typed);
/// For screens: "+7 916 123-45-67 доб. 12". What is not in the normal form comes back as it is.
std::string formatPhone(std::string_view normal);
/// What to look for among normal forms when a person types a fragment: the digits, a leading 8 of a whole Russian
/// number made
/// 7. Empty when the fragment has letters or no digits.
std::string phoneSearchDigits(std::string_view fragment);

}  // namespace kupets::text
