// Telephone numbers. The normal form is E.164, with ";ext=" where there is an extension: "+79161234567;ext=12".
#pragma once

#include <string>
#include <string_view>

#include "common/base/error.h"

namespace kupets::text {

/// "8 (916) 123-45-67 доб. 12", "моб. +7 916 1234567" → "+79161234567;ext=12". A number without a country code is one
/// of `country` (ISO 3166, "RU", "BY"…), with or without what is dialled in front there; Russian ones have 10 digits.
/// Other countries by "+", "00" or "8 10". Numbers of the countries that are known have the lengths of their plans,
/// others 7 to 15 digits. Error: InvalidValue {value, expected}.
Result<std::string> normalisePhone(std::string_view typed, std::string_view country = "RU");
/// Whether normalisePhone() knows how numbers of a country are made.
bool isPhoneCountry(std::string_view country);
/// For screens: "+7 (916) 123-45-67 доб. 12", "+375 (17) 222-11-22", "+49 30901820". What is not in the normal form
/// comes back as it is.
std::string formatPhone(std::string_view normal);
/// What to look for among normal forms when a person types a fragment: the digits, a leading 8 of a whole Russian
/// number made
/// 7. Empty when the fragment has letters or no digits.
std::string phoneSearchDigits(std::string_view fragment);

}  // namespace kupets::text
