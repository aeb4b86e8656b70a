// Any bytes as an expression: parsing ends with a tree or an error; a tree printed in either language is read as the
// same tree; what checks also evaluates, whatever the record holds.
#include <cstdlib>
#include <string_view>

#include "common/expr/check.h"
#include "common/expr/evaluate.h"
#include "common/expr/parse.h"
#include "common/expr/print.h"
#include "common/schema/snapshot.h"

namespace {

using namespace kupets;

constexpr std::string_view kEntities[] = {R"~(name: "user" title_field: "name" fields { name: "name" type: TEXT })~",
                                          R"~(name: "company" title_field: "name"
       fields { name: "name" type: TEXT }
       fields { name: "phones" type: PHONES }
       fields { name: "managers" type: REFERENCES target: "user" }
       fields { name: "account" type: BANK_ACCOUNT }
       fields { name: "total" type: FORMULA formula: "SUM(deals.net)" })~",
                                          R"~(name: "deal" title_field: "name"
       fields { name: "name" type: TEXT }
       fields { name: "amount" type: MONEY }
       fields { name: "count" type: INTEGER }
       fields { name: "open" type: BOOLEAN }
       fields { name: "closes" type: DATE }
       fields { name: "met" type: DATE_TIME }
       fields { name: "called" type: DURATION }
       fields { name: "company" type: REFERENCE target: "company" reverse: "deals" }
       fields { name: "owner" type: USER }
       fields { name: "net" type: FORMULA formula: "amount / (1 + count)" }
       fields { name: "loop" type: FORMULA formula: "loop + 1" })~"};

schema::SnapshotPtr makeSchema() {
    std::vector<v1::EntityDef> defs;
    for (const std::string_view text : kEntities) {
        auto def = schema::parseEntityDef("fuzz", text);
        if (!def) std::abort();
        for (auto& field : *def->mutable_fields()) {
            field.mutable_label()->set_ru(field.name());
            field.mutable_label()->set_en(field.name());
        }
        defs.push_back(std::move(*def));
    }
    auto snapshot = schema::Snapshot::build(std::move(defs), 1);
    if (!snapshot) std::abort();
    return *snapshot;
}

/// Its own parent and its own children: every walk leads somewhere.
class Everything final : public expr::Record {
public:
    explicit Everything(bool empty) : empty_(empty) {}
    Value value(const schema::Field& field) const override {
        if (empty_) return Null{};
        if (field.name() == "id") return Uuid{};
        switch (schema::valueTypeOf(field.type())) {
            case schema::ValueType::Boolean:
                return true;
            case schema::ValueType::Integer:
                return std::int64_t{-7};
            case schema::ValueType::Decimal:
                return Decimal::fromUnits(-12345, 2);
            case schema::ValueType::Text:
                return std::string("Ёж \"x\" ");
            case schema::ValueType::Date:
                return Date{20'000};
            case schema::ValueType::Timestamp:
                return Timestamp{1'700'000'000'123'456};
            case schema::ValueType::Duration:
                return Duration{90};
            case schema::ValueType::Reference:
                return Uuid{};
            case schema::ValueType::Money:
                return Money{*Decimal::parse("99999999999999999999.99"), "RUB"};
            case schema::ValueType::BankAccount:
                return BankAccount{"40702810938000000001", "044525225"};
            case schema::ValueType::Texts:
                return Texts{"+79161234567"};
            case schema::ValueType::References:
                return Ids{Uuid{}};
        }
        return Null{};
    }
    const expr::Record* follow(const schema::Field& /*reference*/) const override { return empty_ ? nullptr : this; }
    std::vector<const expr::Record*> children(const schema::Reverse& /*reverse*/) const override { return {this}; }

private:
    bool empty_;
};

/// Aggregates inside aggregates may visit the one child many times over, never more: a node is run once.
void evaluateAll(const expr::Typed& typed) {
    const expr::EvaluationContext context{{1'790'000'000'000'000}, Uuid::fromName("me"), std::chrono::hours(3)};
    for (const bool empty : {false, true}) (void)expr::evaluate(typed, Everything(empty), context);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const schema::SnapshotPtr snapshot = makeSchema();
    const auto ast = expr::parse({reinterpret_cast<const char*>(data), size});
    if (!ast) return 0;
    for (const auto language : {expr::Language::English, expr::Language::Russian}) {
        const std::string text = expr::print(*ast, language);
        const auto again = expr::parse(text);
        // Canonical text is longer at times; that alone may make it too long.
        if (!again && again.error().code == ErrorCode::LimitExceeded) continue;
        if (!again || !expr::same(*ast, *again)) std::abort();
        if (expr::print(*again, language) != text) std::abort();
    }
    for (const char* entity : {"deal", "company"}) {
        if (const auto typed = expr::check(*ast, *snapshot->entity(entity))) evaluateAll(*typed);
    }
    return 0;
}
