// Cards as a person works with them: tabs, the head, what is kept over a crash and without a line, colleagues, leads,
// files.
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QImage>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/app/offline_bar.h"
#include "client/view/card_figures.h"
#include "client/view/card_files.h"
#include "client/view/card_form.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/company_tree.h"
#include "client/view/editors/field_editor.h"
#include "client/view/presence_marks.h"
#include "client/view/related_add.h"
#include "client/view/related_lists.h"
#include "tests/client/live/cut_line.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

void write(QLineEdit* line, const QString& text) {
    line->setFocus();
    line->selectAll();
    for (const QChar letter : text)
        for (const auto kind : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent key(kind, 0, Qt::NoModifier, QString(letter));
            QApplication::sendEvent(line, &key);
        }
}

void type(view::CardPage* card, const char* field, const QString& text) {
    REQUIRE(card->form()->focusField(field));
    auto* line = card->form()->editor(field)->findChild<QLineEdit*>();
    REQUIRE(line);
    write(line, text);
}

QString lineOf(view::CardPage* card, const char* field) {
    auto* line = card->form()->editor(field)->findChild<QLineEdit*>();
    return line ? line->text() : QString();
}

}  // namespace

TEST_CASE("A company's card: its head, its tabs, its structure, its list") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    desktop.table("company");
    const Uuid north = company.find("company", "name = \"Северный склад\"");
    company.change("company", company.find("company", "name = \"Ромашка\""), "parent", north);
    view::CardPage* card = desktop.card("company", north);
    REQUIRE(card);
    CHECK(card->tabs()->count() >= 4);
    REQUIRE(waitFor([&] {
        const auto labels = card->figures()->findChildren<QLabel*>();
        return std::ranges::none_of(labels, [](const QLabel* label) { return label->text() == QStringLiteral("…"); });
    }));
    desktop.rest(400);
    desktop.picture("card-company");
    desktop.program().theme().apply(ui::Appearance::Dark);
    desktop.picture("card-company-dark");
    desktop.program().theme().apply(ui::Appearance::Light);

    card->tabs()->setCurrentIndex(3);
    desktop.picture("card-requisites");
    REQUIRE(card->tabs()->tabText(card->tabs()->count() - 1) == QStringLiteral("Структура"));
    card->tabs()->setCurrentIndex(card->tabs()->count() - 1);
    REQUIRE(waitFor([&] { return card->tree() && card->tree()->own()->topLevelItemCount() == 1; }));
    REQUIRE(waitFor([&] { return card->tree()->own()->topLevelItem(0)->childCount() == 1; }));
    CHECK(card->tree()->own()->topLevelItem(0)->child(0)->text(0) == QStringLiteral("Ромашка"));
    REQUIRE(waitFor([&] { return card->tree()->widgets()[1]->topLevelItemCount() > 1; }));
    desktop.picture("card-structure");

    // The next one in the list from which one came.
    const QString before = card->title();
    card->tabs()->setCurrentIndex(0);
    desktop.press(Qt::Key_PageDown, Qt::AltModifier);
    REQUIRE(waitFor([&] { return desktop.window().pages()->current()->title() != before; }));
    desktop.press(Qt::Key_PageUp, Qt::AltModifier);
    REQUIRE(waitFor([&] { return desktop.window().pages()->current()->title() == before; }));
}

TEST_CASE("A record is added to a related list without leaving the card") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid id = company.find("contact", "STARTS_WITH(name, \"Лосев\")");
    view::CardPage* card = desktop.card("contact", id);
    REQUIRE(card);
    auto* lists = card->findChild<view::RelatedLists*>();
    auto* bar = lists->findChild<QTabBar*>();
    for (int i = 0; i < bar->count(); ++i)
        if (bar->tabText(i).startsWith(QStringLiteral("Карьера"))) bar->setCurrentIndex(i);
    view::RelatedAdd* add = nullptr;
    REQUIRE(waitFor([&] {
        for (auto* each : lists->findChildren<view::RelatedAdd*>())
            if (each->isVisible() && each->editor("position")) add = each;
        return add != nullptr;
    }));
    add->save();  // nothing typed: the card of a new one would open; here the position is asked for
    desktop.window().goBack();
    card = desktop.card("contact", id);
    auto* line = add->editor("position")->findChild<QLineEdit*>();
    write(line, QStringLiteral("Кладовщик"));
    QTest::keyClick(line, Qt::Key_Return);
    REQUIRE(waitFor([&] { return line->text().isEmpty(); }));
    CHECK_NOTHROW(company.find("employment", "position = \"Кладовщик\""));
    desktop.rest(400);
    desktop.picture("card-career");
}

