// What a rule may say: every mistake is named by its part.
#include <catch2/catch.hpp>

#include "server/automation/rule_set.h"
#include "server/automation/template.h"
#include "server/records/gate.h"
#include "server/schema/registry.h"

using namespace kupets;
using automation::TemplatePart;

namespace {

const schema::Snapshot& snapshot() {
    static const auto registry = schema::Registry::load(schema::embedded::entities());
    return *(*registry)->current()->snapshot;
}

std::string mistake(const std::string& json) {
    auto def = automation::readDefinition(json);
    if (!def) return def.error().fieldPath;
    const auto rule = automation::compile(Uuid::make(), "x", {}, std::move(*def), snapshot());
    return rule ? std::string() : rule.error().fieldPath;
}

std::string with(const std::string& part) {
    return R"({entity: "deal", triggers: [{kind: "CREATED"}], steps: [)" + part + "]}";
}

}  // namespace

TEST_CASE("mistakes in a rule are told with their place") {
    CHECK(mistake("{") == "definition");
    CHECK(mistake("{unknown: 1}") == "definition");
    CHECK(mistake(R"({entity: "nothing"})") == "entity");
    CHECK(mistake(R"({entity: "deal"})") == "triggers");
    CHECK(mistake(R"({entity: "deal", triggers: [{kind: "CREATED"}]})") == "steps");
    CHECK(mistake(R"({entity: "deal", triggers: [{}], steps: [{}]})") == "triggers[0].kind");
    CHECK(mistake(R"({entity: "deal", triggers: [{kind: "CHANGED", fields: ["no"]}], steps: [{}]})") ==
          "triggers[0].fields");
    CHECK(mistake(R"({entity: "deal", triggers: [{kind: "AT", fields: ["name"]}], steps: [{}]})") ==
          "triggers[0].fields");
    CHECK(mistake(R"({entity: "deal", triggers: [{kind: "ENTERED", fields: ["stage"]}], steps: [{}]})") ==
          "triggers[0].value");
    CHECK(mistake(R"({entity: "deal", condition: "amount >", triggers: [{kind: "CREATED"}], steps: [{}]})") ==
          "condition");
    CHECK(mistake(R"({entity: "deal", was: "company.name = \"А\"", triggers: [{kind: "CREATED"}], steps: [{}]})") ==
          "was");
    CHECK(mistake(with("{}")) == "steps[0].action");
    CHECK(mistake(with(R"({set: {}})")) == "steps[0].set.values");
    CHECK(mistake(with(R"({set: {values: [{field: "id", text: "x"}]}})")) == "steps[0].set.values[0].field");
    CHECK(mistake(with(R"({set: {values: [{field: "name", expression: "nothing"}]}})")) ==
          "steps[0].set.values[0].expression");
    CHECK(mistake(with(R"({set: {values: [{field: "name", text: "{"}]}})")) == "steps[0].set.values[0].text");
    CHECK(mistake(with(R"({set: {values: [{field: "name", moment: {amount: 1}}]}})")) ==
          "steps[0].set.values[0].field");
    CHECK(mistake(with(R"({create: {entity: "no", values: []}})")) == "steps[0].create.entity");
    CHECK(mistake(with(R"({notify: {whom: ["company"], text: "x"}})")) == "steps[0].notify.whom");
    CHECK(mistake(with(R"({notify: {whom: ["owner"]}})")) == "steps[0].notify.text");
    CHECK(mistake(with(R"({notify: {whom: ["owner"], text: "Сделка {name}: {company.name}"}})")).empty());
}

TEST_CASE("a definition survives being written down") {
    auto def = automation::readDefinition(
        with(R"({after: {amount: 3, unit: "WORKING_DAYS"}, notify: {whom: ["owner"], text: "x"}})"));
    REQUIRE(def);
    auto again = automation::readDefinition(automation::writeDefinition(*def));
    REQUIRE(again);
    CHECK(again->SerializeAsString() == def->SerializeAsString());
}

TEST_CASE("words with expressions in them are taken apart") {
    using automation::parseTemplate;
    CHECK(*parseTemplate("Привет, {contact.name}!") ==
          std::vector<TemplatePart>{{"Привет, ", false}, {"contact.name", true}, {"!", false}});
    CHECK(*parseTemplate("{{a}} {IF(x, \"}\", \"\")}") ==
          std::vector<TemplatePart>{{"{a} ", false}, {"IF(x, \"}\", \"\")", true}});
    CHECK(parseTemplate("")->empty());
    CHECK(parseTemplate("a {b").error().code == ErrorCode::Syntax);
}

TEST_CASE("of ten thousand rules only those are found that a change may set off") {
    std::vector<automation::RulePtr> rules;
    const auto& deal = *snapshot().entity("deal");
    const auto registry = schema::Registry::load(schema::embedded::entities());
    REQUIRE(registry);
    const char* const fields[] = {"name", "amount", "stage", "owner"};
    for (int i = 0; i < 10'000; ++i) {
        v1::RuleDef def = *automation::readDefinition(with(R"({notify: {whom: ["owner"], text: "x"}})"));
        def.mutable_triggers(0)->set_kind(v1::RuleTrigger::CHANGED);
        def.mutable_triggers(0)->add_fields(i == 77 ? "closed_on" : fields[i % 4]);
        auto rule = automation::compile(Uuid::make(), std::to_string(i), {}, std::move(def), snapshot());
        REQUIRE(rule);
        rules.push_back(std::move(*rule));
    }
    const automation::RuleSet set((*registry)->current(), std::move(rules));
    records::Written written{&deal, Uuid::make(), records::Kind::Update, {{"closed_on", std::nullopt, "2026-01-01"}}};
    REQUIRE(set.sprung(written).size() == 1);
    CHECK(set.sprung(written).front().rule->name == "77");
    written.diff = {{"probability", "1", "2"}};
    CHECK_FALSE(set.wants(written));
}
