// What rules do: every action, branches, waiting, questions, and what time and people set off.
#include <catch2/catch.hpp>

#include "server/automation/inspect.h"
#include "server/automation/rule.h"
#include "server/jobs/schedules.h"
#include "tests/server/automation/automation_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;
using automation::Outcome;

namespace {

Value text(const std::string& words) { return words; }

std::string quoted(const Uuid& id) { return "\"" + id.text() + "\""; }

Result<v1::WhyReply> why(AutomationFixture& f, const records::Actor& who, const std::string& entity, const Uuid& id) {
    v1::WhyRequest request;
    request.set_entity(entity);
    request.set_id(std::string(id.view()));
    const automation::Asked asked{f.kernel.database(), f.kernel.registry(), f.kernel.gate(), who.reader,
                                  db::within(10s)};
    return runAwaitable(automation::why(asked, request));
}

Result<v1::RuleRunsReply> runsOf(AutomationFixture& f, const records::Actor& who, v1::RuleRunsRequest request) {
    const automation::Asked asked{f.kernel.database(), f.kernel.registry(), f.kernel.gate(), who.reader,
                                  db::within(10s)};
    return runAwaitable(automation::runs(asked, request));
}

/// The one record of an entity.
Uuid only(AutomationFixture& f, const std::string& entity, const std::string& filter = {}) {
    auto reply = f.kernel.query(f.admin, entity, filter, {"id"});
    if (!reply || reply->rows().ids().size() != 16) throw std::runtime_error("not one " + entity);
    return *Uuid::fromBytes(reply->rows().ids());
}

}  // namespace

TEST_CASE("a message goes to the outbox, to the first phone, with what it is about") {
    AutomationFixture f;
    f.rule("Доставка", R"({entity: "company", triggers: [{kind: "ENTERED", fields: ["kind"], value: "partner"}],
        steps: [{send: {channel: "sms", to: ["phones"], text: "Здравствуйте, {name}!"}}]})");
    const Uuid with = f.make("company", {{"name", text("Ромашка")},
                                         {"phones", Texts{"+79161234567", "+79160000000"}},
                                         {"owner", f.ivanova.id},
                                         {"kind", text("partner")}});
    f.make("company", {{"name", text("Без телефона")}, {"owner", f.ivanova.id}, {"kind", text("partner")}});
    REQUIRE(f.settle());
    REQUIRE(f.kernel.count(f.admin, "message") == 2);
    const Uuid sent = only(f, "message", "state = \"waiting\"");
    CHECK(f.value("message", sent, "recipient") == text("+79161234567"));
    CHECK(f.value("message", sent, "text") == text("Здравствуйте, Ромашка!"));
    CHECK(f.value("message", sent, "company") == Value(with));
    CHECK(f.value("message", sent, "rule_name") == text("Доставка"));
    CHECK(f.kernel.count(f.ivanova, "message", "state = \"failed\" AND NOT(ISBLANK(trouble))") == 1);
}

