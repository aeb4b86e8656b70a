#include "server/schema/columns.h"

#include <charconv>

#include "server/db/database.h"

namespace kupets::schema {
namespace {

constexpr std::string_view kRussian = "text COLLATE \"ru-RU-x-icu\"";
constexpr std::string_view kCode = "text COLLATE \"C\"";

std::optional<std::int64_t> parseInteger(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

template <typename T>
Value orNull(const std::optional<T>& value) {
    return value ? Value(*value) : Value(Null{});
}

Value parseIds(std::string_view cell) {
    Ids ids;
    for (const std::string& item : db::parseArray(cell)) {
        if (const auto id = Uuid::parse(item)) ids.push_back(*id);
    }
    return ids;
}

std::string idsLiteral(const Ids& ids) {
    std::string out = "{";
    for (const Uuid& id : ids) {
        if (out.size() > 1) out += ',';
        out += id.text();
    }
    return out + "}";
}

struct CellsOf {
    Cells operator()(Null) const { return {}; }
    Cells operator()(bool v) const { return {v ? "t" : "f", std::nullopt}; }
    Cells operator()(std::int64_t v) const { return {std::to_string(v), std::nullopt}; }
    Cells operator()(const Decimal& v) const { return {v.text(), std::nullopt}; }
    Cells operator()(const std::string& v) const { return {v, std::nullopt}; }
    Cells operator()(Date v) const { return {v.text(), std::nullopt}; }
    Cells operator()(Timestamp v) const { return {v.text(), std::nullopt}; }
    Cells operator()(Duration v) const { return {std::to_string(v.seconds), std::nullopt}; }
    Cells operator()(const Uuid& v) const { return {v.text(), std::nullopt}; }
    Cells operator()(const Money& v) const { return {v.amount.text(), v.currency}; }
    Cells operator()(const BankAccount& v) const { return {v.account, v.bic}; }
    Cells operator()(const Texts& v) const { return {db::arrayLiteral(v), std::nullopt}; }
    Cells operator()(const Ids& v) const { return {idsLiteral(v), std::nullopt}; }
};

}  // namespace

std::string ident(std::string_view name) { return "\"" + std::string(name) + "\""; }

std::string tableOf(const Entity& entity) { return "data." + ident(entity.name()); }

std::string columnType(const Field& field) {
    if (field.name() == "id" && field.system) return "uuid";
    switch (field.type()) {
        case v1::INN:
        case v1::KPP:
        case v1::OGRN:
        case v1::CHOICE:
        case v1::URL:
        case v1::BANK_ACCOUNT:
            return std::string(kCode);
        case v1::AUTO_NUMBER:
            return std::string(kCode);
        default:
            break;
    }
    const std::string cast = castType(field);
    return cast == "text" ? std::string(kRussian) : cast;
}

std::string_view sqlType(ValueType type) {
    switch (type) {
        case ValueType::Boolean:
            return "bool";
        case ValueType::Integer:
        case ValueType::Duration:
            return "int8";
        case ValueType::Decimal:
        case ValueType::Money:
            return "numeric";
        case ValueType::Date:
            return "date";
        case ValueType::Timestamp:
            return "timestamptz";
        case ValueType::Reference:
            return "uuid";
        case ValueType::Texts:
            return "text[]";
        case ValueType::References:
            return "uuid[]";
        case ValueType::Text:
        case ValueType::BankAccount:
            return "text";
    }
    return "text";
}

std::string castType(const Field& field) {
    if (field.name() == "id" && field.system) return "uuid";
    return std::string(sqlType(valueTypeOf(field.type())));
}

Cells toCells(const Field&, const Value& value) { return std::visit(CellsOf{}, value); }

Value fromCells(const Field& field, std::optional<std::string_view> cell, std::optional<std::string_view> companion) {
    if (!cell) return Null{};
    if (field.name() == "id" && field.system) return orNull(Uuid::parse(*cell));
    switch (valueTypeOf(field.type())) {
        case ValueType::Boolean:
            return *cell == "t";
        case ValueType::Integer:
            return orNull(parseInteger(*cell));
        case ValueType::Duration:
            if (const auto seconds = parseInteger(*cell)) return Duration{*seconds};
            return Null{};
        case ValueType::Decimal:
            return orNull(Decimal::parse(*cell));
        case ValueType::Money:
            if (const auto amount = Decimal::parse(*cell)) return Money{*amount, std::string(companion.value_or(""))};
            return Null{};
        case ValueType::Date:
            return orNull(Date::parse(*cell));
        case ValueType::Timestamp:
            return orNull(Timestamp::parse(*cell));
        case ValueType::Reference:
            return orNull(Uuid::parse(*cell));
        case ValueType::Texts:
            return db::parseArray(*cell);
        case ValueType::References:
            return parseIds(*cell);
        case ValueType::BankAccount:
            return BankAccount{std::string(*cell), std::string(companion.value_or(""))};
        case ValueType::Text:
            return std::string(*cell);
    }
    return Null{};
}

}  // namespace kupets::schema
