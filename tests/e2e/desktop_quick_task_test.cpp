// Ctrl+T as a person uses it: one line with what, when and for whom, tied to the record that one looks at.
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/ui/chip.h"
#include "client/view/quick_task.h"
#include "common/calendar/russia.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

view::QuickTask* quickTask(Desktop& desktop) {
    desktop.press(Qt::Key_T, Qt::ControlModifier);
    view::QuickTask* found = nullptr;
    waitFor([&] { return (found = desktop.window().findChild<view::QuickTask*>()) && found->line()->hasFocus(); });
    return found;
}

void picture(view::QuickTask& dialog, const char* name) {
    dialog.grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/%1.png").arg(QLatin1String(name)));
}

}  // namespace

TEST_CASE("a task is set in one line, about the card that is open, and taken back") {
    Company& company = Company::get();
    const Uuid deal = company.find("deal", "");
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    REQUIRE(desktop.card("deal", deal));
    const int before = company.count("task");
    view::QuickTask* dialog = quickTask(desktop);
    REQUIRE(dialog);
    CHECK_FALSE(dialog->go()->isEnabled());
    desktop.type("перезвонить завтра в 10 про договор");
    REQUIRE(dialog->about());
    CHECK(dialog->whenWords().contains("завтра в 10:00"));
    picture(*dialog, "quick_task_light");
    Uuid made;
    QObject::connect(dialog, &view::QuickTask::saved, [&](const Uuid& task) { made = task; });
    desktop.press(Qt::Key_Return);
    REQUIRE(waitFor([&] { return !made.isNil(); }));
    CHECK(company.text("task", made, "name") == "Перезвонить про договор");
    CHECK(company.text("task", made, "deal") == deal.text());
    CHECK(company.text("task", made, "owner.login") == "admin");
    CHECK_FALSE(company.text("task", made, "due").empty());
    CHECK(company.count("task") == before + 1);
    REQUIRE(waitFor([&] { return !desktop.window().findChild<view::QuickTask*>(); }));
    REQUIRE(desktop.window().run(QStringLiteral("undo")));
    CHECK(waitFor([&] { return company.count("task") == before; }));
}

TEST_CASE("what a task is about can be taken off, and a line without a time makes a task without a deadline") {
    Company& company = Company::get();
    Desktop::Options options = company.options();
    options.appearance = ui::Appearance::Dark;
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    REQUIRE(desktop.card("company", company.find("company", "")));
    view::QuickTask* dialog = quickTask(desktop);
    REQUIRE(dialog);
    desktop.type("купить бумагу");
    picture(*dialog, "quick_task_dark");
    Q_EMIT dialog->about()->removed();
    CHECK_FALSE(dialog->about());
    Uuid made;
    QObject::connect(dialog, &view::QuickTask::saved, [&](const Uuid& task) { made = task; });
    dialog->go()->click();
    REQUIRE(waitFor([&] { return !made.isNil(); }));
    CHECK(company.text("task", made, "name") == "Купить бумагу");
    CHECK(company.text("task", made, "due").empty());
    CHECK(company.text("task", made, "company").empty());
}

TEST_CASE("what somebody says becomes a moment of the working calendar") {
    std::vector<calendar::SpecialDay> days;
    for (const calendar::NamedDay& each : calendar::russianDays()) days.push_back(each.day);
    const calendar::WorkingCalendar work(*calendar::Zone::named("Europe/Moscow"), calendar::commonWeek(), days);
    const Timestamp now = *Timestamp::parse("2026-11-20T17:00:00+03:00");  // a Friday
    const auto said = [&](const char* words) {
        const calendar::LocalTime local = work.zone().local(now);
        const auto task = text::readTask(words, {local.day, static_cast<int>(local.micros / 60'000'000)});
        const auto moment = task.when ? view::momentOf(*task.when, now, work) : std::nullopt;
        return moment ? moment->text() : std::string();
    };
    CHECK(said("через 2 часа") == "2026-11-20T16:00:00Z");
    CHECK(said("через 2 рабочих часа") == "2026-11-23T07:00:00Z");
    CHECK(said("через 3 рабочих дня") == "2026-11-25T15:00:00Z");
    CHECK(said("в понедельник") == "2026-11-23T15:00:00Z");
    CHECK(said("завтра") == "2026-11-21T15:00:00Z");  // a day off ends at six too
    CHECK(said("в понедельник в 9") == "2026-11-23T06:00:00Z");
}
