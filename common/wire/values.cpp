#include "common/wire/values.h"

#include <algorithm>

namespace kupets::wire {
namespace {

struct Writer {
    v1::Value& out;
    void operator()(Null) const {}
    void operator()(bool v) const { out.set_boolean(v); }
    void operator()(std::int64_t v) const { out.set_integer(v); }
    void operator()(const Decimal& v) const { out.set_decimal(v.text()); }
    void operator()(const std::string& v) const { out.set_text(v); }
    void operator()(Date v) const { out.set_date(v.days); }
    void operator()(Timestamp v) const { out.set_timestamp(v.micros); }
    void operator()(Duration v) const { out.set_duration(v.seconds); }
    void operator()(const Uuid& v) const { out.set_id(std::string(v.view())); }
    void operator()(const Money& v) const {
        out.mutable_money()->set_amount(v.amount.text());
        out.mutable_money()->set_currency(v.currency);
    }
    void operator()(const BankAccount& v) const {
        out.mutable_bank_account()->set_account(v.account);
        out.mutable_bank_account()->set_bic(v.bic);
    }
    void operator()(const Texts& v) const {
        out.mutable_texts();
        for (const std::string& item : v) out.mutable_texts()->add_items(item);
    }
    void operator()(const Ids& v) const {
        out.mutable_ids();
        for (const Uuid& item : v) out.mutable_ids()->add_items(std::string(item.view()));
    }
};

std::unexpected<Error> malformed(const char* what) { return fail(ErrorCode::BadRequest, {what}); }

bool clean(const std::string& text) { return text.find('\0') == std::string::npos; }
bool cleanItem(const std::string& text) {
    return std::ranges::none_of(text, [](char c) { return c == '\0' || c == '\x1f'; });
}

Result<Value> textsFromProto(const v1::Texts& texts) {
    Texts items(texts.items().begin(), texts.items().end());
    if (!std::ranges::all_of(items, cleanItem)) return malformed("text with a control character");
    return items;
}

Result<Value> idsFromProto(const v1::Ids& list) {
    Ids ids;
    for (const std::string& item : list.items()) {
        const auto id = Uuid::fromBytes(item);
        if (!id) return malformed("id");
        ids.push_back(*id);
    }
    return ids;
}

Result<Value> moneyFromProto(const v1::Money& money) {
    const auto amount = Decimal::parse(money.amount());
    if (!amount || !clean(money.currency())) return malformed("money");
    return Money{*amount, money.currency()};
}

}  // namespace

v1::Value toProto(const Value& value) {
    v1::Value out;
    std::visit(Writer{out}, value);
    return out;
}

Result<Uuid> idFromProto(std::string_view bytes, std::string_view what) {
    if (const auto id = Uuid::fromBytes(bytes)) return *id;
    return fail(ErrorCode::BadRequest, {std::string(what)});
}

Result<Value> fromProto(const v1::Value& value) {
    switch (value.kind_case()) {
        case v1::Value::KIND_NOT_SET:
            return Null{};
        case v1::Value::kBoolean:
            return value.boolean();
        case v1::Value::kInteger:
            return std::int64_t{value.integer()};
        case v1::Value::kText:
            if (!clean(value.text())) return malformed("text with a NUL");
            return value.text();
        case v1::Value::kDecimal:
            if (const auto parsed = Decimal::parse(value.decimal())) return *parsed;
            return malformed("decimal");
        case v1::Value::kDate:
            return Date{value.date()};
        case v1::Value::kTimestamp:
            return Timestamp{value.timestamp()};
        case v1::Value::kDuration:
            return Duration{value.duration()};
        case v1::Value::kId:
            if (const auto id = Uuid::fromBytes(value.id())) return *id;
            return malformed("id");
        case v1::Value::kMoney:
            return moneyFromProto(value.money());
        case v1::Value::kBankAccount:
            if (!clean(value.bank_account().account()) || !clean(value.bank_account().bic()))
                return malformed("bank account");
            return BankAccount{value.bank_account().account(), value.bank_account().bic()};
        case v1::Value::kTexts:
            return textsFromProto(value.texts());
        case v1::Value::kIds:
            return idsFromProto(value.ids());
    }
    return malformed("value");
}

}  // namespace kupets::wire
