// The rules of values, as server/records/prepare.cpp has them: a mistake shows while typing. The server's word is the
// last.
#include <algorithm>

#include "client/data/value_input.h"
#include "common/text/fold.h"
#include "common/text/phone.h"
#include "common/text/requisites.h"

namespace kupets::data {
namespace {

using schema::Field;
using schema::ValueType;

constexpr std::uint32_t kTextLength = 250;
constexpr std::uint32_t kLongTextLength = 100'000;
constexpr std::size_t kMostItems = 100;

std::unexpected<Error> wrongType(const Value& value, const char* expected) {
    return fail(ErrorCode::WrongType, {toText(value), expected});
}

bool blank(const Value& value) {
    if (isNull(value)) return true;
    if (const auto* text = std::get_if<std::string>(&value)) return text::tidy(*text).empty();
    if (const auto* texts = std::get_if<Texts>(&value))
        return std::ranges::all_of(*texts, [](const auto& t) { return text::tidy(t).empty(); });
    if (const auto* ids = std::get_if<Ids>(&value)) return ids->empty();
    return false;
}

Result<Value> asValue(Result<std::string> normal) {
    if (!normal) return std::unexpected(normal.error());
    return *normal;
}

Result<std::string> knownChoice(const Field& field, const std::string& code) {
    const bool known = std::ranges::find(field.def.choices(), code, &v1::ChoiceDef::value) != field.def.choices().end();
    if (known) return code;
    return fail(ErrorCode::InvalidValue, {code, "choice"});
}

Result<std::string> plainText(const Field& field, const std::string& typed) {
    const bool multiline = field.type() == v1::LONG_TEXT;
    std::string value = multiline ? typed : text::tidy(typed);
    if (value.find('\0') != std::string::npos) return fail(ErrorCode::InvalidValue, {typed, "text"});
    const std::uint32_t limit = field.def.max_length() != 0 ? field.def.max_length()
                                : multiline                 ? kLongTextLength
                                                            : kTextLength;
    if (text::length(value) > limit) return fail(ErrorCode::TooLong, {std::to_string(limit)});
    return value;
}

Result<std::string> oneText(const Field& field, const std::string& typed) {
    switch (field.type()) {
        case v1::CHOICE:
            return knownChoice(field, typed);
        case v1::URL:
            return text::normaliseUrl(typed);
        case v1::INN:
            return text::normaliseInn(typed);
        case v1::KPP:
            return text::normaliseKpp(typed);
        case v1::OGRN:
            return text::normaliseOgrn(typed);
        default:
            return plainText(field, typed);
    }
}

Result<std::string> oneItem(const Field& field, const std::string& typed) {
    switch (field.type()) {
        case v1::PHONES:
            return text::normalisePhone(typed);
        case v1::EMAILS:
            return text::normaliseEmail(typed);
        case v1::MULTI_CHOICE:
            return knownChoice(field, typed);
        default:
            return typed;
    }
}

Result<Value> items(const Field& field, const Texts& typed) {
    if (typed.size() > kMostItems) return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostItems)});
    Texts out;
    for (const std::string& each : typed) {
        if (text::tidy(each).empty()) continue;
        const Result<std::string> normal = oneItem(field, each);
        if (!normal) return std::unexpected(normal.error());
        if (std::ranges::find(out, *normal) == out.end()) out.push_back(*normal);
    }
    return out;
}

Result<void> inBounds(const Field& field, const Decimal& number) {
    const auto least = Decimal::parse(field.def.least());
    const auto most = Decimal::parse(field.def.most());
    if ((least && number < *least) || (most && number > *most))
        return fail(ErrorCode::OutOfRange, {field.def.least(), field.def.most()});
    return {};
}

std::optional<Decimal> numberOf(const Value& value) {
    if (const auto* decimal = std::get_if<Decimal>(&value)) return *decimal;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return Decimal(*whole);
    return std::nullopt;
}

Result<Value> decimal(const Field& field, const Value& value) {
    const auto number = numberOf(value);
    if (!number) return wrongType(value, "number");
    const Decimal rounded = number->rounded(field.def.scale() != 0 ? static_cast<int>(field.def.scale()) : 2);
    if (auto ok = inBounds(field, rounded); !ok) return std::unexpected(ok.error());
    return rounded;
}

Result<Value> money(const Field& field, const Value& value) {
    Money out;
    if (const auto* given = std::get_if<Money>(&value)) {
        out = *given;
    } else if (const auto number = numberOf(value)) {
        out.amount = *number;
    } else {
        return wrongType(value, "money");
    }
    if (out.currency.empty()) out.currency = "RUB";
    const bool code =
        out.currency.size() == 3 && std::ranges::all_of(out.currency, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!code) return fail(ErrorCode::InvalidValue, {out.currency, "currency"});
    out.amount = out.amount.rounded(2);
    if (auto ok = inBounds(field, out.amount); !ok) return std::unexpected(ok.error());
    return out;
}

template <typename T>
Result<Value> exactly(const Value& value, const char* expected) {
    if (std::holds_alternative<T>(value)) return value;
    return wrongType(value, expected);
}

Result<Value> byType(const Field& field, const Value& value) {
    switch (schema::valueTypeOf(field.type())) {
        case ValueType::Boolean:
            return exactly<bool>(value, "boolean");
        case ValueType::Integer: {
            const auto* whole = std::get_if<std::int64_t>(&value);
            if (whole == nullptr) return wrongType(value, "integer");
            if (auto ok = inBounds(field, Decimal(*whole)); !ok) return std::unexpected(ok.error());
            return value;
        }
        case ValueType::Decimal:
            return decimal(field, value);
        case ValueType::Money:
            return money(field, value);
        case ValueType::Date:
            return exactly<Date>(value, "date");
        case ValueType::Timestamp:
            return exactly<Timestamp>(value, "date and time");
        case ValueType::Duration:
            return exactly<Duration>(value, "duration");
        case ValueType::Reference:
            return exactly<Uuid>(value, "reference");
        case ValueType::References: {
            const auto* ids = std::get_if<Ids>(&value);
            if (ids == nullptr) return wrongType(value, "references");
            if (ids->size() > kMostItems) return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostItems)});
            return value;
        }
        case ValueType::Texts:
            if (const auto* texts = std::get_if<Texts>(&value)) return items(field, *texts);
            return wrongType(value, "list of texts");
        case ValueType::BankAccount: {
            const auto* account = std::get_if<BankAccount>(&value);
            if (account == nullptr) return wrongType(value, "bank account");
            auto normal = text::normaliseAccount(account->account, account->bic);
            if (!normal) return std::unexpected(normal.error());
            return *normal;
        }
        case ValueType::Text:
            if (const auto* text = std::get_if<std::string>(&value)) return asValue(oneText(field, *text));
            return wrongType(value, "text");
    }
    return wrongType(value, "value");
}

}  // namespace

Result<Value> normalized(const Field& field, Value value) {
    if (blank(value)) {
        if (field.def.required()) return fail(ErrorCode::Required, {}, field.name());
        return Null{};
    }
    Result<Value> normal = byType(field, value);
    if (!normal) return std::unexpected(Error(normal.error()).within(field.name()));
    return normal;
}

Result<void> check(const Field& field, const Value& value) {
    if (auto ok = normalized(field, value); !ok) return std::unexpected(ok.error());
    return {};
}

}  // namespace kupets::data
