#include "server/modules/imports/cell_value.h"

#include "common/sheet/cells.h"
#include "common/sheet/encoding.h"
#include "common/text/phone.h"

namespace kupets::imports {

namespace {

template <typename T>
Result<Value> valueOr(const std::optional<T>& parsed, std::string_view text, const char* expected) {
    if (!parsed) return fail(ErrorCode::InvalidValue, {std::string(text), expected});
    return Value(*parsed);
}

/// By value or by label in either language, whatever the case.
Result<std::string> choiceOf(const schema::Field& field, std::string_view text) {
    for (const auto& choice : field.def.choices()) {
        if (choice.value() == text) return choice.value();
    }
    const std::string wanted = sheet::lowerCase(text);
    for (const auto& choice : field.def.choices()) {
        if (sheet::lowerCase(choice.label().ru()) == wanted || sheet::lowerCase(choice.label().en()) == wanted ||
            sheet::lowerCase(choice.value()) == wanted) {
            return choice.value();
        }
    }
    return fail(ErrorCode::InvalidValue, {std::string(text), "choice"});
}

Result<Value> choices(const schema::Field& field, std::string_view text) {
    Texts values;
    for (const auto& item : cellItems(text)) {
        auto choice = choiceOf(field, item);
        if (!choice) return std::unexpected(std::move(choice.error()));
        values.push_back(std::move(*choice));
    }
    return Value(std::move(values));
}

Result<Value> bankAccount(std::string_view text) {
    const std::size_t gap = text.find_first_of(" /,;");
    if (gap == std::string_view::npos) return fail(ErrorCode::InvalidValue, {std::string(text), "account and BIC"});
    return Value(BankAccount{std::string(text.substr(0, gap)), std::string(sheet::trim(text.substr(gap + 1)))});
}

/// Numbers are parted by slashes too: "8 (495) 111-22-33 / 8 916 123-45-67".
Value phones(std::string_view text, const std::string& country) {
    std::string parted(text);
    for (std::size_t at = parted.find(" / "); at != std::string::npos; at = parted.find(" / ")) parted[at + 1] = ';';
    Texts items = cellItems(parted);
    for (std::string& item : items) {
        if (country.empty()) break;
        if (auto normal = text::normalisePhone(item, country)) item = std::move(*normal);
    }
    return items;
}

bool isExtension(std::string_view item) {
    const std::string lower = sheet::lowerCase(item);
    return lower.starts_with("доб") || lower.starts_with("ext") || lower.starts_with("вн.");
}

}  // namespace

std::vector<std::string> cellItems(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of(";,\n");
        const std::string_view item = sheet::trim(text.substr(0, end));
        if (isExtension(item) && !items.empty())
            items.back() += " " + std::string(item);  // "495 111-22-33, доб. 12" is one number
        else if (!item.empty())
            items.emplace_back(item);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return items;
}

Result<Value> cellValue(const schema::Field& field, std::string_view text, const CellFormat& format) {
    const char point = format.decimalSeparator;
    switch (field.type()) {
        case v1::INTEGER:
            return valueOr(sheet::parseInteger(text, point), text, "integer");
        case v1::DECIMAL:
            return valueOr(sheet::parseDecimal(text, point), text, "number");
        case v1::PERCENT:
            return valueOr(sheet::parsePercent(text, point), text, "percent");
        case v1::MONEY:
            return valueOr(sheet::parseMoney(text, point, "RUB"), text, "money");
        case v1::BOOLEAN:
            return valueOr(sheet::parseBoolean(text), text, "boolean");
        case v1::DATE:
            return valueOr(sheet::parseDate(text, format.dateOrder), text, "date");
        case v1::DATE_TIME:
            return valueOr(sheet::parseTimestamp(text, format.dateOrder), text, "date and time");
        case v1::DURATION:
            return valueOr(sheet::parseDuration(text), text, "duration");
        case v1::CHOICE: {
            auto choice = choiceOf(field, text);
            if (!choice) return std::unexpected(std::move(choice.error()));
            return Value(std::move(*choice));
        }
        case v1::MULTI_CHOICE:
            return choices(field, text);
        case v1::PHONES:
            return phones(text, format.phoneCountry);
        case v1::EMAILS:
            return Value(cellItems(text));
        case v1::BANK_ACCOUNT:
            return bankAccount(text);
        default:
            break;
    }
    if (schema::valueTypeOf(field.type()) == schema::ValueType::Reference || field.name() == "id") {
        return valueOr(Uuid::parse(text), text, "id");
    }
    return Value(std::string(text));
}

namespace {

/// As a person reads it in the sheet.
std::string spoken(const sheet::Cell& cell) {
    std::string text(cell.text);
    switch (cell.kind) {
        case sheet::CellKind::Boolean:
            return text == "true" ? "да" : "нет";
        case sheet::CellKind::Date:
        case sheet::CellKind::DateTime: {
            const std::string day = text.substr(8, 2) + "." + text.substr(5, 2) + "." + text.substr(0, 4);
            return text.size() > 10 ? day + " " + text.substr(11) : day;
        }
        default:
            return text;
    }
}

Result<Value> numberValue(const schema::Field& field, const sheet::Cell& cell) {
    switch (field.type()) {
        case v1::PERCENT: {
            auto number = sheet::parseDecimal(cell.text, '.');
            if (number && cell.percent) number = Decimal::multiply(*number, Decimal(100));
            return valueOr(number, cell.text, "percent");
        }
        case v1::MONEY:
            return valueOr(sheet::parseMoney(cell.text, '.', cell.currency.empty() ? "RUB" : cell.currency), cell.text,
                           "money");
        case v1::DATE:
        case v1::DATE_TIME:
            return fail(ErrorCode::InvalidValue, {std::string(cell.text), "date"});
        default: {
            CellFormat format;
            format.decimalSeparator = '.';
            return cellValue(field, cell.text, format);
        }
    }
}

}  // namespace

Result<Value> cellValue(const schema::Field& field, const sheet::Cell& cell, const CellFormat& format) {
    switch (cell.kind) {
        case sheet::CellKind::Error:
            return fail(ErrorCode::InvalidValue, {std::string(cell.text), "a value instead of a formula's error"});
        case sheet::CellKind::Number:
            return numberValue(field, cell);
        case sheet::CellKind::Date:
        case sheet::CellKind::DateTime: {
            if (holdsDates(field)) {
                CellFormat iso = format;
                iso.dateOrder = sheet::DateOrder::Ymd;
                return cellValue(field, cell.text, iso);
            }
            return cellValue(field, spoken(cell), format);
        }
        case sheet::CellKind::Boolean:
            return cellValue(field, spoken(cell), format);
        default:
            return cellValue(field, cell.text, format);
    }
}

bool holdsDates(const schema::Field& field) { return field.type() == v1::DATE || field.type() == v1::DATE_TIME; }

bool holdsFractions(const schema::Field& field) {
    return field.type() == v1::DECIMAL || field.type() == v1::PERCENT || field.type() == v1::MONEY;
}

bool isKey(const schema::Field& field) {
    if (field.name() == "id") return true;
    if (field.system || field.isFormula() || field.type() == v1::FILE) return false;
    switch (schema::valueTypeOf(field.type())) {
        case schema::ValueType::Money:
        case schema::ValueType::BankAccount:
        case schema::ValueType::Texts:
        case schema::ValueType::References:
            return false;
        default:
            return true;
    }
}

std::string keyText(const Value& value) {
    if (const auto* decimal = std::get_if<Decimal>(&value)) return decimal->trimmed().text();
    return toText(value);
}

}  // namespace kupets::imports
