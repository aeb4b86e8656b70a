// The window as a whole: language and theme while it runs, out and in again, cells edited in place, pages back and
// forward.
#include <QApplication>
#include <QLineEdit>
#include <QScreen>
#include <QScrollBar>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/app/navigation.h"
#include "client/ui/chip.h"
#include "client/view/card_form.h"
#include "client/view/editors/field_editor.h"
#include "client/view/login_page.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

int columnOf(view::TablePage& page, const std::string& path) {
    auto& model = page.table().records();
    for (int column = 0; column < model.columnCount(); ++column)
        if (model.pathAt(column) == path) return column;
    return -1;
}

}  // namespace

TEST_CASE("The language changes while the window is open, and the place stays", "[e2e]") {
    Desktop desktop(Company::get().options());
    REQUIRE(desktop.waitInside());
    desktop.table("company");
    CHECK(desktop.window().windowTitle().startsWith(QStringLiteral("Компании")));
    bool quit = false;
    QObject::connect(qApp, &QApplication::lastWindowClosed, qApp, [&quit] { quit = true; });
    Q_EMIT desktop.window().languageChosen(data::Language::English);
    REQUIRE(waitFor([&] {
        return desktop.waitInside() && desktop.window().windowTitle().startsWith(QStringLiteral("Companies"));
    }));
    CHECK(desktop.window().isVisible());
    CHECK(desktop.window().pages()->currentAddress() == QStringLiteral("table/company"));
    CHECK_FALSE(quit);
}

TEST_CASE("The theme changes while the window is open", "[e2e]") {
    Desktop desktop(Company::get().options());
    REQUIRE(desktop.waitInside());
    view::TablePage* page = desktop.table("deal");
    REQUIRE(page);
    desktop.card("deal", page->table().records().idAt(0));
    desktop.rest(300);
    desktop.program().theme().apply(ui::Appearance::Dark);
    desktop.picture("card-turned-dark");
    const QImage dark = desktop.window().grab().toImage();
    CHECK(QColor(dark.pixel(dark.width() / 2, dark.height() - 20)).lightness() < 60);
    desktop.program().theme().apply(ui::Appearance::Light);
    desktop.rest(50);
    const QImage light = desktop.window().grab().toImage();
    CHECK(QColor(light.pixel(light.width() / 2, light.height() - 20)).lightness() > 200);
}

TEST_CASE("Scrolling leaves on the screen what painting anew gives", "[e2e]") {
    Desktop::Options options = Company::get().options();
    options.size = {900, 560};
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    view::TablePage* page = desktop.table("deal");
    REQUIRE(page);
    view::RecordTable& table = page->table();
    table.selectRow(3);
    desktop.rest();
    QScrollBar* down = table.verticalScrollBar();
    QScrollBar* across = table.horizontalScrollBar();
    REQUIRE(down->maximum() > 150);
    const auto same = [&] {
        desktop.rest(60);
        const QRect place(table.viewport()->mapTo(&desktop.window(), QPoint()), table.viewport()->size());
        const QImage shown = desktop.window().screen()->grabWindow(desktop.window().winId()).toImage().copy(place);
        const QImage anew = desktop.window().grab(place).toImage();
        REQUIRE(anew.width() > 500);
        return shown.convertToFormat(QImage::Format_RGB32) == anew.convertToFormat(QImage::Format_RGB32);
    };
    for (const int step : {31, 93, 150, 149, 7}) {
        down->setValue(step);
        CHECK(same());
    }
    across->setValue(across->maximum() / 2);
    CHECK(same());
    down->setValue(down->maximum());
    CHECK(same());
}

