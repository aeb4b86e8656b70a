#include "client/form/validation.h"

namespace kupets::form {

Result<Value> parseText(const schema::Field&, const QString& text, data::Language) { return fromQt(text); }
Result<Value> normalized(const schema::Field&, Value value) { return value; }
Result<void> check(const schema::Field& field, const Value& value) {
    if (auto ok = normalized(field, value); !ok) return std::unexpected(ok.error());
    return {};
}
QString editText(const schema::Field&, const Value& value, data::Language) { return toQt(toText(value)); }

}  // namespace kupets::form
