// Cards as a person works with them: tabs, the head, what is kept without a line, leads, files.
#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QLineEdit>
#include <QMimeData>
#include <QTabBar>
#include <QTest>
#include <optional>

#include <catch2/catch.hpp>

#include "client/app/offline_bar.h"
#include "client/view/card_figures.h"
#include "client/view/card_files.h"
#include "client/view/card_form.h"
#include "client/view/chronology_panel.h"
#include "client/view/chronology_view.h"
#include "client/view/company_tree.h"
#include "client/view/editors/field_editor.h"
#include "client/view/image_viewer.h"
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

/// A desktop with a card in it.
struct Desk {
    Company& company = Company::get();
    Desktop desktop;
    view::CardPage* card = nullptr;

    explicit Desk(Desktop::Options options = Company::get().options()) : desktop(std::move(options)) {
        REQUIRE(desktop.waitInside());
    }
    Uuid open(const std::string& entity, const std::string& filter) {
        const Uuid id = company.find(entity, filter);
        open(entity, id);
        return id;
    }
    void open(const std::string& entity, const Uuid& id) {
        card = desktop.card(entity, id);
        REQUIRE(card);
    }
    void type(const char* field, const QString& text) {
        REQUIRE(card->form()->focusField(field));
        auto* line = card->form()->editor(field)->findChild<QLineEdit*>();
        REQUIRE(line);
        write(line, text);
    }
};

}  // namespace

TEST_CASE("A company's card: its head, its tabs, its structure, its list") {
    Desk desk;
    desk.desktop.table("company");
    const Uuid north = desk.company.find("company", "name = \"Северный склад\"");
    desk.company.change("company", desk.company.find("company", "name = \"Ромашка\""), "parent", north);
    desk.open("company", north);
    view::CardPage* card = desk.card;
    CHECK(card->tabs()->count() >= 4);
    REQUIRE(waitFor([&] {
        const auto labels = card->figures()->findChildren<QLabel*>();
        return std::ranges::none_of(labels, [](const QLabel* label) { return label->text() == QStringLiteral("…"); });
    }));
    desk.desktop.rest(400);
    desk.desktop.picture("card-company");
    desk.desktop.program().theme().apply(ui::Appearance::Dark);
    desk.desktop.picture("card-company-dark");
    desk.desktop.program().theme().apply(ui::Appearance::Light);

    card->tabs()->setCurrentIndex(3);
    desk.desktop.picture("card-requisites");
    REQUIRE(card->tabs()->tabText(card->tabs()->count() - 1) == QStringLiteral("Структура"));
    card->tabs()->setCurrentIndex(card->tabs()->count() - 1);
    REQUIRE(waitFor([&] { return card->tree() && card->tree()->own()->topLevelItemCount() == 1; }));
    REQUIRE(waitFor([&] { return card->tree()->own()->topLevelItem(0)->childCount() == 1; }));
    CHECK(card->tree()->own()->topLevelItem(0)->child(0)->text(0) == QStringLiteral("Ромашка"));
    REQUIRE(waitFor([&] { return card->tree()->widgets()[1]->topLevelItemCount() > 1; }));
    desk.desktop.picture("card-structure");

    // The next one in the list from which one came.
    const QString before = card->title();
    card->tabs()->setCurrentIndex(0);
    desk.desktop.press(Qt::Key_PageDown, Qt::AltModifier);
    REQUIRE(waitFor([&] { return desk.desktop.window().pages()->current()->title() != before; }));
    desk.desktop.press(Qt::Key_PageUp, Qt::AltModifier);
    REQUIRE(waitFor([&] { return desk.desktop.window().pages()->current()->title() == before; }));
}

TEST_CASE("A deal's card: its tabs, and figures that fit its state") {
    Desk desk;
    /// What the head says under this caption; nothing when it is not there.
    const auto figure = [&](const char* caption) -> std::optional<QString> {
        for (const QLabel* label : desk.card->figures()->findChildren<QLabel*>())
            if (label->isVisible() && label->accessibleName() == QString::fromUtf8(caption)) return label->text();
        return std::nullopt;
    };
    const auto comes = [&](const char* caption) {
        return waitFor([&] { return figure(caption).value_or(QStringLiteral("…")) != QStringLiteral("…"); });
    };
    desk.open("deal", "name = \"Склад в Кстове, 1-я очередь\"");
    REQUIRE(comes("Рабочих дней на этапе"));
    CHECK(figure("Рабочих дней на этапе")->toInt() > 10);
    CHECK(figure("Сумма").value_or(QString()).contains(QStringLiteral("450")));
    CHECK(figure("Следующая задача"));
    CHECK_FALSE(figure("Потеряна на этапе"));
    CHECK(desk.card->tabs()->tabText(1) == QStringLiteral("Сроки"));
    CHECK(desk.card->tabs()->tabText(2) == QStringLiteral("Итог"));
    desk.desktop.rest(400);
    desk.desktop.picture("card-deal");
    desk.card->tabs()->setCurrentIndex(1);
    desk.desktop.picture("card-deal-dates");

    desk.open("deal", "name = \"Шкафы в архив\"");
    REQUIRE(comes("Потеряна на этапе"));
    CHECK(figure("Потеряна на этапе") == QStringLiteral("Коммерческое предложение"));
    CHECK(figure("Причина отказа") == QStringLiteral("Дорого"));
    CHECK_FALSE(figure("Следующая задача"));
    desk.card->tabs()->setCurrentIndex(2);
    desk.desktop.rest(300);
    desk.desktop.picture("card-deal-lost");
    desk.desktop.program().theme().apply(ui::Appearance::Dark);
    desk.desktop.picture("card-deal-lost-dark");
    desk.desktop.program().theme().apply(ui::Appearance::Light);
}

