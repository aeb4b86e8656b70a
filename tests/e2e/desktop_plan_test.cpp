// Tasks as they are planned: the board by time, the calendar, the load of people; whoever is mentioned hears of it.
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/app/top_bar.h"
#include "client/data/working_calendar.h"
#include "client/view/board_column_view.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/mention_completer.h"
#include "client/view/notices/bell.h"
#include "client/view/tasks/calendar_page.h"
#include "client/view/tasks/load_page.h"
#include "client/view/tasks/time_board_page.h"
#include "tests/e2e/desktop_company.h"
#include "tests/support/records.h"

using namespace kupets;
using namespace kupets::e2e;
using model::When;

namespace {

constexpr std::int64_t kHour = 3'600'000'000;

Timestamp in(double hours) {
    return Timestamp{SystemClock().now().micros + static_cast<std::int64_t>(hours * static_cast<double>(kHour))};
}

Uuid me() { return Company::get().find("user", "login = \"admin\""); }

Uuid task(const std::string& name, std::optional<Timestamp> due, const Uuid& owner) {
    std::vector<std::pair<std::string, Value>> fields{{"name", name}, {"owner", owner}};
    if (due) fields.emplace_back("due", *due);
    return Company::get().create("task", fields);
}

}  // namespace

TEST_CASE("tasks stand by when they are due, and one that is carried gets its deadline there") {
    Company& company = Company::get();
    const Uuid deal = company.find("deal", "");
    const Uuid late = task("Отправить акт сверки", in(-30), me());
    company.change("task", late, "deal", Value(deal));
    company.change("task", late, "priority", Value(std::string("high")));
    const Uuid never = task("Придумать акцию к весне", {}, me());
    task("Позвонить в «Ромашку»", in(28), me());
    task("Сдать отчёт", in(24 * 12), me());
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    desktop.window().resize(1500, 860);
    auto* page = qobject_cast<view::TimeBoardPage*>(desktop.open("time/task"));
    REQUIRE(page);
    REQUIRE(waitFor([&] { return page->board().isReady() && page->board().columnOf(late); }));
    CHECK(page->board().columnOf(late)->when() == When::Overdue);
    CHECK(page->board().columnOf(never)->when() == When::Never);
    desktop.picture("time_board_light");

    // By the pointer into tomorrow: the hour stays.
    view::TileList* from = page->tiles(When::Overdue);
    const QModelIndex index = from->model()->index(page->board().columnOf(late)->rowOf(late), 0);
    from->scrollTo(index);
    desktop.rest(50);
    QWidget* to = page->tiles(When::Tomorrow)->parentWidget();
    desktop.drag(from->viewport(), from->visualRect(index).center(), to, QPoint(to->width() / 2, 120));
    REQUIRE(waitFor([&] {
        const model::TimeColumn* column = page->board().columnOf(late);
        return column && column->when() == When::Tomorrow;
    }));
    const auto due = Timestamp::parse(company.text("task", late, "due"));
    REQUIRE(due);
    const auto& zone = data::workingCalendar().zone();
    CHECK(zone.local(*due).day.days == zone.local(in(0)).day.days + 1);
    REQUIRE(desktop.window().run(QStringLiteral("undo")));
    CHECK(waitFor([&] {
        const model::TimeColumn* column = page->board().columnOf(late);
        return column && column->when() == When::Overdue;
    }));
    // By keys: from one column into the next.
    CHECK_FALSE(page->board().move(never, When::Overdue));
    REQUIRE(page->board().move(never, When::Later));
    CHECK(waitFor([&] { return !company.text("task", never, "due").empty(); }));
    page->setMine(false);
    desktop.rest(300);
    desktop.picture("time_board_all_light");
}