TEST_CASE("branches do one side, and then what follows") {
    AutomationFixture f;
    const auto say = [](const char* words) {
        return std::string(R"({notify: {whom: ["owner"], text: ")") + words + R"("}})";
    };
    f.rule("Ветви", R"({entity: "company", triggers: [{kind: "CREATED"}], steps: [
        {branch: {condition: "city = \"Тверь\"", yes: [)" +
                        say("тверские") + R"(, {branch: {condition: "employees > 10", yes: [)" + say("большие") +
                        R"(]}}], no: [)" + say("прочие") + "]}}, {when: \"employees > 10\", " +
                        say("когда много").substr(1) + ", " + say("все") + "]}");
    const auto made = [&](const char* city, std::int64_t employees) {
        f.make("company",
               {{"name", text("А")}, {"owner", f.ivanova.id}, {"city", text(city)}, {"employees", employees}});
        REQUIRE(f.settle());
        return f.told(f.ivanova);
    };
    CHECK(made("Тверь", 50) == std::vector<std::string>{"тверские", "большие", "когда много", "все"});
    const auto after = made("Омск", 5);
    CHECK(std::vector<std::string>(after.begin() + 4, after.end()) == std::vector<std::string>{"прочие", "все"});
    const auto last = made("Тверь", 1);
    CHECK(std::vector<std::string>(last.begin() + 6, last.end()) == std::vector<std::string>{"тверские", "все"});
}

TEST_CASE("people get records in turn, or whoever has the fewest open ones, but only those who work") {
    AutomationFixture f;
    const auto petrov = f.kernel.person("Петров", "manager");
    const auto gone = f.kernel.person("Яковлев", "manager");
    f.change("user", gone.id, {{"active", false}}, f.admin);
    f.rule("По очереди", R"({entity: "lead", triggers: [{kind: "CREATED"}],
        steps: [{assign: {pool: "role = \"manager\"", way: "IN_TURN"}}]})");
    const auto lead = [&](const char* name) {
        const Uuid id = f.make("lead", {{"name", text(name)}, {"owner", f.admin.id}});
        REQUIRE(f.settle());
        return f.value("lead", id, "owner");
    };
    CHECK(lead("1") == Value(f.ivanova.id));
    CHECK(lead("2") == Value(petrov.id));
    CHECK(lead("3") == Value(f.ivanova.id));

    f.rule("По нагрузке",
           R"({entity: "task", triggers: [{kind: "CREATED"}], condition: "owner.role = \"administrator\"",
        steps: [{assign: {users: [)" +
               quoted(f.ivanova.id) + ", " + quoted(petrov.id) + R"(], way: "LEAST_LOADED"}}]})");
    const auto task = [&](const Uuid& owner, const char* status) {
        const Uuid id = f.make("task", {{"name", text("Задача")}, {"owner", owner}, {"status", text(status)}});
        REQUIRE(f.settle());
        return f.value("task", id, "owner");
    };
    task(petrov.id, "open");
    task(petrov.id, "open");
    for (int i = 0; i < 4; ++i) task(f.ivanova.id, "done");
    CHECK(task(f.admin.id, "open") == Value(f.ivanova.id));
    CHECK(task(f.admin.id, "open") == Value(f.ivanova.id));
    CHECK(task(f.admin.id, "open") != Value(f.admin.id));
}

TEST_CASE("a rule waits for what happens, and does something else when it does not in time") {
    AutomationFixture f;
    f.rule("Ждём ответа", R"({entity: "company", triggers: [{kind: "CREATED"}], steps: [
        {wait: {events: [{kind: "ENTERED", fields: ["kind"], value: "partner"}], at_most: {amount: 2, unit: "DAYS"},
                late: [{notify: {whom: ["owner"], text: "{name}: не дождались"}}]}},
        {notify: {whom: ["owner"], text: "{name}: дождались"}}]})");
    const Uuid quick = f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}});
    f.make("company", {{"name", text("Б")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    CHECK(f.runs(Outcome::Waits) == 2);
    f.change("company", quick, {{"city", text("Тверь")}}, f.admin);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).empty());
    f.change("company", quick, {{"kind", text("partner")}}, f.admin);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"А: дождались"});
    f.clock.move(49h);
    REQUIRE(eventually([&] { return f.told(f.ivanova).size() == 2; }));
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).back() == "Б: не дождались");
    CHECK(f.runs(Outcome::Waits) == 0);
    CHECK(f.runs(Outcome::Done) == 2);
    CHECK(f.number("SELECT count(*) FROM kupets.rule_wait") == 0);
}

