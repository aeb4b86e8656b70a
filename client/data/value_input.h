// What a person typed becomes a value, and a value is checked against its field: the same rules and the same error
// codes as the server's, so that a mistake shows while typing and not after saving. Pure functions.
#pragma once

#include <QString>

#include "client/data/language.h"
#include "common/base/value.h"
#include "common/schema/snapshot.h"

namespace kupets::data {

/// Text as typed in the person's language: "1 234,50", "21.11.26", "12.5 %", "8 916 123-45-67", "1:30". Empty text is
/// null. References can not be typed: WrongType. Errors: InvalidValue, TooLong, OutOfRange, Required, with the field's
/// name.
Result<Value> parseText(const schema::Field& field, const QString& text, Language language);
/// Puts a value into the form the server would store (trimmed, phones in full, codes without spaces) and checks it.
Result<Value> normalized(const schema::Field& field, Value value);
/// As `normalized`, only the verdict.
Result<void> check(const schema::Field& field, const Value& value);
/// What an editor shows for editing: as typed, without currency signs and group separators.
QString editText(const schema::Field& field, const Value& value, Language language);

}  // namespace kupets::data
