// Rules at work: what sets them off, what they do, what stops them.
#include <algorithm>

#include <catch2/catch.hpp>

#include "server/automation/run_log.h"
#include "tests/server/automation/automation_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;
using automation::Outcome;

namespace {

Value text(const char* words) { return std::string(words); }
Value number(std::int64_t value) { return value; }

}  // namespace

TEST_CASE("a large deal goes to the head of whoever has it, however it became large") {
    AutomationFixture f;
    f.change("user", f.ivanova.id, {{"manager", f.head.id}}, f.admin);
    const Uuid rule = f.rule("Крупная сделка", R"({entity: "deal", condition: "amount > 200000",
        triggers: [{kind: "CREATED"}, {kind: "CHANGED", fields: ["amount"]}],
        steps: [{set: {values: [{field: "owner", expression: "owner.manager"}]}}]})");
    const auto stages = f.kernel.stages();
    const auto deal = [&](std::int64_t amount) {
        return f.make("deal", {{"name", text("Поставка")},
                               {"stage", stages.open},
                               {"owner", f.ivanova.id},
                               {"amount", Money{*Decimal::parse(std::to_string(amount)), "RUB"}}});
    };
    const Uuid small = deal(100'000);
    const Uuid large = deal(300'000);
    REQUIRE(f.settle());
    CHECK(f.value("deal", small, "owner") == Value(f.ivanova.id));
    CHECK(f.value("deal", large, "owner") == Value(f.head.id));
    CHECK(f.runs(Outcome::Done) == 1);
    CHECK(f.runs(Outcome::NotSo) == 1);

    f.change("deal", small, {{"amount", Money{*Decimal::parse("250000"), "RUB"}}}, f.ivanova);
    REQUIRE(f.settle());
    CHECK(f.value("deal", small, "owner") == Value(f.head.id));
    // The change set says which rule made it, and because of what.
    const auto history = f.kernel.history(f.admin, "deal", small);
    REQUIRE(history);
    CHECK(history->change_sets(0).origin() == v1::ChangeSet::ORIGIN_RULE);
    CHECK(history->change_sets(0).actor_name() == "Правило «Крупная сделка»");
    const std::string cause = std::string(Uuid::fromBytes(history->change_sets(1).id())->text());
    CHECK(f.number("SELECT count(*) FROM kupets.change_set WHERE cause_rule = '" + rule.text() + "' AND cause_set = '" +
                   cause + "'") == 1);
}

TEST_CASE("what somebody became makes a task with words and a working deadline, and tells people once") {
    AutomationFixture f;
    f.rule("Недозвон", R"json({entity: "company", triggers: [{kind: "ENTERED", fields: ["kind"], value: "partner"}],
        steps: [{create: {entity: "task", values: [
                   {field: "name", text: "Перезвонить: {name}, {city}"}, {field: "company", expression: "id"},
                   {field: "owner", expression: "owner"}, {field: "due", moment: {amount: 2, unit: "WORKING_HOURS"}}]}},
                {notify: {whom: ["owner"], text: "Новый партнёр: {name} ({kind})"}}]})json");
    const Uuid company =
        f.make("company", {{"name", text("Ромашка")}, {"city", text("Тверь")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    CHECK(f.kernel.count(f.admin, "task") == 0);
    f.change("company", company, {{"kind", text("partner")}}, f.ivanova);
    REQUIRE(f.settle());
    REQUIRE(f.kernel.count(f.admin, "task", "name = \"Перезвонить: Ромашка, Тверь\" AND due > NOW()") == 1);
    CHECK(f.kernel.count(f.admin, "task",
                         "owner = ID(\"" + f.ivanova.id.text() + "\") AND company.name = \"Ромашка\"") == 1);
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"Новый партнёр: Ромашка (Партнёр)"});
    CHECK(f.kernel.count(f.ivanova, "notice", "link = \"record/company/" + company.text() + "\"") == 1);
    CHECK(f.kernel.count(f.head, "notice") == 0);
    // Another change of a partner is no new one.
    f.change("company", company, {{"city", text("Омск")}}, f.ivanova);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).size() == 1);
}

