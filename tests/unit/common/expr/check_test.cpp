#include "common/expr/check.h"

#include <map>

#include <catch2/catch.hpp>

#include "common/expr/evaluate.h"
#include "common/schema/snapshot.h"

using namespace kupets;
using namespace kupets::expr;

namespace {

schema::SnapshotPtr company(const std::string& more = {}) {
    const auto entity = [](const char* text) {
        auto def = schema::parseEntityDef("test", text);
        REQUIRE(def);
        for (auto& field : *def->mutable_fields()) {
            field.mutable_label()->set_ru(field.name());
            field.mutable_label()->set_en(field.name());
        }
        return *def;
    };
    const std::string deal = R"~(name: "deal" title_field: "name"
        fields { name: "name" type: TEXT }
        fields { name: "amount" type: MONEY }
        fields { name: "discount" type: PERCENT }
        fields { name: "closes" type: DATE }
        fields { name: "called" type: DURATION }
        fields { name: "stage" type: CHOICE choices { value: "won" } }
        fields { name: "company" type: REFERENCE target: "company" reverse: "deals" }
        fields { name: "owner" type: USER }
        fields { name: "net" type: FORMULA formula: "amount * (1 - discount / 100)" }
        fields { name: "share" type: FORMULA formula: "net / company.total" }
        )~" + more;
    auto snapshot =
        schema::Snapshot::build({entity(R"~(name: "user" title_field: "name" fields { name: "name" type: TEXT })~"),
                                 entity(R"~(name: "company" title_field: "name"
             fields { name: "name" type: TEXT }
             fields { name: "phones" type: PHONES }
             fields { name: "tags" type: MULTI_CHOICE choices { value: "vip" } }
             fields { name: "managers" type: REFERENCES target: "user" }
             fields { name: "account" type: BANK_ACCOUNT }
             fields { name: "owner" type: USER }
             fields { name: "parent" type: REFERENCE target: "company" reverse: "branches" }
             fields { name: "total" type: FORMULA formula: "SUM(deals.net)" })~"),
                                 entity(deal.c_str())},
                                1);
    if (!snapshot) FAIL(describe(snapshot.error()));
    return *snapshot;
}

struct Checked {
    schema::SnapshotPtr snapshot = company();

    ValueType type(std::string_view text, const char* entity = "deal") const {
        const auto typed = compile(text, *snapshot->entity(entity));
        if (!typed) FAIL(text << ": " << describe(typed.error()));
        return (*typed)->type();
    }
    std::vector<std::string> error(ErrorCode code, std::string_view text, const char* entity = "deal") const {
        const auto typed = compile(text, *snapshot->entity(entity));
        REQUIRE_FALSE(typed);
        CHECK(errorCodeName(typed.error().code) == errorCodeName(code));
        return typed.error().args;
    }
};

using Args = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Checked, "paths walk across references") {
    CHECK(type("company.owner.name") == ValueType::Text);
    CHECK(type("company.parent.owner") == ValueType::Reference);
    CHECK(type("company.id") == ValueType::Reference);
    CHECK(type("amount") == ValueType::Money);
    CHECK(type("amount.currency") == ValueType::Text);
    CHECK(type("account.bic", "company") == ValueType::Text);
    CHECK(type("company.total + 1") == ValueType::Decimal);
    CHECK(type("created_at") == ValueType::Timestamp);
    CHECK(error(ErrorCode::UnknownField, "1 + company.nope.x") == Args{"nope", "company", "4"});
    CHECK(error(ErrorCode::WrongType, "name.x") == Args{"name", "reference", "0"});
    CHECK(error(ErrorCode::WrongType, "company.deals").at(0) == "list of records");
    CHECK(error(ErrorCode::WrongType, "share.x").at(1) == "reference");
}

