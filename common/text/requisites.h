// Normal forms of what businesses write to each other: addresses on the net, tax and bank numbers. Spaces and the like
// are taken out, control digits are checked. Errors: InvalidValue {value, expected}.
#pragma once

#include <string>
#include <string_view>

#include "common/base/error.h"
#include "common/base/value.h"

namespace kupets::text {

/// "Ivanov@Firma.RU" → "Ivanov@firma.ru": the domain's case does not matter, that of the name before @ is kept. Domains
/// may be in Cyrillic.
Result<std::string> normaliseEmail(std::string_view typed);
/// "Example.com/a" → "https://example.com/a". http, https, ftp only.
Result<std::string> normaliseUrl(std::string_view typed);
/// 10 digits (organisation) or 12 (person), with their control digits.
Result<std::string> normaliseInn(std::string_view typed);
/// Nine characters: four digits, two digits or Latin capitals, three digits.
Result<std::string> normaliseKpp(std::string_view typed);
/// OGRN of 13 digits or OGRNIP of 15, with the control digit.
Result<std::string> normaliseOgrn(std::string_view typed);
/// Nine digits that begin with 04 (or 00 to 02: participants without an account of their own, the treasury).
Result<std::string> normaliseBic(std::string_view typed);
/// Twenty digits whose control key fits the bank's BIC.
Result<BankAccount> normaliseAccount(std::string_view account, std::string_view bic);

}  // namespace kupets::text
