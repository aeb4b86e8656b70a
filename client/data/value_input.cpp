#include "client/data/value_input.h"

namespace kupets::data {

Result<Value> parseText(const schema::Field&, const QString& text, Language) { return fromQt(text); }
Result<Value> normalized(const schema::Field&, Value value) { return value; }
Result<void> check(const schema::Field& field, const Value& value) {
    if (auto ok = normalized(field, value); !ok) return std::unexpected(ok.error());
    return {};
}
QString editText(const schema::Field&, const Value& value, Language) { return toQt(toText(value)); }

}  // namespace kupets::data