TEST_CASE("the calendar shows tasks and meetings, what is carried moves, what is drawn becomes a task") {
    Company& company = Company::get();
    const auto& zone = data::workingCalendar().zone();
    const QDate monday = QDate::currentDate().addDays(1 - QDate::currentDate().dayOfWeek());
    const auto at = [&](int day, int hour) {
        return zone.moment(
            {Date{static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(monday.addDays(day)))}, hour * kHour});
    };
    const Uuid plan = task("Подготовить предложение", at(2, 12), me());
    company.change("task", plan, "effort", Value(Duration{5400}));
    company.create("activity", {{"subject", std::string("Показ склада")},
                                {"kind", std::string("meeting")},
                                {"happened_at", at(3, 15)},
                                {"length", Duration{3600}},
                                {"owner", me()}});
    Desktop::Options options = company.options();
    options.size = QSize(1400, 860);
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    auto* page = qobject_cast<view::CalendarPage*>(desktop.open("calendar/task"));
    REQUIRE(page);
    page->setSpan(view::PlanSpan::Week);
    const data::RecordKey key{"task", plan};
    REQUIRE(waitFor([&] { return !page->grid()->rectOf(key).isEmpty(); }));
    desktop.rest(200);
    desktop.picture("calendar_week_light");
    view::PlanGrid* grid = page->grid();
    const QPoint start = grid->rectOf(key).center();
    const QPoint shift = grid->pointAt(monday.addDays(3), 600) - grid->pointAt(monday.addDays(2), 540);
    desktop.drag(grid, start, grid, start + shift);
    REQUIRE(waitFor([&] { return Timestamp::parse(company.text("task", plan, "due")) == at(3, 13); }));

    // Drawn from ten to half past eleven on Friday.
    const QPoint from = grid->pointAt(monday.addDays(4), 600) + QPoint(20, 0);
    desktop.drag(grid, from, grid, grid->pointAt(monday.addDays(4), 690) + QPoint(20, 0));
    REQUIRE(waitFor([&] {
        auto* card = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
        return card && card->draft() && card->draft()->isNew();
    }));
    auto* card = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    CHECK(std::get<Duration>(card->draft()->value("effort")).seconds == 5400);
    CHECK(std::get<Timestamp>(card->draft()->value("due")).micros == at(4, 11).micros + kHour / 2);
    card->revert();
    page = qobject_cast<view::CalendarPage*>(desktop.open("calendar/task"));
    REQUIRE(page);
    page->setMine(false);
    page->setSpan(view::PlanSpan::Month);
    desktop.rest(400);
    desktop.picture("calendar_month_light");
    page->setSpan(view::PlanSpan::Day);
    desktop.rest(300);
    desktop.picture("calendar_day_light");
}

TEST_CASE("the load of people is a picture, and leads to the tasks behind it") {
    Company& company = Company::get();
    const Uuid busy = company.find("user", "login <> \"admin\" AND COUNT(tasks) > 0");
    for (int i = 0; i < 4; ++i)
        company.change("task", task("Большое дело", in(24 * (1 + i)), busy), "effort", Value(Duration{3 * 3600}));
    company.change("task", task("Сделано поздно", in(-60), busy), "status", Value(std::string("done")));
    Desktop::Options options = company.options();
    options.size = QSize(1440, 820);
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    auto* page = qobject_cast<view::LoadPage*>(desktop.open("load/task"));
    REQUIRE(page);
    REQUIRE(waitFor([&] { return page->isReady(); }));
    REQUIRE(page->load().people_size() > 2);
    CHECK(page->load().people(0).lateness() > 0);
    desktop.rest(200);
    desktop.picture("load_light");
    QTest::mouseClick(page->sheet(), Qt::LeftButton, {}, page->sheet()->figureOf(0, 1).center());
    CHECK(waitFor([&] { return desktop.window().pages()->currentAddress().startsWith(QStringLiteral("table/task")); }));
    options.appearance = ui::Appearance::Dark;
    Desktop dark(options);
    REQUIRE(dark.waitInside());
    page = qobject_cast<view::LoadPage*>(dark.open("load/task"));
    REQUIRE(waitFor([&] { return page->isReady(); }));
    dark.rest(200);
    dark.picture("load_dark");
    dark.window().resize(1500, 860);
    dark.open("time/task");
    dark.rest(500);
    dark.picture("time_board_dark");
    dark.open("calendar/task");
    dark.rest(500);
    dark.picture("calendar_dark");
}

TEST_CASE("@ offers people, and whoever is mentioned is told") {
    Company& company = Company::get();
    const auto wire = company.connection();
    const Uuid zoya = tests::addUser(*wire, "zoya", "manager", tests::ServerFixture::password());
    company.change("user", zoya, "name", Value(std::string("Зоя Ветрова")));
    const Uuid about = task("Согласовать макет", {}, me());
    Desktop::Options theirs = company.options();
    theirs.user = "zoya";
    Desktop other(theirs);
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    REQUIRE(other.waitInside());
    view::CardPage* card = desktop.card("task", about);
    REQUIRE(card);
    desktop.window().activateWindow();
    auto* composer = card->findChild<view::ChronologyComposer*>();
    REQUIRE(composer);
    REQUIRE(waitFor([&] { return !composer->kinds().empty(); }));
    composer->open(0);
    composer->text()->setFocus();
    desktop.type(QStringLiteral("Глянь макет, @Зоя"));
    auto* mentions = composer->findChild<view::MentionCompleter*>();
    REQUIRE(mentions);
    REQUIRE(waitFor([&] { return mentions->isOpen(); }));
    desktop.picture("mention_light");
    desktop.press(Qt::Key_Return);
    CHECK(composer->text()->toPlainText() == QStringLiteral("Глянь макет, @Зоя Ветрова "));
    composer->save();
    REQUIRE(waitFor([&] { return other.window().topBar()->bell()->unread() == 1; }));
    CHECK(waitFor([&] { return !other.window().toasts()->texts().filter(QStringLiteral("Глянь макет")).isEmpty(); }));
    view::CardPage* seen = other.card("task", about);
    REQUIRE(seen);
    CHECK(waitFor([&] { return seen->draft() != nullptr; }));
}
