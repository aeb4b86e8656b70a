#include "common/rules/values.h"

#include <algorithm>
#include <optional>

#include "common/rules/standards.h"
#include "common/text/fold.h"
#include "common/text/phone.h"
#include "common/text/requisites.h"

namespace kupets::rules {
namespace {

using schema::Field;
using schema::ValueType;

constexpr std::uint32_t kTextLength = 250;
constexpr std::uint32_t kLongTextLength = 100'000;
constexpr std::size_t kQuotedLength = 100;  // of a refused value in its error
constexpr int kMoneyScale = 2;
constexpr int kUsualScale = 2;
constexpr const char* kHomeCurrency = "RUB";

bool isBlankText(const std::string& value) { return text::tidy(value).empty(); }

/// A refused value goes back in the error: its beginning, in valid UTF-8.
std::string quoted(const std::string& value) { return text::tidy(std::string(text::slice(value, 0, kQuotedLength))); }

std::unexpected<Error> wrongType(const Value& value, const char* expected) {
    return fail(ErrorCode::WrongType, {quoted(toText(value)), expected});
}

std::unexpected<Error> invalid(const std::string& value, const char* expected) {
    return fail(ErrorCode::InvalidValue, {quoted(value), expected});
}

Result<std::string> plainText(const Field& field, const std::string& typed) {
    std::string value = field.type() == v1::LONG_TEXT ? typed : text::tidy(typed);
    if (!text::isValidUtf8(typed) || value.find('\0') != std::string::npos) return invalid(typed, "text");
    if (field.type() == v1::TEXT || field.type() == v1::ADDRESS) {
        auto standard = standardText(field, std::move(value));
        if (!standard) return standard;
        value = std::move(*standard);
    }
    const std::uint32_t limit = mostCharacters(field);
    if (text::length(value) > limit) return fail(ErrorCode::TooLong, {std::to_string(limit)});
    return value;
}

Result<std::string> knownChoice(const Field& field, const std::string& value) {
    const auto& choices = field.def.choices();
    if (std::ranges::find(choices, value, &v1::ChoiceDef::value) != choices.end()) return value;
    return invalid(value, "choice");
}

/// A text field's value, or an item of a list of texts.
Result<std::string> oneText(const Field& field, const std::string& typed) {
    switch (field.type()) {
        case v1::CHOICE:
        case v1::MULTI_CHOICE:
            return knownChoice(field, typed);
        case v1::PHONES:
            return text::normalisePhone(typed);
        case v1::EMAILS:
            return text::normaliseEmail(typed);
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

Result<void> fitsInList(std::size_t items) {
    if (items > kMostItems) return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostItems)});
    return {};
}

template <typename Items, typename Item>
void addOnce(Items& items, Item item) {
    if (std::ranges::find(items, item) == items.end()) items.push_back(std::move(item));
}

Result<Value> texts(const Field& field, const Texts& typed) {
    if (auto ok = fitsInList(typed.size()); !ok) return std::unexpected(ok.error());
    Texts out;
    for (const std::string& item : typed) {
        if (isBlankText(item)) continue;
        Result<std::string> normal = oneText(field, item);
        if (!normal) return std::unexpected(std::move(normal.error()));
        addOnce(out, std::move(*normal));
    }
    return out;
}

Result<Value> references(const Ids& given) {
    if (auto ok = fitsInList(given.size()); !ok) return std::unexpected(ok.error());
    Ids out;
    for (const Uuid& id : given) addOnce(out, id);
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
    const int scale = field.def.scale() != 0 ? static_cast<int>(field.def.scale()) : kUsualScale;
    const Decimal rounded = number->rounded(scale);
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
    if (out.currency.empty()) out.currency = kHomeCurrency;
    const bool code =
        out.currency.size() == 3 && std::ranges::all_of(out.currency, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!code) return invalid(out.currency, "currency");
    out.amount = out.amount.rounded(kMoneyScale);
    if (auto ok = inBounds(field, out.amount); !ok) return std::unexpected(ok.error());
    return out;
}

Result<Value> integer(const Field& field, const Value& value) {
    const auto* whole = std::get_if<std::int64_t>(&value);
    if (whole == nullptr) return wrongType(value, "integer");
    if (auto ok = inBounds(field, Decimal(*whole)); !ok) return std::unexpected(ok.error());
    return value;
}

/// Days and moments have years of four digits: what is beyond can be neither written nor read.
template <typename T>
Result<Value> dated(const Value& value, T first, T last, const char* expected) {
    const auto* given = std::get_if<T>(&value);
    if (given == nullptr) return fail(ErrorCode::WrongType, {quoted(toText(value)), expected});
    if (*given < first || *given > last) return fail(ErrorCode::OutOfRange, {"0001-01-01", "9999-12-31"});
    return value;
}

Result<Value> date(const Value& value) {
    return dated(value, *Date::fromYmd(1, 1, 1), *Date::fromYmd(9999, 12, 31), "date");
}

Result<Value> timestamp(const Value& value) {
    const Timestamp end = Timestamp::fromDate(*Date::fromYmd(9999, 12, 31));
    return dated(value, Timestamp::fromDate(*Date::fromYmd(1, 1, 1)), Timestamp{end.micros + 86'400'000'000 - 1},
                 "date and time");
}

Result<Value> bankAccount(const Value& value) {
    const auto* account = std::get_if<BankAccount>(&value);
    if (account == nullptr) return wrongType(value, "bank account");
    auto normal = text::normaliseAccount(account->account, account->bic);
    if (!normal) return std::unexpected(std::move(normal.error()));
    return std::move(*normal);
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
        case ValueType::Integer:
            return integer(field, value);
        case ValueType::Decimal:
            return decimal(field, value);
        case ValueType::Money:
            return money(field, value);
        case ValueType::Date:
            return date(value);
        case ValueType::Timestamp:
            return timestamp(value);
        case ValueType::Duration:
            return exactly<Duration>(value, "duration");
        case ValueType::Reference:
            return exactly<Uuid>(value, "reference");
        case ValueType::References:
            if (const auto* ids = std::get_if<Ids>(&value)) return references(*ids);
            return wrongType(value, "references");
        case ValueType::Texts:
            if (const auto* given = std::get_if<Texts>(&value)) return texts(field, *given);
            return wrongType(value, "list of texts");
        case ValueType::BankAccount:
            return bankAccount(value);
        case ValueType::Text:
            if (const auto* given = std::get_if<std::string>(&value)) return oneText(field, *given);
            return wrongType(value, "text");
    }
    return wrongType(value, "value");
}

}  // namespace

bool isBlank(const Value& value) {
    if (isNull(value)) return true;
    if (const auto* one = std::get_if<std::string>(&value)) return isBlankText(*one);
    if (const auto* several = std::get_if<Texts>(&value)) return std::ranges::all_of(*several, isBlankText);
    if (const auto* ids = std::get_if<Ids>(&value)) return ids->empty();
    return false;
}

std::uint32_t mostCharacters(const Field& field) {
    if (field.def.max_length() != 0) return field.def.max_length();
    return field.type() == v1::LONG_TEXT ? kLongTextLength : kTextLength;
}

Result<Value> normalise(const Field& field, const Value& value) {
    if (isBlank(value)) return Null{};
    Result<Value> normal = byType(field, value);
    if (!normal) return std::unexpected(std::move(normal.error()).within(field.name()));
    return normal;
}

Result<Value> normaliseRequired(const Field& field, const Value& value) {
    Result<Value> normal = normalise(field, value);
    if (normal && isNull(*normal) && field.def.required()) return fail(ErrorCode::Required, {}, field.name());
    return normal;
}

}  // namespace kupets::rules
