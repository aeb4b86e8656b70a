// What a person typed becomes a value, and a value is checked against its field, so that a mistake shows while typing
// and not after saving. Pure functions.
#pragma once

#include <QString>

#include "client/data/language.h"
#include "common/rules/values.h"

namespace kupets::data {

/// Text as typed in the person's language: "1 234,50", "21.11.26", "12.5 %", "8 916 123-45-67", "1:30". Empty text is
/// null. References can not be typed: WrongType. Errors: InvalidValue, TooLong, OutOfRange, Required, with the field's
/// name.
Result<Value> parseText(const schema::Field& field, const QString& text, Language language);
/// The rules of common/rules, which the server saves by: the value as it would be stored, Required among the errors.
inline Result<Value> normalized(const schema::Field& field, const Value& value) {
    return rules::normaliseRequired(field, value);
}
/// As `normalized`, only the verdict.
inline Result<void> check(const schema::Field& field, const Value& value) {
    const Result<Value> normal = normalized(field, value);
    return normal ? Result<void>() : std::unexpected(normal.error());
}
/// What an editor shows for editing: as typed, without currency signs and group separators.
QString editText(const schema::Field& field, const Value& value, Language language);

}  // namespace kupets::data