TEST_CASE("A record is added to a related list without leaving the card") {
    Desk desk;
    const Uuid id = desk.open("contact", "STARTS_WITH(name, \"Лосев\")");
    auto* lists = desk.card->findChild<view::RelatedLists*>();
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
    desk.desktop.window().goBack();
    desk.open("contact", id);
    auto* line = add->editor("position")->findChild<QLineEdit*>();
    write(line, QStringLiteral("Кладовщик"));
    QTest::keyClick(line, Qt::Key_Return);
    REQUIRE(waitFor([&] { return line->text().isEmpty(); }));
    CHECK_NOTHROW(desk.company.find("employment", "position = \"Кладовщик\""));
    desk.desktop.rest(400);
    desk.desktop.picture("card-career");
}

TEST_CASE("Without a line one goes on: what is saved waits, and is there when the line is back") {
    Desktop::Options options = Company::get().options();
    test::CutLine line(net::ServerAddress::parse(QString::fromStdString(options.server)).value());
    options.server = line.address().text().toStdString();
    Desk desk(options);
    Desktop& desktop = desk.desktop;
    const Uuid id = desk.open("company", "name = \"Северный склад\"");
    line.cut();
    REQUIRE(waitFor([&] { return desktop.window().offlineBar()->isVisible(); }));
    desk.type("active_hours", QStringLiteral("будни с 9 до 18"));
    desk.card->save();
    desktop.rest(200);
    CHECK(desktop.program().commands().pending() == 1);
    CHECK(desktop.window().offlineBar()->words().contains(QStringLiteral("1")));
    desktop.picture("card-offline");
    line.mend();
    desktop.program().connection().retryNow();
    REQUIRE(waitFor([&] { return desktop.program().commands().pending() == 0; }));
    REQUIRE(waitFor([&] { return !desktop.window().offlineBar()->isVisible(); }));
    CHECK(desk.company.text("company", id, "active_hours") == "будни с 9 до 18");
}

TEST_CASE("A lead becomes a company, a person and a deal, and back by one step") {
    Desk desk;
    const Uuid lead = desk.company.create("lead", {{"name", std::string("Зайцева Инна")},
                                                   {"company_name", std::string("Зайцева и партнёры")},
                                                   {"phones", Texts{"+79161112233"}},
                                                   {"has_need", true}});
    desk.open("lead", lead);
    REQUIRE(waitFor([&] { return desk.card->figures()->isPossible(0); }));
    desk.desktop.picture("card-lead");
    REQUIRE(desk.card->run(QStringLiteral("card.do.convert")));
    REQUIRE(waitFor(
        [&] { return desk.desktop.window().pages()->currentAddress().startsWith(QStringLiteral("record/deal/")); }));
    const Uuid made = desk.company.find("company", "name = \"Зайцева и партнёры\"");
    CHECK(desk.company.text("lead", lead, "status") == "converted");
    CHECK_NOTHROW(desk.company.find("contact", "name = \"Зайцева Инна\" AND company = ID(\"" + made.text() + "\")"));
    desk.desktop.window().undo();
    REQUIRE(waitFor([&] { return desk.company.text("lead", lead, "status") == "new"; }));
    CHECK_THROWS(desk.company.find("company", "name = \"Зайцева и партнёры\""));
}

TEST_CASE("A picture that is pasted onto a card stands in its chronology") {
    Desk desk;
    const Uuid id = desk.open("company", "name = \"Ромашка\"");
    QImage picture(320, 200, QImage::Format_RGB32);
    picture.fill(QColor(60, 120, 90));
    auto* mime = new QMimeData;
    mime->setImageData(picture);
    QApplication::clipboard()->setMimeData(mime);
    desk.card->paste();
    REQUIRE(waitFor([&] { return !desk.card->files()->isBusy(); }));
    REQUIRE(waitFor([&] {
        try {
            desk.company.find("activity", "kind = \"file\" AND company = ID(\"" + id.text() + "\")");
            return true;
        } catch (const std::exception&) {
            return false;
        }
    }));
    // The picture itself is seen there, and a click opens it.
    view::ChronologyView& list = desk.card->chronology()->view();
    const auto place = [&] {
        for (int row = 0; row < desk.card->chronology()->entries(); ++row)
            if (desk.card->chronology()->chronology().entry(row).fileName.endsWith(QStringLiteral(".png")))
                return list.placeOf(row, view::ChronologyLook::Part::File);
        return QRect();
    };
    CHECK(waitFor([&] {
        const QRect at = place();
        return !at.isEmpty() &&
               list.viewport()->grab().toImage().pixelColor(at.topLeft() + QPoint(60, 60)) == QColor(60, 120, 90);
    }));
    desk.desktop.picture("card-attachment");
    QTest::mouseClick(list.viewport(), Qt::LeftButton, Qt::NoModifier, place().topLeft() + QPoint(60, 60));
    view::ImageViewer* viewer = nullptr;
    CHECK(waitFor([&] { return (viewer = desk.desktop.window().findChild<view::ImageViewer*>()) != nullptr; }));
    if (viewer) viewer->close();
}
