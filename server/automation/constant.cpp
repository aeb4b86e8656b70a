#include <charconv>

#include "common/rules/values.h"
#include "server/automation/rule_check.h"

namespace kupets::automation {

namespace {

template <typename T>
Value orText(const std::optional<T>& parsed, const std::string& text) {
    return parsed ? Value(*parsed) : Value(text);
}

std::optional<std::int64_t> wholeNumber(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Value parsed(const schema::Field& field, const std::string& text) {
    switch (field.type()) {
        case v1::BOOLEAN:
            return text == "true" ? Value(true) : text == "false" ? Value(false) : Value(text);
        case v1::INTEGER:
            return orText(wholeNumber(text), text);
        case v1::DECIMAL:
        case v1::PERCENT:
        case v1::MONEY:
            return orText(Decimal::parse(text), text);
        case v1::DATE:
            return orText(Date::parse(text), text);
        case v1::DATE_TIME:
            return orText(Timestamp::parse(text), text);
        case v1::DURATION: {
            const auto seconds = wholeNumber(text);
            return seconds ? Value(Duration{*seconds}) : Value(text);
        }
        case v1::REFERENCE:
        case v1::USER:
        case v1::FILE:
            return orText(Uuid::parse(text), text);
        case v1::REFERENCES: {
            const auto id = Uuid::parse(text);
            return id ? Value(Ids{*id}) : Value(text);
        }
        case v1::MULTI_CHOICE:
        case v1::PHONES:
        case v1::EMAILS:
            return kupets::Texts{text};
        default:
            return text;
    }
}

}  // namespace

Result<Value> constantOf(const schema::Field& field, const std::string& text) {
    if (text.empty()) return Null{};
    return rules::normalise(field, parsed(field, text));
}

}  // namespace kupets::automation