TEST_CASE("how it was before counts too") {
    AutomationFixture f;
    f.rule("Вырос", R"({entity: "company", triggers: [{kind: "CHANGED", fields: ["employees"]}],
        was: "employees < 100", condition: "employees >= 100",
        steps: [{notify: {whom: ["owner"], text: "{name} выросла до {employees}"}}]})");
    const Uuid company = f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}, {"employees", number(50)}});
    f.change("company", company, {{"employees", number(60)}}, f.ivanova);
    REQUIRE(f.settle());
    f.change("company", company, {{"employees", number(150)}}, f.ivanova);
    REQUIRE(f.settle());
    f.change("company", company, {{"employees", number(200)}}, f.ivanova);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"А выросла до 150"});
}

TEST_CASE("rules that set one another off are stopped, with a reason") {
    AutomationFixture f;
    f.rule("Больше", R"({entity: "company", triggers: [{kind: "CHANGED", fields: ["employees"]}],
        steps: [{set: {values: [{field: "employees", expression: "employees + 1"}]}}]})");
    const Uuid company = f.make("company", {{"name", text("А")}, {"employees", number(1)}});
    f.change("company", company, {{"employees", number(10)}}, f.admin);
    REQUIRE(eventually([&] { return f.runs(Outcome::Stopped) == 1; }));
    REQUIRE(f.settle());
    CHECK(f.value("company", company, "employees") == number(10 + automation::kMostDepth + 1));
    CHECK(f.number("SELECT count(*) FROM kupets.rule_run WHERE outcome = 4 AND error_code = 11") == 1);
}

TEST_CASE("a rule that fails keeps nobody from saving, and its author is told") {
    AutomationFixture f;
    f.rule("Плохое", R"({entity: "company", triggers: [{kind: "CREATED"}],
        steps: [{set: {values: [{field: "employees", expression: "-5"}]}},
                {set: {values: [{field: "name", text: "{city}"}]}}]})",
           f.head.id);
    const Uuid company = f.make("company", {{"name", text("А")}, {"employees", number(3)}});
    REQUIRE(eventually([&] { return f.runs(Outcome::Failed) == 1; }));
    CHECK(f.value("company", company, "name") == text("А"));
    CHECK(f.value("company", company, "employees") == number(3));  // all of a run or nothing
    CHECK(f.number("SELECT count(*) FROM kupets.rule_run WHERE error_field LIKE 'steps[%'") == 1);
    CHECK(f.told(f.head) == std::vector<std::string>{"Правило «Плохое» не сработало"});
}

TEST_CASE("a step that has to wait comes when its time has come, and not when the rule was switched off") {
    AutomationFixture f;
    const std::string later = R"({entity: "company", triggers: [{kind: "CREATED"}], steps: [
        {notify: {whom: ["owner"], text: "Сразу"}},
        {after: {amount: 2, unit: "DAYS"}, notify: {whom: ["owner"], text: "Через два дня: {name}"}}]})";
    f.rule("Серия", later);
    const Uuid company = f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"Сразу"});
    CHECK(f.runs(Outcome::Waits) == 1);
    f.change("company", company, {{"name", text("Б")}}, f.admin);
    f.clock.move(49h);
    REQUIRE(eventually([&] { return f.told(f.ivanova).size() == 2; }));
    CHECK(f.told(f.ivanova).back() == "Через два дня: Б");
    REQUIRE(f.settle());
    CHECK(f.runs(Outcome::Done) == 1);
    CHECK(f.runs(Outcome::Waits) == 0);

    f.make("company", {{"name", text("В")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    f.engine().use({});
    f.clock.move(49h);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).size() == 3);
}

