// A deal from its first letter to the history of what one did, by keys alone: nothing here touches a widget except to
// look at it.
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/view/actions_page.h"
#include "client/view/card_form.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/editors/field_editor.h"
#include "client/view/search_popup.h"
#include "client/view/shortcuts_page.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

view::FieldEditor* editorWithFocus() {
    for (QWidget* at = QApplication::focusWidget(); at; at = at->parentWidget())
        if (auto* editor = qobject_cast<view::FieldEditor*>(at)) return editor;
    return nullptr;
}

/// Tab until the focus is in this field; false when it does not come there.
bool tabTo(Desktop& desktop, const std::string& field) {
    for (int step = 0; step < 80; ++step) {
        if (const auto* editor = editorWithFocus(); editor && editor->name() == field) return true;
        desktop.press(Qt::Key_Tab);
    }
    return false;
}

}  // namespace

TEST_CASE("A deal without the mouse", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    app::MainWindow& window = desktop.window();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    const auto address = [&] { return window.pages()->currentAddress(); };
    const auto card = [&] { return qobject_cast<view::CardPage*>(window.pages()->current()); };

    desktop.press(Qt::Key_1, Qt::AltModifier);
    REQUIRE(waitFor([&] { return address().endsWith(QStringLiteral("/deal")); }));
    desktop.press(Qt::Key_N, Qt::ControlModifier);
    REQUIRE(waitFor([&] { return address().startsWith(QStringLiteral("new/deal/")); }));
    REQUIRE(tabTo(desktop, "name"));
    desktop.type(QStringLiteral("Без мыши"));
    REQUIRE(tabTo(desktop, "amount"));
    desktop.type(QStringLiteral("125000"));
    // The stage that is proposed comes from the server.
    REQUIRE(waitFor([&] { return !isNull(card()->draft()->value("stage")); }));
    desktop.press(Qt::Key_S, Qt::ControlModifier);
    REQUIRE(waitFor([&] { return address().startsWith(QStringLiteral("record/deal/")); }));
    const Uuid deal = card()->key().id;
    CHECK(waitFor([&] { return company.text("deal", deal, "name") == "Без мыши"; }));

    REQUIRE(waitFor([&] { return card()->chronology()->isVisible(); }));
    desktop.press(Qt::Key_J, Qt::ControlModifier);
    REQUIRE(waitFor([&] { return card()->chronology()->composer().text()->hasFocus(); }));
    desktop.type(QStringLiteral("Звонили, ждут предложение"));
    desktop.press(Qt::Key_Return, Qt::ControlModifier);
    CHECK(waitFor(
        [&] { return company.text("deal", deal, "COUNT(activities)") == "1" || !card()->chronology()->hasWords(); }));

    desktop.press(Qt::Key_B, Qt::ControlModifier);  // the navigation folds and unfolds
    CHECK(waitFor([&] { return window.settings().value(QStringLiteral("window/folded")).toBool(); }));
    desktop.press(Qt::Key_B, Qt::ControlModifier);

    desktop.press(Qt::Key_K, Qt::ControlModifier);
    desktop.type(QStringLiteral("без мыши"));
    desktop.press(Qt::Key_Return);
    REQUIRE(waitFor([&] { return !window.searchPopup()->isVisible(); }));
    CHECK(waitFor([&] { return address().toStdString() == "record/deal/" + deal.text(); }));

    desktop.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    auto* acts = qobject_cast<view::ActionsPage*>(window.pages()->current());
    REQUIRE(acts);
    REQUIRE(waitFor([&] { return acts->acts().rowCount() >= 2; }));
    desktop.press(Qt::Key_Space);
    desktop.picture("actions-light-ru");
    desktop.press(Qt::Key_Backspace, Qt::ControlModifier);
    CHECK(waitFor([&] { return acts->acts().entry(0).undone; }));
    desktop.picture("actions-undone-light-ru");
    desktop.press(Qt::Key_Backspace, Qt::ControlModifier);
    CHECK(waitFor([&] { return !acts->acts().entry(0).undone; }));

    desktop.press(Qt::Key_F1);
    CHECK(waitFor([&] { return address() == view::ShortcutsPage::kAddress; }));
    desktop.picture("keys-light-ru");
    desktop.press(Qt::Key_Left, Qt::AltModifier);
    CHECK(address() == view::ActionsPage::kAddress);
    desktop.press(Qt::Key_F10);
    REQUIRE(waitFor([&] { return QApplication::activePopupWidget() != nullptr; }));
    desktop.picture("menu-light-ru");
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    CHECK(waitFor([&] { return QApplication::activePopupWidget() == nullptr; }));
}

TEST_CASE("What somebody else changed since is not undone, and Ctrl+Z says so", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid id = company.create("company", {{"name", std::string("Спорная")}, {"city", std::string("Тула")}});
    desktop.program().commands().setField("company", {id}, "city", std::string("Орёл"), &desktop.window(), {});
    REQUIRE(waitFor([&] { return company.text("company", id, "city") == "Орёл"; }));
    REQUIRE(waitFor([&] {
        return desktop.program().commands().undoText() == QStringLiteral("Компания «Спорная» — Город: Тула → Орёл");
    }));
    company.change("company", id, "city", Value(std::string("Псков")));
    desktop.window().undo();
    REQUIRE(waitFor([&] { return !desktop.window().toasts()->texts().isEmpty(); }));
    const QString said = desktop.window().toasts()->texts().last();
    CHECK(said.contains(QStringLiteral("Не отменено")));
    CHECK(said.contains(QStringLiteral("«Город» → Псков")));
    CHECK(said.contains(QStringLiteral("Спорная")));
    CHECK(company.text("company", id, "city") == "Псков");
    desktop.picture("undo-refused-light-ru");
}

TEST_CASE("Pictures of what is found, done and printed, dark and English", "[e2e]") {
    Desktop::Options options = Company::get().options();
    options.appearance = ui::Appearance::Dark;
    options.language = data::Language::English;
    options.size = QSize(1600, 900);
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    for (const char* place : {"my/actions", "help/keys"}) {
        desktop.open(place);
        desktop.rest(400);
        desktop.picture(QString::fromLatin1(place).replace(u'/', u'-').toStdString() + "-dark-en");
    }
    desktop.window().openSearch();
    desktop.type(QStringLiteral("ка"));
    CHECK(waitFor([&] { return desktop.window().searchPopup()->isSettled(); }));
    desktop.picture("find-dark-en");
}
