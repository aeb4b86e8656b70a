// Tab reaches every control of every page and comes round again: no control that keys cannot reach, none that keeps the
// focus for ever, none where it is lost. And F1: the printed list of keys.
#include <QTemporaryDir>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/app/page_stack.h"
#include "client/ui/search_field.h"
#include "client/view/shortcuts_page.h"
#include "tests/client/view/window_fixture.h"

using namespace kupets;

namespace {

bool takesTab(const QWidget* widget) {
    return (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled() &&
           !widget->focusProxy();
}

std::string nameOf(const QWidget* widget) {
    std::string name;
    for (const QWidget* at = widget; at; at = at->parentWidget())
        name = std::string(at->metaObject()->className()) + "/" + name;
    return name + " " + widget->accessibleName().toStdString();
}

}  // namespace

TEST_CASE("Tab reaches every control and comes round") {
    test::WindowFixture fixture;
    app::MainWindow& window = *fixture.window;
    REQUIRE(QTest::qWaitForWindowActive(&window));
    for (const char* address : {"table/deal", "board/deal", "fields/company", "my/actions", "help/keys", "new"}) {
        INFO(address);
        if (std::string_view(address) == "new")
            window.openNew("deal");
        else
            window.open(QString::fromLatin1(address));
        test::settle(80);
        QWidget* first = QApplication::focusWidget();
        REQUIRE(first);
        QSet<QWidget*> walked;
        for (int step = 0; step < 400; ++step) {
            QWidget* now = QApplication::focusWidget();
            REQUIRE(now);
            if (now == first && walked.size() > 1) break;
            walked << now;
            QTest::keyClick(now, Qt::Key_Tab);
        }
        CHECK(QApplication::focusWidget() == first);
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (!takesTab(widget)) continue;
            INFO(nameOf(widget));
            CHECK(walked.contains(widget));
        }
        for (QWidget* widget : walked) {
            INFO(nameOf(widget));
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            REQUIRE(face);
            CHECK_FALSE(face->text(QAccessible::Name).trimmed().isEmpty());
        }
    }
}

TEST_CASE("F6 walks the parts of the window") {
    test::WindowFixture fixture;
    app::MainWindow& window = *fixture.window;
    REQUIRE(QTest::qWaitForWindowActive(&window));
    window.openTable("deal");
    QWidget* page = window.pages()->current();
    page->setFocus();
    QSet<QWidget*> seen;
    for (int step = 0; step < 3; ++step) {
        QWidget* now = QApplication::focusWidget();
        REQUIRE(now);
        seen << now;
        QTest::keyClick(now, Qt::Key_F6);
    }
    CHECK(seen.size() == 3);
}

TEST_CASE("F1 lists all keys by where they hold, finds them on either layout, and prints them") {
    test::WindowFixture fixture;
    app::MainWindow& window = *fixture.window;
    REQUIRE(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, Qt::Key_F1);
    auto* page = qobject_cast<view::ShortcutsPage*>(window.pages()->current());
    REQUIRE(page);
    CHECK(page->sections().size() == 12);
    CHECK(page->sections().front().heading == "Везде");
    const int all = page->shownRows();
    CHECK(all > 50);
    page->search().setText("cj[hfybnm");  // "сохранить"
    CHECK(page->shownRows() >= 2);
    CHECK(page->shownRows() < 8);
    page->search().setText("Ctrl+K");
    CHECK(page->shownRows() >= 1);
    page->search().setText("такого нет");
    CHECK(page->shownRows() == 0);
    QTemporaryDir folder;
    REQUIRE(page->writePdf(folder.filePath("keys.pdf")));
    QFile file(folder.filePath("keys.pdf"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.read(5) == "%PDF-");
    CHECK(file.size() > 5000);
    CHECK_FALSE(page->writePdf("/no/such/folder/keys.pdf"));
}