TEST_CASE("what needs approval goes on when all agree, ends when one refuses, and no forged approval counts") {
    AutomationFixture f;
    const std::string ask = R"({entity: "company", triggers: [{kind: "CREATED"}], steps: [
        {ask: {users: [)" + quoted(f.head.id) +
                            ", " + quoted(f.admin.id) + R"(], text: "Скидка для {name}?", all: true,
               refused: [{notify: {whom: ["owner"], text: "{name}: отказано"}}]}},
        {notify: {whom: ["owner"], text: "{name}: согласовано"}}]})";
    f.rule("Скидка", ask);
    f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    REQUIRE(f.kernel.count(f.admin, "approval", "state = \"asked\"") == 2);
    CHECK(f.told(f.head) == std::vector<std::string>{"Скидка для А?"});
    const auto of = [&](const records::Actor& who) {
        return only(f, "approval", "state = \"asked\" AND approver = ID(\"" + who.id.text() + "\")");
    };
    // Somebody else's request is not his to decide, nor does one that he made himself count.
    CHECK_FALSE(f.kernel.save(f.ivanova, {Kernel::update("approval", of(f.head), 0, {{"state", text("approved")}})}));
    const Uuid forged = Uuid::make();
    REQUIRE(f.kernel.save(f.ivanova, {Kernel::create("approval", forged,
                                                     {{"name", text("Скидка для А?")}, {"approver", f.ivanova.id}})}));
    f.change("approval", forged, {{"state", text("approved")}}, f.ivanova);
    f.change("approval", of(f.head), {{"state", text("approved")}}, f.head);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).empty());
    f.change("approval", of(f.admin), {{"state", text("approved")}}, f.admin);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"А: согласовано"});

    f.make("company", {{"name", text("Б")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    f.change("approval", of(f.head), {{"state", text("refused")}}, f.head);
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova).back() == "Б: отказано");
    CHECK(f.kernel.count(f.admin, "approval", "state = \"withdrawn\"") == 1);
}

TEST_CASE("what is deleted is spoken of by what it said") {
    AutomationFixture f;
    f.rule("Удалили", R"({entity: "company", triggers: [{kind: "DELETED"}], condition: "city = \"Тверь\"",
        steps: [{notify: {users: [)" +
                          quoted(f.head.id) + R"json(], text: "Удалена {name} ({city})"}}]})json");
    const auto remove = [&](const char* name, const char* city) {
        const Uuid id = f.make("company", {{"name", text(name)}, {"city", text(city)}, {"owner", f.ivanova.id}});
        REQUIRE(f.kernel.save(f.admin, {Kernel::remove("company", id)}));
        REQUIRE(f.settle());
    };
    remove("Ромашка", "Тверь");
    remove("Лютик", "Омск");
    CHECK(f.told(f.head) == std::vector<std::string>{"Удалена Ромашка (Тверь)"});
}

TEST_CASE("a button does what its rule says for what one may see, once a press") {
    AutomationFixture f;
    const Uuid rule = f.rule("Кнопка", R"({entity: "company", triggers: [{kind: "PRESSED", value: "Отправить каталог"}],
        steps: [{notify: {whom: ["owner"], text: "Каталог: {name}"}}]})");
    const Uuid company = f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}});
    const Uuid foreign = f.make("company", {{"name", text("Чужая")}, {"owner", f.admin.id}});
    v1::PressRequest press;
    press.set_press_id(std::string(Uuid::make().view()));
    press.set_rule(std::string(rule.view()));
    press.add_records(std::string(company.view()));
    press.add_records(std::string(foreign.view()));
    for (const std::uint64_t expected : {1, 0}) {
        const auto reply = runAwaitable(f.engine().press(f.ivanova, press, db::within(10s)));
        REQUIRE(reply);
        CHECK(reply->started() == expected);
    }
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"Каталог: А"});
    CHECK(f.told(f.admin).empty());
    const auto chain = why(f, f.ivanova, "notice", only(f, "notice"));
    REQUIRE(chain);
    REQUIRE(chain->links_size() == 2);
    CHECK(chain->links(0).rule_name() == "Кнопка");
    CHECK(chain->links(1).actor_id() == std::string(f.ivanova.id.view()));
    CHECK(chain->links(1).actor_name() == f.ivanova.name);
    CHECK(chain->links(1).title() == "А");
}