TEST_CASE("A stage's colour is seen in the table, on the card and on the board, and follows when it changes", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    const Uuid stage = company.find("stage", "color = \"teal\"");
    const Uuid deal = company.find("deal", "stage.color = \"teal\"");
    view::TablePage* page = desktop.table("deal");
    REQUIRE(page);
    auto& model = page->table().records();
    const auto inTable = [&] {
        const int row = model.rowOf(deal);
        return row < 0 ? QString()
                       : model.index(row, columnOf(*page, "stage")).data(model::ChoiceColorNameRole).toString();
    };
    CHECK(waitFor([&] { return inTable() == QStringLiteral("teal"); }));
    view::CardPage* card = desktop.card("deal", deal);
    REQUIRE(card);
    const auto onCard = [&] {
        for (const ui::Chip* chip : card->findChildren<ui::Chip*>())
            if (chip->text().toStdString() == company.text("deal", deal, "stage.name")) return chip->color();
        return QString();
    };
    const auto inField = [&] { return card->form()->editor("stage")->findChild<ui::Dot*>()->color(); };
    CHECK(waitFor([&] { return onCard() == QStringLiteral("teal") && inField() == QStringLiteral("teal"); }));

    company.change("stage", stage, "color", Value(std::string("purple")));
    CHECK(waitFor([&] { return onCard() == QStringLiteral("purple") && inField() == QStringLiteral("purple"); }));
    CHECK(inTable() == QStringLiteral("purple"));
    view::BoardPage* board = desktop.board("deal");
    REQUIRE(board);
    CHECK(waitFor([&] {
        const model::BoardColumn* column = board->board().columnOf(deal);
        return column && column->colorName() == QStringLiteral("purple");
    }));
    company.change("stage", stage, "color", Value(std::string("teal")));
}

TEST_CASE("Out, and in again", "[e2e]") {
    Desktop desktop(Company::get().options());
    REQUIRE(desktop.waitInside());
    desktop.table("company");
    desktop.window().logOut();
    CHECK_FALSE(desktop.window().isInside());
    REQUIRE(waitFor([&] { return desktop.program().connection().state() == net::Connection::State::Offline; }));
    desktop.window().loginPage()->logIn(QString::fromStdString(tests::ServerFixture::password()));
    CHECK(desktop.waitInside());
    view::TablePage* page = desktop.table("deal");
    REQUIRE(page);
    CHECK(page->table().records().rowCount() > 0);
}

TEST_CASE("A cell is edited in place, and a wrong value is said and put back", "[e2e]") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    view::TablePage* page = desktop.table("company");
    REQUIRE(page);
    auto& model = page->table().records();
    const QModelIndex cell = model.index(0, columnOf(*page, "industry"));
    const Uuid id = model.idAt(0);
    const auto editCell = [&](const QModelIndex& index, const QString& text) {
        page->table().setCurrentIndex(index);
        page->table().edit(index);
        auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        REQUIRE(line);
        line->selectAll();
        desktop.type(text);
        desktop.press(Qt::Key_Return);
    };
    page->table().setFocus();
    editCell(cell, QStringLiteral("Пчеловодство"));
    CHECK(waitFor([&] { return cell.data().toString() == QStringLiteral("Пчеловодство"); }));
    CHECK(waitFor([&] { return company.text("company", id, "industry") == "Пчеловодство"; }));
    desktop.window().undo();
    CHECK(waitFor([&] { return company.text("company", id, "industry") != "Пчеловодство"; }));

    const QModelIndex phones = model.index(0, columnOf(*page, "phones"));
    const QString before = phones.data().toString();
    editCell(phones, QStringLiteral("не телефон"));
    CHECK(waitFor([&] { return !desktop.window().toasts()->texts().isEmpty(); }));
    CHECK(waitFor([&] { return phones.data().toString() == before; }));
}

TEST_CASE("Back and forward walk the pages, and unsaved words stay on theirs", "[e2e]") {
    Desktop desktop(Company::get().options());
    REQUIRE(desktop.waitInside());
    view::TablePage* page = desktop.table("company");
    REQUIRE(page);
    view::CardPage* card = desktop.card("company", page->table().records().idAt(0));
    REQUIRE(card);
    auto* line = card->findChild<QLineEdit*>();
    line->setFocus();
    desktop.type(QStringLiteral("!"));
    CHECK(card->isDirty());
    desktop.press(Qt::Key_Left, Qt::AltModifier);
    CHECK(desktop.window().pages()->currentAddress() == QStringLiteral("table/company"));
    desktop.press(Qt::Key_Right, Qt::AltModifier);
    CHECK(desktop.window().pages()->current() == card);
    CHECK(card->isDirty());
    card->revert();
    CHECK_FALSE(card->isDirty());
}
