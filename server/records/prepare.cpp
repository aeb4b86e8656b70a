// The stages that need no database: rights on fields, normal forms, types, bounds, defaults.
#include <algorithm>
#include <functional>

#include "common/expr/check.h"
#include "common/text/fold.h"
#include "common/text/phone.h"
#include "common/text/requisites.h"
#include "server/records/gate.h"

namespace kupets::records {
namespace {

using access::Action;
using access::Reach;
using schema::Field;
using schema::ValueType;

constexpr std::uint32_t kTextLength = 250;
constexpr std::uint32_t kLongTextLength = 100'000;
constexpr std::size_t kMostItems = 100;
constexpr int kMoneyScale = 2;

Result<Value> wrongType(const Value& value, const char* expected) {
    return fail(ErrorCode::WrongType, {toText(value), expected});
}

bool blank(const Value& value) {
    if (isNull(value)) return true;
    if (const auto* text = std::get_if<std::string>(&value)) return text::tidy(*text).empty();
    if (const auto* texts = std::get_if<Texts>(&value)) return texts->empty();
    if (const auto* ids = std::get_if<Ids>(&value)) return ids->empty();
    return false;
}

Result<Value> checkText(const Field& field, const std::string& typed) {
    const bool multiline = field.type() == v1::LONG_TEXT;
    const std::string value = multiline ? typed : text::tidy(typed);
    if (!text::isValidUtf8(value) || value.find('\0') != std::string::npos)
        return fail(ErrorCode::InvalidValue, {typed, "text"});
    const std::uint32_t limit = field.def.max_length() != 0 ? field.def.max_length()
                                : multiline                 ? kLongTextLength
                                                            : kTextLength;
    if (text::length(value) > limit) return fail(ErrorCode::TooLong, {std::to_string(limit)});
    return value;
}

Result<Value> wrap(Result<std::string> normal) {
    if (!normal) return std::unexpected(normal.error());
    return *normal;
}

Result<Value> checkChoice(const Field& field, const std::string& value) {
    const auto& choices = field.def.choices();
    const bool known =
        std::ranges::any_of(choices, [&](const v1::ChoiceDef& choice) { return choice.value() == value; });
    if (known) return value;
    return fail(ErrorCode::InvalidValue, {value, "choice"});
}

Result<Value> checkOneText(const Field& field, const std::string& typed) {
    switch (field.type()) {
        case v1::CHOICE:
            return checkChoice(field, typed);
        case v1::URL:
            return wrap(text::normaliseUrl(typed));
        case v1::INN:
            return wrap(text::normaliseInn(typed));
        case v1::KPP:
            return wrap(text::normaliseKpp(typed));
        case v1::OGRN:
            return wrap(text::normaliseOgrn(typed));
        default:
            return checkText(field, typed);
    }
}

Result<Value> checkTexts(const Field& field, const Texts& typed) {
    if (typed.size() > kMostItems) return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostItems)});
    Texts out;
    for (const std::string& item : typed) {
        if (text::tidy(item).empty()) continue;
        Result<std::string> normal = item;
        if (field.type() == v1::PHONES) normal = text::normalisePhone(item);
        if (field.type() == v1::EMAILS) normal = text::normaliseEmail(item);
        if (!normal) return std::unexpected(normal.error());
        if (field.type() == v1::MULTI_CHOICE) {
            if (auto choice = checkChoice(field, *normal); !choice) return choice;
        }
        if (std::ranges::find(out, *normal) == out.end()) out.push_back(*normal);
    }
    return out;
}

Result<Value> checkBounds(const Field& field, Value value, const Decimal& number) {
    const auto least = Decimal::parse(field.def.least());
    const auto most = Decimal::parse(field.def.most());
    if ((least && number < *least) || (most && number > *most))
        return fail(ErrorCode::OutOfRange, {field.def.least(), field.def.most()});
    return value;
}

Result<Value> checkDecimal(const Field& field, const Value& value) {
    Decimal number;
    if (const auto* decimal = std::get_if<Decimal>(&value)) {
        number = *decimal;
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        number = Decimal(*whole);
    } else {
        return wrongType(value, "number");
    }
    const Decimal rounded = number.rounded(field.def.scale() != 0 ? static_cast<int>(field.def.scale()) : 2);
    return checkBounds(field, rounded, rounded);
}

Result<Value> checkMoney(const Field& field, const Value& value) {
    Money money;
    if (const auto* whole = std::get_if<Money>(&value)) {
        money = *whole;
    } else if (const auto* decimal = std::get_if<Decimal>(&value)) {
        money.amount = *decimal;
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        money.amount = Decimal(*integer);
    } else {
        return wrongType(value, "money");
    }
    if (money.currency.empty()) money.currency = "RUB";
    const bool code =
        money.currency.size() == 3 && std::ranges::all_of(money.currency, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!code) return fail(ErrorCode::InvalidValue, {money.currency, "currency"});
    money.amount = money.amount.rounded(kMoneyScale);
    const Decimal amount = money.amount;
    return checkBounds(field, std::move(money), amount);
}

template <typename T>
Result<Value> checkIs(const Value& value, const char* expected) {
    if (std::holds_alternative<T>(value)) return value;
    return wrongType(value, expected);
}

