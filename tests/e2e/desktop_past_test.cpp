// Looking back: a card and a list as they were, and bringing old values back.
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/view/as_of_bar.h"
#include "client/view/as_of_card_page.h"
#include "client/view/table_columns.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

Value text(const char* value) { return Value(std::string(value)); }

view::AsOfCardPage* past(Desktop& desktop) {
    waitFor([&] {
        auto* page = qobject_cast<view::AsOfCardPage*>(desktop.window().pages()->current());
        return page && page->record().then();
    });
    return qobject_cast<view::AsOfCardPage*>(desktop.window().pages()->current());
}

QPushButton* button(QWidget* in, const QString& text) {
    for (QPushButton* each : in->findChildren<QPushButton*>())
        if (each->text() == text) return each;
    return nullptr;
}

}  // namespace

TEST_CASE("a card as it was shows what is otherwise today, and its values come back and go again") {
    Company& company = Company::get();
    const Uuid id =
        company.create("company", {{"name", text("Ромашка")}, {"city", text("Тула")}, {"country", text("Россия")}});
    company.change("company", id, "city", text("Калуга"));
    company.change("company", id, "name", text("Ромашка и партнёры"));
    for (const auto appearance : {ui::Appearance::Light, ui::Appearance::Dark}) {
        Desktop::Options options = company.options();
        options.appearance = appearance;
        Desktop desktop(options);
        REQUIRE(desktop.waitInside());
        view::CardPage* card = desktop.card("company", id);
        REQUIRE(card);
        REQUIRE(card->run(QStringLiteral("card.past")));
        view::AsOfCardPage* then = past(desktop);
        REQUIRE(then);
        CHECK(then->shownThen("name") == "Ромашка");  // before the last change
        REQUIRE(waitFor([&] { return then->shownNow("name").contains(QStringLiteral("Ромашка и партнёры")); }));
        CHECK(then->shownNow("country").isEmpty());
        desktop.rest();
        desktop.picture(appearance == ui::Appearance::Dark ? "past_card_dark" : "past_card_light");
        if (appearance == ui::Appearance::Dark) break;

        // One step back by the keyboard: to the creation.
        desktop.press(Qt::Key_Left);
        REQUIRE(waitFor([&] { return then->shownThen("city") == QStringLiteral("Тула"); }));
        CHECK(then->shownNow("city").contains(QStringLiteral("Калуга")));
        desktop.picture("past_card_first");
        then->restore();
        REQUIRE(waitFor([&] { return company.text("company", id, "city") == "Тула"; }));
        CHECK(company.text("company", id, "name") == "Ромашка");
        REQUIRE(waitFor([&] { return qobject_cast<view::CardPage*>(desktop.window().pages()->current()) != nullptr; }));
        desktop.window().undo();
        REQUIRE(waitFor([&] { return company.text("company", id, "city") == "Калуга"; }));
        CHECK(company.text("company", id, "name") == "Ромашка и партнёры");
    }
}

TEST_CASE("a list as it was is only to be read, and leads to cards as they were") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    view::TablePage* page = desktop.table("company");
    REQUIRE(page);
    REQUIRE(waitFor([&] { return page->table().records().rowCount() > 0 && page->table().records().isTotalKnown(); }));
    const int before = page->table().records().rowCount();
    const auto then = static_cast<qint64>(SystemClock().now().micros);
    const Uuid fresh = company.create("company", {{"name", text("АА Новая")}});
    REQUIRE(waitFor([&] { return page->table().records().rowCount() == before + 1; }));

    REQUIRE(page->run(QStringLiteral("table.past")));
    REQUIRE(page->past() != nullptr);
    page->past()->setMoment(then);
    Q_EMIT page->past()->momentChosen(then);
    REQUIRE(
        waitFor([&] { return page->table().records().rowCount() == before && !page->table().records().isLoading(); }));
    CHECK(page->table().records().rowOf(fresh) < 0);
    CHECK_FALSE(page->table().records().flags(page->table().records().index(0, 1)).testFlag(Qt::ItemIsEditable));
    desktop.rest();
    desktop.picture("past_table");
    page->columns().groupBy("kind");
    REQUIRE(waitFor([&] { return page->table().records().isGrouped() && page->table().records().isTotalKnown(); }));
    desktop.rest();
    desktop.picture("past_groups");
    page->columns().groupBy({});
    REQUIRE(waitFor([&] { return page->table().records().rowCount() == before; }));
    page->table().setCurrentIndex(page->table().records().index(0, 0));
    const Uuid still = page->table().records().idAt(0);
    page->table().removeSelected();
    desktop.rest();
    CHECK(company.find("company", "id = ID(\"" + still.text() + "\")") == still);  // nothing was deleted
    page->table().openCurrent();
    view::AsOfCardPage* card = past(desktop);
    REQUIRE(card);
    CHECK(card->bar()->moment() == then);

    desktop.open("table/company");
    REQUIRE(button(page, QStringLiteral("К сегодняшнему")));
    page->table().setFocus();
    desktop.press(Qt::Key_Escape);
    REQUIRE(waitFor([&] { return page->table().records().rowCount() == before + 1; }));
    CHECK(page->past() == nullptr);
}