TEST_CASE("one rule starts another, whatever its own condition") {
    AutomationFixture f;
    const Uuid second = f.rule("Вторая", R"({entity: "company", triggers: [{kind: "PRESSED"}], condition: "FALSE",
        steps: [{notify: {whom: ["owner"], text: "вторая"}}]})");
    f.rule("Первая",
           R"({entity: "company", triggers: [{kind: "CREATED"}], steps: [{start: {rule: )" + quoted(second) + "}}]}");
    f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"вторая"});
}

TEST_CASE("nobody was in touch for a year: a task for each client, once, and again after the next silence") {
    AutomationFixture f;
    jobs::Schedules& schedules = f.schedules();
    f.engine().goBy(schedules);
    const Uuid rule = Uuid::make();
    REQUIRE(f.kernel.save(
        f.admin, {Kernel::create("rule", rule,
                                 {{"name", text("Год без контакта")},
                                  {"entity", text("company")},
                                  {"enabled", true},
                                  {"owner", f.admin.id},
                                  {"definition", text(R"json({"entity": "company", "triggers": [{"kind": "IDLE",
             "moment": "COALESCE(MAX(activities.happened_at), created_at)", "offset": {"amount": 365, "unit": "DAYS"}}],
             "steps": [{"create": {"entity": "task", "values": [{"field": "name", "text": "Связаться: {name}"},
                {"field": "company", "expression": "id"}, {"field": "owner", "expression": "owner"}]}}]})json")}})}));
    const Uuid quiet = f.make("company", {{"name", text("Тихая")}, {"owner", f.ivanova.id}});
    const Uuid busy = f.make("company", {{"name", text("Живая")}, {"owner", f.ivanova.id}});
    const auto spoken = [&](const Uuid& company, std::chrono::hours ago) {
        f.make("activity", {{"subject", text("Звонок")},
                            {"kind", text("call")},
                            {"company", company},
                            {"happened_at", Timestamp{f.clock.now().micros - std::chrono::microseconds(ago).count()}}});
    };
    spoken(quiet, 24h * 400);
    spoken(busy, 24h * 30);
    REQUIRE(f.settle());
    const auto tasks = [&](const char* name) {
        return f.kernel.count(f.admin, "task", "name = \"Связаться: " + std::string(name) + "\"");
    };
    // At once, or the next morning when it was switched on before what it looks at was there; once in any case.
    f.clock.move(25h);
    REQUIRE(eventually([&] { return tasks("Тихая") == 1; }));
    REQUIRE(eventually([&] { return f.schedulesDone(1); }));
    f.clock.move(24h);
    REQUIRE(eventually([&] { return f.schedulesDone(2); }));
    REQUIRE(f.settle());
    CHECK(tasks("Тихая") == 1);
    CHECK(tasks("Живая") == 0);
    spoken(quiet, 0h);
    f.clock.move(24h * 366);
    REQUIRE(eventually([&] { return tasks("Тихая") == 2; }));
    REQUIRE(eventually([&] { return tasks("Живая") == 1; }));
}

TEST_CASE("a rule that would tell too much is stopped, and one that only fails is switched off") {
    AutomationFixture f;
    f.rule("Болтливое", R"({entity: "company", triggers: [{kind: "CREATED"}],
        steps: [{notify: {whom: ["owner"], text: "{name}"}}]})");
    f.make("company", {{"name", text("А")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    CHECK(f.number("UPDATE kupets.rule_meter SET count = " + std::to_string(automation::kMostTold) +
                   " RETURNING count") == automation::kMostTold);
    f.make("company", {{"name", text("Б")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    CHECK(f.told(f.ivanova) == std::vector<std::string>{"А"});
    CHECK(f.runs(Outcome::Stopped) == 1);

    const Uuid busy = Uuid::make();
    REQUIRE(f.kernel.save(
        f.admin, {Kernel::create("rule", busy,
                                 {{"name", text("Занятое")},
                                  {"entity", text("contact")},
                                  {"enabled", true},
                                  {"owner", f.head.id},
                                  {"definition", text(R"({"entity": "contact", "triggers": [{"kind": "CREATED"}],
             "steps": [{"notify": {"whom": ["owner"], "text": "{name}"}}]})")}})}));
    REQUIRE(f.settle());
    REQUIRE(runAwaitable(f.engine().reload(db::within(10s))));
    f.make("contact", {{"name", text("Первый")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    f.number("UPDATE kupets.rule_meter SET count = " + std::to_string(automation::kMostTold) + " RETURNING count");
    for (int i = 0; i <= automation::kMostFailures; ++i)
        f.make("contact", {{"name", text("Ещё " + std::to_string(i))}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    // Too much within an hour is no fault of the rule's: the next hour it goes on.
    CHECK(f.value("rule", busy, "enabled") == Value(true));
    const auto toldSoFar = f.told(f.head).size();

    const Uuid id = Uuid::make();
    REQUIRE(f.kernel.save(
        f.admin, {Kernel::create("rule", id,
                                 {{"name", text("Негодное")},
                                  {"entity", text("lead")},
                                  {"enabled", true},
                                  {"owner", f.head.id},
                                  {"definition", text(R"json({"entity": "lead", "triggers": [{"kind": "CREATED"}],
             "steps": [{"set": {"values": [{"field": "name", "expression": "IF(FALSE, name, \"\")"}]}}]})json")}})}));
    REQUIRE(f.settle());
    REQUIRE(runAwaitable(f.engine().reload(db::within(10s))));
    for (int i = 0; i < automation::kMostFailures; ++i) {
        f.make("lead", {{"name", text("Лид " + std::to_string(i))}, {"owner", f.ivanova.id}});
        if (i == 0 || i + 2 >= automation::kMostFailures) REQUIRE(f.settle());
    }
    CHECK(f.value("rule", id, "enabled") == Value(false));
    // Told of the first failure, and that it is off.
    CHECK(f.told(f.head).size() == toldSoFar + 2);
}

TEST_CASE("what rules did about a record, and why not, is told to whoever may see it") {
    AutomationFixture f;
    const Uuid rule =
        f.rule("Тверские", R"({entity: "company", triggers: [{kind: "CREATED"}], condition: "city = \"Тверь\"",
        steps: [{create: {entity: "task", values: [{field: "name", text: "Заехать в {name}"}, {field: "owner", expression: "owner"},
            {field: "company", expression: "id"}]}}]})");
    const Uuid tver = f.make("company", {{"name", text("А")}, {"city", text("Тверь")}, {"owner", f.ivanova.id}});
    REQUIRE(f.settle());
    const Uuid omsk = f.make("company", {{"name", text("Б")}, {"city", text("Омск")}, {"owner", f.admin.id}});
    REQUIRE(f.settle());
    v1::RuleRunsRequest all;
    all.set_rule(std::string(rule.view()));
    const auto lines = runsOf(f, f.admin, all);
    REQUIRE(lines);
    REQUIRE(lines->lines_size() == 2);
    CHECK(lines->lines(0).outcome() == v1::RuleRunLine::NOT_SO);
    CHECK(lines->lines(0).error().field_path() == "condition");
    CHECK(lines->lines(0).title() == "Б");
    CHECK(lines->lines(1).outcome() == v1::RuleRunLine::DONE);
    CHECK(runsOf(f, f.ivanova, all).error().code == ErrorCode::Forbidden);
    v1::RuleRunsRequest one;
    one.set_entity("company");
    one.set_record(std::string(tver.view()));
    REQUIRE(runsOf(f, f.ivanova, one));
    CHECK(runsOf(f, f.ivanova, one)->lines_size() == 1);
    one.set_record(std::string(omsk.view()));
    CHECK(runsOf(f, f.ivanova, one).error().code == ErrorCode::NotFound);
    all.set_limit(1);
    CHECK(runsOf(f, f.admin, all)->more());
    all.set_after(lines->lines(0).id());
    CHECK(runsOf(f, f.admin, all)->lines(0).title() == "А");

    const auto chain = why(f, f.ivanova, "task", only(f, "task"));
    REQUIRE(chain);
    REQUIRE(chain->links_size() == 2);
    CHECK(chain->links(0).origin() == v1::ChangeSet::ORIGIN_RULE);
    CHECK(chain->links(1).origin() == v1::ChangeSet::ORIGIN_PERSON);
    CHECK(chain->links(1).title() == "А");
    CHECK(chain->links(1).actor_name() == f.admin.name);
    CHECK(why(f, f.ivanova, "company", omsk).error().code == ErrorCode::NotFound);
}

TEST_CASE("a rule within the save is part of the very change, and can refuse none") {
    AutomationFixture f;
    f.rule("Скидка ключевым",
           R"json({entity: "company", in_save: true, triggers: [{kind: "ENTERED", fields: ["category"], value: "a"}],
                   condition: "ISBLANK(discount)", steps: [{set: {values: [
                       {field: "discount", expression: "employees / 10"},
                       {field: "note", text: "Скидка для {name}"}]}}]})json");
    const Uuid id = f.make("company", {{"name", text("А")}, {"employees", std::int64_t{70}}, {"owner", f.ivanova.id}});
    CHECK(isNull(f.value("company", id, "discount")));
    const Uuid set = Uuid::make();
    REQUIRE(f.kernel.save(f.ivanova, {Kernel::update("company", id, 0, {{"category", text("a")}})}, set));
    CHECK(f.value("company", id, "discount") == Value(*Decimal::parse("7")));
    CHECK(f.value("company", id, "note") == text("Скидка для А"));
    const auto history = f.kernel.history(f.admin, "company", id);
    REQUIRE(history);
    CHECK(history->change_sets_size() == 2);
    CHECK(history->change_sets(0).actor_name() == f.ivanova.name);
    REQUIRE(f.kernel.undo(f.ivanova, set));
    CHECK(isNull(f.value("company", id, "discount")));
    CHECK(isNull(f.value("company", id, "category")));
    // A value that the field does not take is not set, and the save goes on.
    const Uuid large =
        f.make("company", {{"name", text("Б")}, {"employees", std::int64_t{70'000}}, {"category", text("a")}});
    CHECK(isNull(f.value("company", large, "discount")));
    CHECK(f.value("company", large, "note") == text("Скидка для Б"));
}

TEST_CASE("what a rule within the save may not say is told with its place") {
    AutomationFixture f;
    const auto mistake = [&](const std::string& rest) {
        auto def = automation::readDefinition(R"({entity: "company", in_save: true, )" + rest);
        REQUIRE(def);
        const auto rule = automation::compile(Uuid::make(), {}, {}, *def, *f.kernel.catalog().snapshot);
        return rule ? std::string() : rule.error().fieldPath;
    };
    const std::string set = R"(steps: [{set: {values: [{field: "note", text: "x"}]}}]})";
    CHECK(mistake(R"(triggers: [{kind: "CREATED"}], )" + set).empty());
    CHECK(mistake(R"(triggers: [{kind: "PRESSED"}], )" + set) == "triggers");
    CHECK(mistake(R"(triggers: [{kind: "CREATED"}], condition: "owner.name = name", )" + set).starts_with("condition"));
    CHECK(mistake(R"(triggers: [{kind: "CREATED"}], steps: [{notify: {whom: ["owner"], text: "x"}}]})") == "steps[0]");
}