TEST_CASE("After a crash the windows, the tabs and the unsaved words are back") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid id = company.find("company", "name = \"Ромашка\"");
    view::CardPage* card = desktop.card("company", id);
    REQUIRE(card);
    type(card, "city", QStringLiteral("Великие Луки"));
    card->chronology()->composer().open(0);
    card->chronology()->composer().text()->setPlainText(QStringLiteral("Просили перезвонить"));
    REQUIRE(desktop.window().pages()->openTab(QStringLiteral("table/deal"), true));
    REQUIRE(desktop.program().openWindow(QStringLiteral("board/task")));
    desktop.program().windows().back()->show();
    desktop.window().openNew("contact");
    auto* fresh = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    REQUIRE(fresh);
    type(fresh, "name", QStringLiteral("Незаписанный человек"));
    desktop.rest(3000);  // what is typed is kept within three seconds

    QElapsedTimer clock;
    clock.start();
    Desktop::Options options = company.options();
    options.leftIn = desktop.folder();
    Desktop again(options);
    REQUIRE(again.waitInside());
    REQUIRE(waitFor([&] { return again.program().windows().size() == 2 && again.window().pages()->count() == 2; }));
    CHECK(clock.elapsed() < 3000);
    auto* back = qobject_cast<view::CardPage*>(again.window().pages()->current());
    REQUIRE(back);
    CHECK(back->title() == QStringLiteral("Незаписанный человек"));
    CHECK(again.program().windows().back()->pages()->currentAddress() == QStringLiteral("board/task"));
    back = again.card("company", id);
    REQUIRE(waitFor([&] { return back->isRestored(); }));
    CHECK(lineOf(back, "city") == QStringLiteral("Великие Луки"));
    CHECK(back->chronology()->composer().text()->toPlainText() == QStringLiteral("Просили перезвонить"));
    again.picture("card-restored");
    back->discardRestored();
    CHECK(lineOf(back, "city") != QStringLiteral("Великие Луки"));
    CHECK_FALSE(back->draft()->dirty());
    fresh->revert();
}

TEST_CASE("Without a line one goes on: what is saved waits, and is there when the line is back") {
    Company& company = Company::get();
    test::CutLine line(net::ServerAddress::parse(QString::fromStdString(company.server().tls())).value());
    Desktop::Options options = company.options();
    options.server = line.address().text().toStdString();
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    const Uuid id = company.find("company", "name = \"Северный склад\"");
    view::CardPage* card = desktop.card("company", id);
    REQUIRE(card);
    line.cut();
    REQUIRE(waitFor([&] { return desktop.window().offlineBar()->isVisible(); }));
    type(card, "active_hours", QStringLiteral("будни с 9 до 18"));
    card->save();
    desktop.rest(200);
    CHECK(desktop.program().commands().pending() == 1);
    CHECK(desktop.window().offlineBar()->words().contains(QStringLiteral("1")));
    desktop.picture("card-offline");
    line.mend();
    desktop.program().connection().retryNow();
    REQUIRE(waitFor([&] { return desktop.program().commands().pending() == 0; }));
    REQUIRE(waitFor([&] { return !desktop.window().offlineBar()->isVisible(); }));
    CHECK(company.text("company", id, "active_hours") == "будни с 9 до 18");
}

TEST_CASE("A lead becomes a company, a person and a deal, and back by one step") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid lead = company.create("lead", {{"name", std::string("Зайцева Инна")},
                                              {"company_name", std::string("Зайцева и партнёры")},
                                              {"phones", Texts{"+79161112233"}},
                                              {"has_need", true}});
    view::CardPage* card = desktop.card("lead", lead);
    REQUIRE(card);
    REQUIRE(waitFor([&] { return card->figures()->isPossible(0); }));
    desktop.picture("card-lead");
    REQUIRE(card->run(QStringLiteral("card.do.convert")));
    REQUIRE(
        waitFor([&] { return desktop.window().pages()->currentAddress().startsWith(QStringLiteral("record/deal/")); }));
    const Uuid made = company.find("company", "name = \"Зайцева и партнёры\"");
    CHECK(company.text("lead", lead, "status") == "converted");
    CHECK_NOTHROW(company.find("contact", "name = \"Зайцева Инна\" AND company = ID(\"" + made.text() + "\")"));
    desktop.window().undo();
    REQUIRE(waitFor([&] { return company.text("lead", lead, "status") == "new"; }));
    CHECK_THROWS(company.find("company", "name = \"Зайцева и партнёры\""));
}

TEST_CASE("A picture that is pasted onto a card stands in its chronology") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid id = company.find("company", "name = \"Ромашка\"");
    view::CardPage* card = desktop.card("company", id);
    REQUIRE(card);
    QImage picture(320, 200, QImage::Format_RGB32);
    picture.fill(QColor(60, 120, 90));
    auto* mime = new QMimeData;
    mime->setImageData(picture);
    QApplication::clipboard()->setMimeData(mime);
    card->paste();
    REQUIRE(waitFor([&] { return !card->files()->isBusy(); }));
    REQUIRE(waitFor([&] {
        try {
            company.find("activity", "kind = \"file\" AND company = ID(\"" + id.text() + "\")");
            return true;
        } catch (const std::exception&) {
            return false;
        }
    }));
    desktop.rest(500);
    desktop.picture("card-attachment");
}
