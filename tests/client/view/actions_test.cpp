// What can be done is told once: each action has a key or stands in the palette, no two share a key where both hold.
#include <QMenu>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/app/page_stack.h"
#include "client/view/action_keys.h"
#include "client/view/all_actions.h"
#include "client/view/board_page.h"
#include "client/view/pipeline_page.h"
#include "client/view/schema_page.h"
#include "client/view/table_page.h"
#include "tests/client/view/window_fixture.h"

using namespace kupets;
using command::Action;
using command::Actions;
using command::Listener;
using command::Place;

namespace {

std::string lines(const QStringList& troubles) { return troubles.join(QLatin1Char('\n')).toStdString(); }

/// A page with one action and a line to type into.
class OnePage : public view::Page {
public:
    QString address() const override { return QStringLiteral("one"); }
    QString title() const override { return address(); }
    QString iconName() const override { return {}; }
    Actions actions() override {
        return {{.id = "one.do",
                 .text = "do",
                 .keys = {QKeySequence(Qt::CTRL | Qt::Key_D)},
                 .place = Place::Table,
                 .enabled = [this] { return enabled; },
                 .run = [this] { ++done; },
                 .refuse = [this] { ++refused; }}};
    }
    bool enabled = true;
    int done = 0;
    int refused = 0;
};

}  // namespace

TEST_CASE("A list of actions that is wrong is seen to be wrong") {
    const auto run = [] {};
    CHECK(command::troublesOf({{.id = "a", .text = "a", .run = run}}).isEmpty());
    CHECK_FALSE(command::troublesOf({{.id = "a", .text = "a", .inPalette = false, .run = run}}).isEmpty());
    CHECK_FALSE(command::troublesOf({{.id = "a", .run = run}}).isEmpty());
    CHECK_FALSE(command::troublesOf({{.id = "a", .text = "a"}, {.id = "a", .text = "a"}}).isEmpty());
    const QKeySequence key(Qt::CTRL | Qt::Key_E);
    const auto with = [&](const char* id, Place place) {
        return Action{.id = id, .text = "x", .keys = {key}, .place = place};
    };
    CHECK_FALSE(command::troublesOf({with("a", Place::Card), with("b", Place::Card)}).isEmpty());
    CHECK_FALSE(command::troublesOf({with("a", Place::Window), with("b", Place::Card)}).isEmpty());
    CHECK(command::troublesOf({with("a", Place::Table), with("b", Place::Card)}).isEmpty());
}

TEST_CASE("Every action of the window and of every kind of page can be reached, and no two share a key") {
    test::WindowFixture fixture;
    Actions all = fixture.window->actions();
    CHECK(all.size() > 30);
    std::erase_if(all, [](const Action& action) { return action.place != Place::Window; });
    for (Action& action : view::actionsOfAllPages()) all.push_back(std::move(action));
    CHECK(lines(command::troublesOf(all)).empty());
    for (const Action& action : all) {
        INFO(action.id.toStdString());
        // Only the keys of a widget may be without anything that could be run from elsewhere.
        CHECK((action.run || action.listener == Listener::Widget));
        CHECK((!action.isForPalette() || !action.iconName.isEmpty()));
    }
}

TEST_CASE("What a page can do is what is printed of its kind") {
    test::FakeHost host;
    const Actions printed = view::actionsOfAllPages();
    view::TablePage table(host, "deal");
    view::BoardPage board(host, "deal");
    view::PipelinePage pipelines(host, "pipeline");
    view::SchemaPage fields(host, "company");
    for (view::Page* page : std::initializer_list<view::Page*>{&table, &board, &pipelines, &fields})
        for (const Action& action : page->actions()) {
            INFO(action.id.toStdString());
            CHECK(command::findAction(printed, action.id));
            action.isEnabled();  // also before anything has come
        }
}

TEST_CASE("A page's keys work wherever the focus is, but not below a layer or on a hidden page") {
    test::FakeHost host;
    QWidget window;
    window.resize(400, 300);
    auto* page = new OnePage;
    page->setParent(&window);
    auto* aside = new QLineEdit(&window);
    auto* layer = new QWidget(&window);
    view::markAsLayer(layer);
    auto* above = new QLineEdit(layer);
    page->bindKeys();
    page->bindKeys();  // again: not twice
    window.show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    const auto press = [&](QWidget* at) {
        at->setFocus();
        QTest::keyClick(at, Qt::Key_D, Qt::ControlModifier);
    };
    press(aside);
    CHECK(page->done == 1);
    press(above);
    CHECK(page->done == 1);
    page->enabled = false;
    press(aside);
    CHECK(page->done == 1);
    CHECK(page->refused == 1);
    page->enabled = true;
    page->hide();
    press(aside);
    CHECK(page->done == 1);
}

TEST_CASE("Keys of the real pages do what they say") {
    test::WindowFixture fixture;
    app::MainWindow& window = *fixture.window;
    REQUIRE(QTest::qWaitForWindowActive(&window));
    REQUIRE(test::waitFor([&] { return window.pages()->current() != nullptr; }));
    window.openTable("deal");
    window.pages()->current()->setFocus();
    const auto press = [&](int key, Qt::KeyboardModifiers modifiers) {
        QWidget* at = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
        QTest::keyClick(at, static_cast<Qt::Key>(key), modifiers);
    };
    press(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(window.pages()->currentAddress() == "board/deal");
    press(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(window.pages()->currentAddress() == "table/deal");
    press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(QGuiApplication::clipboard()->text() == "kupets://table/deal");
    press(Qt::Key_Left, Qt::AltModifier);
    CHECK(window.pages()->currentAddress() == "board/deal");
    press(Qt::Key_N, Qt::ControlModifier);
    CHECK(window.pages()->currentAddress().startsWith("new/deal/"));
    CHECK_FALSE(window.run("no such action"));
}

TEST_CASE("A menu shows words, key and state of an action") {
    test::FakeHost host;
    QMenu menu;
    const Actions all{{.id = "a",
                       .text = "Сохранить",
                       .keys = {QKeySequence(Qt::CTRL | Qt::Key_Left)},
                       .enabled = [] { return false; },
                       .run = [] {}}};
    QAction* line = view::addToMenu(&menu, all, "a");
    REQUIRE(line);
    CHECK(line->text() == "Сохранить\tCtrl+←");
    CHECK_FALSE(line->isEnabled());
    CHECK(view::addToMenu(&menu, all, "b") == nullptr);
}