TEST_CASE("a moment of a record is kept: moved with it, dropped with it, told once") {
    AutomationFixture f;
    f.rule("Просрочено", R"({entity: "task", triggers: [{kind: "AT", fields: ["due"]}], condition: "status <> \"done\"",
        steps: [{notify: {whom: ["owner", "owner.manager"], text: "Просрочено: {name}", kind: "overdue"}}]})");
    f.change("user", f.ivanova.id, {{"manager", f.head.id}}, f.admin);
    const auto in = [&](std::chrono::microseconds span) {
        return Value(Timestamp{f.clock.now().micros + span.count()});
    };
    const auto task = [&](const char* name, const Value& due) {
        return f.make("task", {{"name", text(name)}, {"owner", f.ivanova.id}, {"due", due}});
    };
    const Uuid moved = task("Перенесённая", in(1h));
    const Uuid done = task("Сделанная", in(1h));
    const Uuid without = task("Без срока", in(1h));
    task("Обычная", in(1h));
    task("Давняя", in(-72h));
    f.change("task", moved, {{"due", in(5h)}}, f.admin);
    f.change("task", done, {{"status", text("done")}}, f.admin);
    f.change("task", without, {{"due", Null{}}}, f.admin);
    f.clock.move(61min);
    REQUIRE(eventually([&] { return f.told(f.ivanova).size() == 1; }));
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"Просрочено: Обычная"});
    CHECK(f.told(f.head).size() == 1);
    f.clock.move(-3h);  // the clock went back: nothing comes twice
    f.clock.move(8h);
    REQUIRE(eventually([&] { return f.told(f.ivanova).size() == 2; }));
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"Просрочено: Обычная", "Просрочено: Перенесённая"});
}

TEST_CASE("clocks that jump and a company that moves to another zone lose no reminder and double none") {
    AutomationFixture f;
    f.rule("День",
           R"({entity: "deal", triggers: [{kind: "AT", fields: ["expected_close"], offset: {amount: 9, unit: "HOURS"}}],
        steps: [{notify: {whom: ["owner"], text: "{name}"}}]})");
    f.rule("Час", R"({entity: "task", triggers: [{kind: "AT", fields: ["due"], offset: {amount: -15, unit: "MINUTES"}}],
        steps: [{notify: {whom: ["owner"], text: "{name}"}}]})");
    const auto stages = f.kernel.stages();
    std::vector<std::string> expected;
    for (int day = 1; day <= 12; ++day) {
        const Timestamp then{f.clock.now().micros + day * 86'400'000'000};
        expected.push_back("Сделка " + std::to_string(day));
        f.make("deal", {{"name", expected.back()},
                        {"stage", stages.open},
                        {"owner", f.ivanova.id},
                        {"expected_close", then.date()}});
        expected.push_back("Задача " + std::to_string(day));
        f.make("task", {{"name", expected.back()}, {"owner", f.ivanova.id}, {"due", then}});
    }
    const char* const zones[] = {"Asia/Vladivostok", "Europe/Kaliningrad", "Asia/Yekaterinburg", "Europe/Moscow"};
    const std::chrono::hours jumps[] = {26h, -24h, 49h, -25h, 30h, -1h, 24h};
    std::size_t turn = 0;
    for (int round = 0; round < 5; ++round)
        for (const auto jump : jumps) {
            f.zone = zones[turn++ % std::size(zones)];
            f.clock.move(jump);
            REQUIRE(f.settle());
        }
    auto told = f.told(f.ivanova);
    std::ranges::sort(told);
    std::ranges::sort(expected);
    CHECK(told == expected);
}

