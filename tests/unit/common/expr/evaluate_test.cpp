#include "common/expr/evaluate.h"

#include <map>

#include <catch2/catch.hpp>

#include "common/expr/arithmetic.h"

using namespace kupets;
using namespace kupets::expr;

namespace {

/// One company with its deals, by hand.
class Row final : public Record {
public:
    Value value(const schema::Field& field) const override {
        const auto found = values.find(field.name());
        return found == values.end() ? Value() : found->second;
    }
    const Record* follow(const schema::Field& reference) const override {
        const auto found = references.find(reference.name());
        return found == references.end() ? nullptr : found->second;
    }
    std::vector<const Record*> children(const schema::Reverse& /*reverse*/) const override { return kids; }

    std::map<std::string, Value> values;
    std::map<std::string, const Record*> references;
    std::vector<const Record*> kids;
};

struct Evaluated {
    schema::SnapshotPtr snapshot;
    Row company;
    Row deals[3];
    EvaluationContext context{*Timestamp::parse("2026-11-21T22:30:00Z"), Uuid::fromName("me"), std::chrono::hours(3),
                              Uuid::fromName("sales")};

    Evaluated() {
        const auto entity = [](const char* text) {
            auto def = schema::parseEntityDef("test", text);
            REQUIRE(def);
            for (auto& field : *def->mutable_fields()) {
                field.mutable_label()->set_ru(field.name());
                field.mutable_label()->set_en(field.name());
            }
            return *def;
        };
        snapshot =
            *schema::Snapshot::build({entity(R"(name: "user" title_field: "name" fields { name: "name" type: TEXT })"),
                                      entity(R"(name: "company" title_field: "name"
                                                fields { name: "name" type: TEXT }
                                                fields { name: "phones" type: PHONES })"),
                                      entity(R"(name: "deal" title_field: "name"
                                                fields { name: "name" type: TEXT }
                                                fields { name: "amount" type: MONEY }
                                                fields { name: "closes" type: DATE }
                                                fields { name: "called" type: DURATION }
                                                fields { name: "met" type: DATE_TIME }
                                                fields { name: "company" type: REFERENCE target: "company" reverse: "deals" })")},
                                     1);
        company.values = {{"name", std::string("Рога и копыта")}, {"phones", Texts{"+79161234567", "+74951112233"}}};
        const char* amounts[] = {"100.50", "200", nullptr};
        for (int i = 0; i < 3; ++i) {
            deals[i].values["name"] = std::string(1, static_cast<char>('a' + i));
            if (amounts[i] != nullptr) deals[i].values["amount"] = Money{*Decimal::parse(amounts[i]), "RUB"};
            deals[i].references["company"] = &company;
            company.kids.push_back(&deals[i]);
        }
        deals[0].values["closes"] = *Date::parse("2026-01-31");
        deals[0].values["called"] = Duration{90};
        deals[0].values["met"] = *Timestamp::parse("2026-01-31T22:30:00Z");
    }

    std::string of(std::string_view text, const char* entity = "deal") const {
        const auto typed = compile(text, *snapshot->entity(entity));
        if (!typed) return describe(typed.error());
        const Record& record = entity == std::string_view("deal") ? deals[0] : company;
        const Value value = evaluate(*typed, record, context);
        return isNull(value) ? "null" : toText(value);
    }
};

}  // namespace

TEST_CASE_METHOD(Evaluated, "numbers") {
    CHECK(of("0.1 + 0.2 = 0.3") == "true");
    CHECK(of("amount * 2") == "201.00");
    CHECK(of("10 / 3") == "3.3333333333");
    CHECK(of("-2 / 3") == "-0.6666666667");
    CHECK(of("1 / 0") == "null");
    CHECK(of("99999999999999999999 + 1") == "null");
    CHECK(of("9999999999 * 9999999999") == "99999999980000000001");
    CHECK(of("ROUND(2.5)") == "3");
    CHECK(of("ROUND(-1250, -2)") == "-1300");
    CHECK(of("ABS(-1.5)") == "1.5");
    CHECK(of("MIN(3, NULL, 2.5) + MAX(1, 2)") == "4.5");
    CHECK(of("called / 60") == "1.5000000000");
    CHECK(of("amount.currency") == "RUB");
}

TEST_CASE_METHOD(Evaluated, "truth has three values") {
    CHECK(of("NULL AND FALSE") == "false");
    CHECK(of("NULL AND TRUE") == "null");
    CHECK(of("NULL OR TRUE") == "true");
    CHECK(of("NOT NULL") == "null");
    CHECK(of("NULL = NULL") == "null");
    CHECK(of("1 IN (2, NULL)") == "null");
    CHECK(of("1 IN (1, NULL)") == "true");
    CHECK(of("IF(NULL, 1, 2)") == "2");
    CHECK(of("IF(FALSE, 1)") == "null");
    CHECK(of("ISBLANK(\"\") AND ISBLANK(NULL) AND NOT ISBLANK(0)") == "true");
    CHECK(of("COALESCE(NULL, NULL, 3)") == "3");
    const auto filter = compile("NULL", *snapshot->entity("deal"), ValueType::Boolean);
    REQUIRE(filter);
    CHECK_FALSE(holds(*filter, deals[0], context));
}

TEST_CASE_METHOD(Evaluated, "texts") {
    CHECK(of("company.name & \": \" & amount") == "Рога и копыта: 100.5");
    CHECK(of("\"a\" & NULL") == "null");
    CHECK(of("CONCAT(\"a\", NULL, 1)") == "a1");
    CHECK(of("LEN(company)") == "13");
    CHECK(of("LEFT(company, 4) & RIGHT(company, 6) & MID(company, 6, 1)") == "Рогакопытаи");
    CHECK(of("LEFT(\"abc\", -1)") == "null");
    CHECK(of("UPPER(\"ёж\") & LOWER(\"ЁЖ\")") == "ЁЖёж");
    CHECK(of("TRIM(\"  a   b \")") == "a b");
    CHECK(of("SUBSTITUTE(company, \"о\", \"оо\")") == "Роога и коопыта");
    CHECK(of("ПОДСТАВИТЬ(\"aaa\"; \"aa\"; \"b\")") == "ba");
    CHECK(of("SUBSTITUTE(\"abc\", \"\", \"x\") & SUBSTITUTE(\"abc\", \"B\", \"x\")") == "abcabc");
    CHECK(of("SUBSTITUTE(\"abc\", \"b\", NULL)") == "null");
    CHECK(of("SUBSTITUTE(\"абв\", \"б\", \"\")") == "ав");
    CHECK(of("CONTAINS(company, \"РОГА\") AND STARTS_WITH(company.name, \"рога и\")") == "true");
    CHECK(of("company = \"Рога и копыта\"") == "true");
    CHECK(of("\"ё\" < \"а\"") == "false");  // by code point
    CHECK(of("CONTAINS(phones, \"8 (916) 123\")", "company") == "true");
    CHECK(of("CONTAINS(phones, \"999\")", "company") == "false");
    CHECK(of("HAS(phones, \"+74951112233\")", "company") == "true");
    CHECK(of("phones & \"\"", "company") == "+79161234567; +74951112233");
}

TEST_CASE_METHOD(Evaluated, "dates") {
    CHECK(of("TODAY()") == "2026-11-22");  // 01:30 in Moscow
    CHECK(of("closes + 1") == "2026-02-01");
    CHECK(of("closes - \"2026-01-01\"") == "30");
    CHECK(of("EDATE(closes, 1)") == "2026-02-28");
    CHECK(of("EDATE(closes, -11)") == "2025-02-28");
    CHECK(of("DATE(2026, 13, 32)") == "2027-02-01");
    CHECK(of("DATE(0, 1, 1)") == "null");
    CHECK(of("DATE(9999, 12, 31) + 1") == "null");
    CHECK(of("DATE(met)") == "2026-02-01");
    CHECK(of("met & \"\"") == "2026-02-01 01:30");
    CHECK(of("met >= DATE(2026, 2, 1)") == "true");
    CHECK(of("met = \"2026-01-31T22:30:00Z\"") == "true");
    CHECK(of("WEEKDAY(closes)") == "6");
    CHECK(of("YEAR(closes) & MONTH(closes) & DAY(closes)") == "2026131");
    CHECK(of("NOW() - 0.5") == "2026-11-21T10:30:00Z");
    CHECK(of("(NOW() - met) > 290") == "true");
    CHECK(of("ME() = ID(\"" + Uuid::fromName("me").text() + "\")") == "true");
    CHECK(of("МОЙОТДЕЛ() = ID(\"" + Uuid::fromName("sales").text() + "\")") == "true");
    context.department = {};
    CHECK(of("ISBLANK(MY_DEPARTMENT())") == "true");
}

TEST_CASE_METHOD(Evaluated, "the clock") {
    CHECK(of("HOUR(met) & \":\" & MINUTE(met)") == "1:30");  // 22:30 UTC in Moscow
    CHECK(of("ЧАС(\"2026-01-31T20:05:00Z\") & МИНУТЫ(\"1965-01-31T20:05:00Z\")") == "235");
    CHECK(of("HOUR(closes)") == "0");
    CHECK(of("HOUR(NULL)") == "null");
}

TEST_CASE_METHOD(Evaluated, "working days are Mondays to Fridays after the start up to the end") {
    CHECK(of("WORKDAYS(\"2026-11-27\", \"2026-11-20\")") == "5");  // Friday to Friday
    CHECK(of("WORKDAYS(\"2026-11-22\", \"2026-11-20\")") == "0");  // the weekend
    CHECK(of("WORKDAYS(\"2026-11-23\", \"2026-11-22\")") == "1");  // Monday after Sunday
    CHECK(of("WORKDAYS(\"2026-11-20\", \"2026-11-27\")") == "-5");
    CHECK(of("РАБДНИ(\"2026-11-20\"; \"2026-11-20\")") == "0");
    CHECK(of("WORKDAYS(\"9999-12-31\", \"0001-01-01\")") == "2608614");
    CHECK(of("WORKDAYS(met, \"2026-01-30\")") == "0");  // Sunday in Moscow already
    CHECK(of("WORKDAYS(closes, NULL)") == "null");
}

TEST_CASE_METHOD(Evaluated, "children") {
    CHECK(of("SUM(deals.amount)", "company") == "300.50");
    CHECK(of("SUM(deals.amount, name = \"z\")", "company") == "0");
    CHECK(of("COUNT(deals)", "company") == "3");
    CHECK(of("COUNT(deals.amount)", "company") == "2");
    CHECK(of("COUNT(deals, ISBLANK(amount))", "company") == "1");
    CHECK(of("AVERAGE(deals.amount)", "company") == "150.2500000000");
    CHECK(of("MAX(company.deals.name)") == "c");
    CHECK(of("MIN(deals.closes, amount > 1000)", "company") == "null");
    CHECK(of("SUM(deals, amount * 2, name <> \"a\")", "company") == "400");
}
