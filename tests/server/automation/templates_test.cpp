// The rules that come with the product: all fit its schema, each is brought once, and what they say happens.
#include "server/automation/templates.h"

#include <catch2/catch.hpp>

#include "tests/server/automation/automation_fixture.h"

using namespace kupets;
using namespace kupets::tests;
using namespace std::chrono_literals;

namespace {

Value text(const char* words) { return std::string(words); }

struct Office : AutomationFixture {
    Office() {
        change("user", ivanova.id, {{"manager", head.id}}, admin);
        seed();
    }
    void seed() {
        REQUIRE(runAwaitable(automation::seedRules(kernel.gate(), kernel.registry(), db::within(30s))));
        REQUIRE(runAwaitable(engine().reload(db::within(10s))));
    }
    Timestamp in(std::chrono::minutes time) {
        return {clock.now().micros + std::chrono::duration_cast<std::chrono::microseconds>(time).count()};
    }
    using Words = std::vector<std::string>;
    /// Kinds of what a person was told, the oldest first.
    Words kinds(const records::Actor& person) {
        const auto reply =
            kernel.query(admin, "notice", "user = ID(\"" + person.id.text() + "\")", {"kind"}, {"created_at"});
        return Kernel::texts(reply->rows());
    }
};

}  // namespace

TEST_CASE("every template parses and fits the product's entities") {
    Kernel kernel;
    const auto all = automation::ruleTemplates();
    REQUIRE(all);
    CHECK(all->size() >= 5);
    for (const v1::RuleTemplate& each : *all) {
        INFO(each.name());
        const auto made =
            automation::compile(Uuid::make(), each.title().ru(), {}, each.definition(), *kernel.catalog().snapshot);
        CHECK((made ? std::string() : describe(made.error())).empty());
        CHECK_FALSE(each.group().ru().empty());
        CHECK_FALSE(each.note().en().empty());
    }
}

TEST_CASE("the product's rules are there from the first start, what somebody switched off or deleted stays so") {
    Office office;
    const auto on = [&] { return office.kernel.count(office.admin, "rule", "enabled"); };
    const std::uint64_t all = on();
    CHECK(all >= 5);
    const auto id = [](const char* name) { return Uuid::fromName(std::string("the product's rule ") + name); };
    office.change("rule", id("task_overdue"), {{"enabled", Value(false)}}, office.admin);
    REQUIRE(office.kernel.save(office.admin, {Kernel::remove("rule", id("task_given"))}));
    office.seed();
    CHECK(on() == all - 2);
    CHECK(office.engine().rules()->find(id("task_overdue")) == nullptr);
    CHECK(office.engine().rules()->find(id("task_given")) == nullptr);
    CHECK(office.engine().rules()->find(id("task_reminder")) != nullptr);
}

TEST_CASE("a task that goes overdue is told to whoever has it and to his manager, one that was closed to nobody") {
    Office office;
    const auto task = [&](const char* name) {
        return office.make("task", {{"name", text(name)},
                                    {"owner", office.ivanova.id},
                                    {"author", office.ivanova.id},
                                    {"due", office.in(60min)}});
    };
    task("Отгрузить");
    const Uuid declined = task("Отменённая");
    office.change("task", declined, {{"status", text("declined")}}, office.ivanova);
    REQUIRE(office.settle());
    const std::size_t before = office.told(office.ivanova).size();
    office.clock.move(61min);
    REQUIRE(eventually([&] { return office.told(office.head).size() == 1; }));
    REQUIRE(office.settle());
    CHECK(office.told(office.head) == Office::Words{"Иванова: просрочена задача «Отгрузить»"});
    REQUIRE(office.told(office.ivanova).size() == before + 1);
    CHECK(office.told(office.ivanova).back() == "Просрочена задача: Отгрузить");
    CHECK(office.kinds(office.ivanova).back() == "overdue");
    CHECK(office.kinds(office.head) == Office::Words{"overdue"});
}

