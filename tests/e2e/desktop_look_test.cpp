// Pictures of every page, in both themes, languages and two sizes, for eyes to judge.
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/model/chronology_model.h"
#include "client/ui/search_field.h"
#include "client/view/card_form.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/chronology_view.h"
#include "client/view/editors/field_editor.h"
#include "client/view/login_page.h"
#include "client/view/record_table.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

void lookAtEditors(Desktop& desktop, const std::string& mark) {
    auto* card = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    QLineEdit* contact = card->form()->editor("contact")->findChild<QLineEdit*>();
    contact->setFocus();
    contact->clear();
    desktop.type(QStringLiteral("а"));
    desktop.rest(600);
    desktop.picture("reference-" + mark);
    desktop.press(Qt::Key_Escape);
    view::FieldEditor* date = card->form()->editor("expected_close");
    card->findChild<QScrollArea*>()->ensureWidgetVisible(date, 0, 400);
    date->findChild<QToolButton*>()->click();
    desktop.picture("calendar-" + mark);
    desktop.press(Qt::Key_Escape);
    card->revert();
    const Uuid company = Company::get().find("company", "COUNT(deals) > 1");
    auto* other = desktop.card("company", company);
    desktop.rest(600);
    desktop.picture("card-company-" + mark);
    for (QScrollArea* area : other->findChildren<QScrollArea*>())
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    desktop.rest(300);
    desktop.picture("related-" + mark);
}

void lookAtChronology(Desktop& desktop, const std::string& mark) {
    Company& company = Company::get();
    const Uuid deal = company.find("deal", "name = \"Склад в Кстове, 2-я очередь\"");
    company.change("deal", deal, "note", Value(std::string("Согласовать с пожарными")));
    company.change("deal", deal, "amount", Value(Money{Decimal(5'950'000), "RUB"}));
    company.create(
        "activity",
        {{"subject", std::string("Протокол встречи с заказчиком по второй очереди склада")},
         {"kind", std::string("meeting")},
         {"deal", deal},
         {"happened_at", Timestamp{SystemClock().now().micros - 3'600'000'000}},
         {"length", Duration{5'400}},
         {"text", std::string("Были: директор, начальник склада, пожарный инспектор.\n\nРешили:\n1. Пролёты по "
                              "3,6 м, шесть ярусов.\n2. Ограждение рядов у ворот за наш счёт.\n3. Монтаж в две "
                              "смены, по выходным не работаем.\n4. Приёмка по рядам, с актом на каждый.\n5. "
                              "Срок — до конца января.")}});
    company.create("task", {{"name", std::string("Заказать ограждение")},
                            {"deal", deal},
                            {"due", Timestamp{SystemClock().now().micros - 90'000'000'000}}});
    view::CardPage* card = desktop.card("deal", deal);
    REQUIRE(card);
    view::ChronologyPanel& panel = *card->chronology();
    REQUIRE(waitFor([&] { return panel.entries() > 4 && !panel.chronology().isLoading(); }));
    for (int row = 0; row < panel.entries(); ++row)
        if (panel.chronology().entry(row).isChange()) {
            QTest::mouseMove(panel.view().viewport(),
                             panel.view().placeOf(row, view::ChronologyLook::Part::Action).center());
            break;
        }
    desktop.picture("chronology-" + mark);
    panel.composer().open(3);
    panel.composer().text()->setPlainText(QStringLiteral("Показать образцы"));
    desktop.picture("composer-" + mark);
    panel.composer().discard();
}

void lookAround(Desktop::Options options, const std::string& mark) {
    {
        Desktop::Options stranger = options;
        stranger.logIn = false;
        Desktop desktop(stranger);
        desktop.picture("login-" + mark);
    }
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    auto* table = desktop.table("deal");
    REQUIRE(table);
    desktop.rest(300);
    table->table().selectRow(2);
    desktop.picture("table-deal-" + mark);
    const Uuid deal = table->table().records().idAt(2);
    desktop.table("company");
    desktop.picture("table-company-" + mark);
    for (QToolButton* tool : desktop.window().pages()->current()->findChildren<QToolButton*>())
        if (tool->isVisible() && tool->icon().name().isEmpty() &&
            tool->accessibleName() == view::TablePage::tr("Columns"))
            tool->click();
    desktop.picture("columns-" + mark);
    desktop.press(Qt::Key_Escape);
    REQUIRE(desktop.card("deal", deal));
    desktop.rest(500);
    desktop.picture("card-" + mark);
    lookAtEditors(desktop, mark);
    lookAtChronology(desktop, mark);
    REQUIRE(desktop.board("deal"));
    desktop.rest(400);
    desktop.picture("board-" + mark);
    desktop.window().openSearch();
    desktop.rest(100);
    desktop.picture("commands-" + mark);
    desktop.window().searchPopup()->field()->setText(QStringLiteral("кабел"));
    desktop.rest(600);
    desktop.picture("search-" + mark);
    desktop.window().searchPopup()->close();
    desktop.window().openNew("deal");
    desktop.rest(400);
    desktop.picture("new-" + mark);
}

}  // namespace

TEST_CASE("Pictures of every page, light and dark, Russian and English, small and large", "[e2e]") {
    Desktop::Options options = Company::get().options();
    lookAround(options, "light-ru");
    options.appearance = ui::Appearance::Dark;
    options.language = data::Language::English;
    options.size = QSize(1920, 1080);
    lookAround(options, "dark-en");
}