TEST_CASE_METHOD(Checked, "operations have types") {
    CHECK(type("amount > 5 AND company = ID(\"018f0000-0000-7000-8000-000000000000\")") == ValueType::Boolean);
    CHECK(type("owner = ME() OR owner = \"Иванов\"") == ValueType::Boolean);
    CHECK(type("closes - \"2026-01-01\"") == ValueType::Integer);
    CHECK(type("closes + 30") == ValueType::Date);
    CHECK(type("7 + TODAY()") == ValueType::Date);
    CHECK(type("NOW() - 0.5") == ValueType::Timestamp);
    CHECK(type("NOW() - closes") == ValueType::Decimal);
    CHECK(type("called / 60") == ValueType::Decimal);
    CHECK(type("IF(TRUE, 1, 2.5)") == ValueType::Decimal);
    CHECK(type("IF(TRUE, NULL, closes)") == ValueType::Date);
    CHECK(type("COALESCE(company.name, \"-\")") == ValueType::Text);
    CHECK(type("HAS(tags, \"vip\") AND HAS(managers, ME())", "company") == ValueType::Boolean);
    CHECK(type("company & \": \" & amount") == ValueType::Text);

    CHECK(error(ErrorCode::WrongType, "name + 1") == Args{"text", "number", "0"});
    CHECK(error(ErrorCode::WrongType, "amount AND TRUE") == Args{"number", "boolean", "0"});
    CHECK(error(ErrorCode::WrongType, "closes + closes").at(1) == "number of days");
    CHECK(error(ErrorCode::WrongType, "company = owner").at(1) == "reference company");
    CHECK(error(ErrorCode::WrongType, "company < owner").at(0) == "reference user");
    CHECK(error(ErrorCode::WrongType, "tags = tags", "company").at(1) == "single value");
    CHECK(error(ErrorCode::InvalidValue, "closes = \"tomorrow\"") == Args{"tomorrow", "YYYY-MM-DD", "9"});
    CHECK(error(ErrorCode::InvalidValue, "company = ID(\"x\")") == Args{"x", "identifier", "13"});
    CHECK(error(ErrorCode::WrongType, "ROUND(amount, closes)").at(2) == "14");
    CHECK(error(ErrorCode::WrongArgumentCount, "DATE(1, 2)") == Args{"DATE", "2", "3", "0"});
    const auto filter = compile("amount", *snapshot->entity("deal"), ValueType::Boolean);
    REQUIRE_FALSE(filter);
    CHECK(filter.error().code == ErrorCode::WrongType);
}

TEST_CASE_METHOD(Checked, "aggregates go over children by the reverse name") {
    CHECK(type("SUM(deals.amount)", "company") == ValueType::Decimal);
    CHECK(type("SUM(deals.amount, stage = \"won\" AND closes > TODAY())", "company") == ValueType::Decimal);
    CHECK(type("SUM(deals, amount * 2, stage = \"won\")", "company") == ValueType::Decimal);
    CHECK(type("COUNT(deals) + COUNT(deals, amount > 5) + COUNT(deals.closes)", "company") == ValueType::Decimal);
    CHECK(type("MAX(deals.closes)", "company") == ValueType::Date);
    CHECK(type("MIN(company.deals.owner.name)") == ValueType::Text);
    CHECK(type("MIN(amount, 5)") == ValueType::Decimal);
    CHECK(type("COUNT(branches, COUNT(deals) > 2)", "company") == ValueType::Integer);
    CHECK(error(ErrorCode::WrongType, "SUM(amount)").at(1) == "path to child records");
    CHECK(error(ErrorCode::WrongType, "SUM(deals)", "company").at(1) == "path to a field of them");
    CHECK(error(ErrorCode::WrongType, "SUM(deals.name)", "company").at(1) == "number");
    CHECK(error(ErrorCode::WrongType, "MAX(amount)").at(0) == "single value");
    CHECK(error(ErrorCode::WrongArgumentCount, "SUM(deals.amount, TRUE, TRUE)", "company").at(2) == "2");
    CHECK(error(ErrorCode::WrongType, "COUNT(deals, amount)", "company").at(1) == "boolean");
}

TEST_CASE("a schema's formulas and default values are checked") {
    CHECK(checkSchema(*company()));
    const auto errorOf = [](const char* field) {
        const auto checked = checkSchema(*company(field));
        REQUIRE_FALSE(checked);
        return checked.error();
    };
    const Error cycle = errorOf(R"~(fields { name: "a" type: FORMULA formula: "b + 1" }
                                   fields { name: "b" type: FORMULA formula: "company.parent.name & MAX(company.deals.a)" })~");
    CHECK(cycle.code == ErrorCode::InvalidValue);
    CHECK(cycle.fieldPath == "deal.a");
    CHECK(errorOf(R"~(fields { name: "a" type: FORMULA formula: "1 +" })~").fieldPath == "deal.a");
    CHECK(errorOf(R"~(fields { name: "a" type: FORMULA formula: "nope" })~").code == ErrorCode::UnknownField);
    CHECK(errorOf(R"~(fields { name: "a" type: DATE default_value: "1" })~").fieldPath == "deal.a");
    CHECK(errorOf(R"~(fields { name: "a" type: DATE default_value: "closes" })~").code == ErrorCode::InvalidValue);
    CHECK(checkSchema(*company(R"~(fields { name: "a" type: DATE default_value: "TODAY() + 7" }
                                  fields { name: "b" type: USER default_value: "ME()" }
                                  fields { name: "c" type: MONEY default_value: "5" })~")));
}

TEST_CASE("formulas that need each other many times are cut off") {
    std::string chain = R"~(fields { name: "f0" type: FORMULA formula: "amount" })~";
    for (int i = 1; i < 20; ++i) {
        const std::string below = "f" + std::to_string(i - 1);
        chain +=
            " fields { name: \"f" + std::to_string(i) + "\" type: FORMULA formula: \"" + below + " + " + below + "\" }";
    }
    const auto checked = checkSchema(*company(chain));
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == ErrorCode::LimitExceeded);
}