TEST_CASE("who has no manager of his own has the head of his department") {
    Office office;
    const Uuid department = office.make("department", {{"name", text("Продажи")}, {"head", office.head.id}});
    office.change("user", office.ivanova.id, {{"manager", Null{}}, {"department", department}}, office.admin);
    office.make("task", {{"name", text("Отгрузить")}, {"owner", office.ivanova.id}, {"due", office.in(5min)}});
    REQUIRE(office.settle());
    office.clock.move(6min);
    REQUIRE(eventually([&] { return office.told(office.head).size() == 1; }));
}

TEST_CASE("a task is told to whoever gets it, its outcome to whoever gave it and to those who watch") {
    Office office;
    const records::Actor petrov = office.kernel.person("Петров", "manager");
    const Uuid task = Uuid::make();
    REQUIRE(office.kernel.save(office.head, {Kernel::create("task", task,
                                                            {{"name", text("Счёт")},
                                                             {"owner", office.ivanova.id},
                                                             {"author", office.head.id},
                                                             {"watchers", Ids{petrov.id}}})}));
    REQUIRE(office.settle());
    CHECK(office.told(office.ivanova) == Office::Words{"Поручена задача: Счёт — Начальник"});
    office.change("task", task, {{"status", text("done")}, {"result", text("Отправлен")}}, office.ivanova);
    REQUIRE(office.settle());
    CHECK(office.told(office.head) == Office::Words{"Выполнено: Счёт. Отправлен"});
    CHECK(office.told(petrov) == Office::Words{"Готово: Счёт"});
    office.change("task", task, {{"status", text("returned")}, {"remark", text("Не та сумма")}}, office.head);
    REQUIRE(office.settle());
    CHECK(office.told(office.ivanova).back() == "Вернули на доработку: Счёт. Не та сумма");
    office.change("task", task, {{"status", text("declined")}, {"remark", text("Сумма верна")}}, office.ivanova);
    REQUIRE(office.settle());
    CHECK(office.told(office.head).back() == "Отказ: Счёт. Сумма верна");
    // What one sets oneself is no news.
    REQUIRE(office.kernel.save(office.ivanova, {Kernel::create("task", Uuid::make(), {{"name", text("Себе")}})}));
    REQUIRE(office.settle());
    CHECK(office.told(office.ivanova).size() == 2);
}

TEST_CASE("reminders come at their time, a planned meeting is near a quarter of an hour before") {
    Office office;
    REQUIRE(office.kernel.save(
        office.ivanova,
        {Kernel::create("task", Uuid::make(), {{"name", text("Позвонить")}, {"remind_at", office.in(30min)}})}));
    const auto activity = [&](const char* kind, const char* subject, std::chrono::minutes after) {
        REQUIRE(office.kernel.save(office.ivanova, {Kernel::create("activity", Uuid::make(),
                                                                   {{"kind", text(kind)},
                                                                    {"subject", text(subject)},
                                                                    {"participants", Ids{office.head.id}},
                                                                    {"happened_at", office.in(after)}})}));
    };
    activity("meeting", "Показ", 60min);
    activity("call", "Был", -5min);
    activity("note", "Заметка", 60min);
    REQUIRE(office.settle());
    CHECK(office.told(office.ivanova).empty());
    office.clock.move(31min);
    REQUIRE(eventually([&] { return office.told(office.ivanova).size() == 1; }));
    CHECK(office.told(office.ivanova).front() == "Напоминание: Позвонить");
    office.clock.move(15min);
    REQUIRE(eventually([&] { return office.told(office.ivanova).size() == 2; }));
    CHECK(office.told(office.ivanova).back().starts_with("Встреча скоро: Показ, "));
    CHECK(office.told(office.head).size() == 1);
    REQUIRE(office.settle());
    CHECK(office.told(office.ivanova).size() == 2);
}
