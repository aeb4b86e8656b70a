// The rules of values: what a field takes, and the one form in which it is stored. The server's gate saves by them and
// the client's editors judge by them while one types, so both say the same. Pure functions, any thread.
#pragma once

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/schema/snapshot.h"

namespace kupets::rules {

/// Items of a list at most: phones, e-mails, choices, references.
inline constexpr std::size_t kMostItems = 100;

/// Nothing to store: null, a text of spaces, a list without items. Whatever is blank is stored as null.
bool isBlank(const Value& value);

/// Characters that a text field takes.
std::uint32_t mostCharacters(const schema::Field& field);

/// The value as it is stored: texts tidied and by their standard (standards.h), phones, addresses and codes in their normal form, numbers rounded to the
/// field's scale, lists without blanks and repetitions, whole numbers and decimals taken for money; blank is null,
/// whether or not the field is required. Errors, with the field's name: WrongType {value, expected}, InvalidValue
/// {value, expected}, TooLong {limit}, OutOfRange {least, most}, LimitExceeded {"items", limit}.
Result<Value> normalise(const schema::Field& field, const Value& value);

/// As `normalise`, and Required for blank where the field is.
Result<Value> normaliseRequired(const schema::Field& field, const Value& value);

}  // namespace kupets::rules