TEST_CASE("an undo sets nothing off, nor does an import unless the rule says so, nor a save that was refused") {
    AutomationFixture f;
    const std::string told = R"(triggers: [{kind: "CREATED"}, {kind: "CHANGED"}], entity: "company",
        steps: [{notify: {whom: ["owner"], text: "{name}"}}]})";
    f.rule("Обычное", "{" + told);
    f.rule("И при импорте", "{on_import: true, " + told);
    const auto import = [&](const char* name) {
        return runAwaitable([&]() -> boost::asio::awaitable<bool> {
            auto writer = co_await f.kernel.gate().open(f.admin, {Uuid::make(), records::Origin::Import, {}, {}},
                                                        db::within(10s));
            const schema::Entity* company = f.kernel.catalog().entity("company");
            std::vector<records::Change> changes;
            changes.push_back({records::Kind::Create,
                               company,
                               Uuid::make(),
                               0,
                               {{company->field("name"), text(name)}, {company->field("owner"), f.ivanova.id}},
                               0});
            auto saved = co_await writer->write(std::move(changes), db::within(10s));
            auto done = co_await writer->commit(db::within(10s));
            co_return saved&& done;
        }());
    };
    REQUIRE(import("Из файла"));
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"Из файла"});
    const Uuid set = Uuid::make();
    const Uuid id = Uuid::make();
    REQUIRE(f.kernel.save(f.admin, {Kernel::create("company", id, {{"name", text("Новая")}, {"owner", f.ivanova.id}})},
                          set));
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).size() == 3);
    REQUIRE(f.kernel.undo(f.admin, set));
    REQUIRE_FALSE(f.kernel.save(
        f.admin, {Kernel::create("company", Uuid::make(), {{"name", text("Плохая")}, {"inn", text("1")}})}));
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).size() == 3);
}

TEST_CASE("a rule is a record: gone by when it is switched on, refused when it makes no sense") {
    AutomationFixture f;
    const auto rule = [&](const char* definition, bool enabled, const Uuid& id = Uuid::make()) {
        return f.kernel.save(f.admin, {Kernel::create("rule", id,
                                                      {{"name", text("Новая компания")},
                                                       {"entity", text("company")},
                                                       {"enabled", enabled},
                                                       {"definition", text(definition)}})});
    };
    const char* const good = R"({"entity": "company", "triggers": [{"kind": "CREATED"}],
                                 "steps": [{"notify": {"whom": ["owner"], "text": "{name}"}}]})";
    const Uuid id = Uuid::make();
    REQUIRE(rule(good, false, id));
    REQUIRE(rule("{}", false));  // a draft may be anything
    const auto refused = rule(R"({"entity": "company", "triggers": [{"kind": "CREATED"}], "steps": [{}]})", true);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fieldPath == "definition.steps[0].action");
    CHECK_FALSE(rule(R"({"entity": "deal"})", true));
    const auto reload = [&] { REQUIRE(runAwaitable(f.engine().reload(db::within(10s)))); };
    reload();
    f.make("company", {{"name", text("Рано")}, {"owner", f.ivanova.id}});
    f.change("rule", id, {{"enabled", true}}, f.admin);
    reload();
    f.make("company", {{"name", text("Вовремя")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"Вовремя"});
    // Only administrators write rules; everybody may read them.
    CHECK_FALSE(f.kernel.save(f.ivanova, {Kernel::update("rule", id, 0, {{"enabled", false}})}));
    CHECK(f.kernel.count(f.ivanova, "rule") == 2);
}

TEST_CASE("a rule that names what is gone is switched off, and whoever is responsible is told") {
    AutomationFixture f;
    const Uuid id = Uuid::make();
    REQUIRE(f.kernel.save(
        f.admin, {Kernel::create("rule", id,
                                 {{"name", text("О прежнем")},
                                  {"entity", text("company")},
                                  {"owner", f.head.id},
                                  {"enabled", true},
                                  {"definition", text(R"({"entity": "company", "triggers": [{"kind": "CREATED"}],
        "steps": [{"notify": {"whom": ["owner"], "text": "{name}"}}]})")}})}));
    REQUIRE(f.settle());
    // As if the company had taken its field away meanwhile.
    f.number(
        "WITH changed AS (UPDATE data.rule SET definition = replace(definition, '\"owner\"', '\"curator\"') RETURNING "
        "1) "
        "SELECT count(*) FROM changed");
    REQUIRE(runAwaitable(f.engine().reload(db::within(10s))));
    CHECK(f.value("rule", id, "enabled") == Value(false));
    REQUIRE(f.told(f.head).size() == 1);
    CHECK(f.told(f.head).front() == "Правило «О прежнем» выключено: оно говорит о том, чего больше нет: curator");
    REQUIRE(runAwaitable(f.engine().reload(db::within(10s))));
    CHECK(f.told(f.head).size() == 1);
}