Result<Value> checkValue(const Field& field, const Value& value) {
    switch (schema::valueTypeOf(field.type())) {
        case ValueType::Boolean:
            return checkIs<bool>(value, "boolean");
        case ValueType::Integer:
            if (const auto* whole = std::get_if<std::int64_t>(&value))
                return checkBounds(field, value, Decimal(*whole));
            return wrongType(value, "integer");
        case ValueType::Decimal:
            return checkDecimal(field, value);
        case ValueType::Money:
            return checkMoney(field, value);
        case ValueType::Date:
            return checkIs<Date>(value, "date");
        case ValueType::Timestamp:
            return checkIs<Timestamp>(value, "date and time");
        case ValueType::Duration:
            return checkIs<Duration>(value, "duration");
        case ValueType::Reference:
            return checkIs<Uuid>(value, "reference");
        case ValueType::References: {
            const auto* ids = std::get_if<Ids>(&value);
            if (ids == nullptr) return wrongType(value, "references");
            if (ids->size() > kMostItems) return fail(ErrorCode::LimitExceeded, {"items", std::to_string(kMostItems)});
            return value;
        }
        case ValueType::Texts:
            if (const auto* texts = std::get_if<Texts>(&value)) return checkTexts(field, *texts);
            return wrongType(value, "list of texts");
        case ValueType::BankAccount: {
            const auto* account = std::get_if<BankAccount>(&value);
            if (account == nullptr) return wrongType(value, "bank account");
            auto normal = text::normaliseAccount(account->account, account->bic);
            if (!normal) return std::unexpected(normal.error());
            return *normal;
        }
        case ValueType::Text:
            if (const auto* text = std::get_if<std::string>(&value)) return checkOneText(field, *text);
            return wrongType(value, "text");
    }
    return wrongType(value, "value");
}

/// A record without fields: default values know only the context.
class NoRecord final : public expr::Record {
public:
    Value value(const Field&) const override { return Null{}; }
    const Record* follow(const Field&) const override { return nullptr; }
    std::vector<const Record*> children(const schema::Reverse&) const override { return {}; }
};

Result<void> addDefaults(Change& change, const Actor& actor) {
    for (const auto& field : change.entity->fields()) {
        if (field->def.default_value().empty()) continue;
        const bool given =
            std::ranges::any_of(change.fields, [&](const auto& item) { return item.first == field.get(); });
        if (given) continue;
        auto typed = expr::compile(field->def.default_value(), *change.entity);
        if (!typed) return std::unexpected(Error(typed.error()).within(field->name()));
        Value value = expr::evaluate(*typed, NoRecord(), actor.reader.context);
        if (!isNull(value)) change.fields.emplace_back(field.get(), std::move(value));
    }
    return {};
}

/// Who may create only for himself (or his department) may not create for others.
Result<void> checkOwner(const Change& change, const Actor& actor) {
    const Reach reach = actor.reader.scope->reach(*change.entity, Action::Create);
    if (reach == Reach::None) return fail(ErrorCode::Forbidden, {change.entity->name()});
    if (reach == Reach::All) return {};
    if (change.entity->isDirectory()) return fail(ErrorCode::Forbidden, {change.entity->name()});
    for (const auto& [field, value] : change.fields) {
        const auto& paths = change.entity->def().access().owner_paths();
        const auto* owner = std::get_if<Uuid>(&value);
        if (owner == nullptr || std::ranges::find(paths, field->name()) == paths.end()) continue;
        if (actor.reader.scope->includes(reach, *owner)) return {};
    }
    return fail(ErrorCode::Forbidden, {change.entity->name()}, change.entity->def().access().owner_paths(0));
}

Result<void> checkRequired(const Change& change) {
    for (const auto& field : change.entity->fields()) {
        if (!field->def.required()) continue;
        const auto given =
            std::ranges::find_if(change.fields, [&](const auto& item) { return item.first == field.get(); });
        const bool absent = given == change.fields.end() ? change.kind == Kind::Create : blank(given->second);
        if (absent) return fail(ErrorCode::Required, {}, field->name());
    }
    return {};
}

}  // namespace

Result<void> prepare(Change& change, const Actor& actor) {
    if (change.kind == Kind::Delete) return {};
    const access::AccessScope& scope = *actor.reader.scope;
    std::vector<const Field*> seen;
    for (auto& [field, value] : change.fields) {
        if (!scope.canRead(*field))
            return fail(ErrorCode::UnknownField, {field->name(), change.entity->name()}, field->name());
        if (!field->isStored() || field->system || field->type() == v1::AUTO_NUMBER ||
            (field->def.read_only() && !scope.isSystem()) || !scope.canWrite(*field)) {
            return fail(ErrorCode::ReadOnly, {}, field->name());
        }
        if (std::ranges::find(seen, field) != seen.end())
            return fail(ErrorCode::BadRequest, {"field twice"}, field->name());
        seen.push_back(field);
        if (blank(value)) {
            value = Null{};
            continue;
        }
        auto checked = checkValue(*field, value);
        if (!checked) return std::unexpected(Error(checked.error()).within(field->name()));
        value = std::move(*checked);
    }
    if (change.kind == Kind::Create) {
        if (auto ok = addDefaults(change, actor); !ok) return ok;
        if (auto ok = checkOwner(change, actor); !ok) return ok;
    }
    return checkRequired(change);
}

}  // namespace kupets::records
