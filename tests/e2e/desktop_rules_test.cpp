// Standards and checks as a person meets them: names mended when one leaves the field, gaps told under fields, and an
// administrator who makes a check strict.
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <catch2/catch.hpp>

#include "client/ui/search_field.h"
#include "client/view/card_form.h"
#include "client/view/editors/field_editor.h"
#include "client/view/schema_check_dialog.h"
#include "client/view/schema_checks.h"
#include "client/view/schema_page.h"
#include "client/view/standards_page.h"
#include "client/view/table_formula_edit.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

QLineEdit* lineOf(view::CardPage& card, const std::string& field) {
    return card.form()->editor(field)->findChild<QLineEdit*>();
}

view::CardPage* newCard(Desktop& desktop, const std::string& entity) {
    desktop.window().activateWindow();  // after a dialog nobody does it without a window manager
    desktop.window().openNew(entity);
    desktop.rest();
    return qobject_cast<view::CardPage*>(desktop.window().pages()->current());
}

bool says(QWidget* of, const QString& words) {
    for (const QLabel* label : of->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(words)) return true;
    return false;
}

}  // namespace

TEST_CASE("who leaves the name of a company sees it without its legal form, and the form beside") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    view::CardPage* card = newCard(desktop, "company");
    REQUIRE(card);
    lineOf(*card, "name")->setFocus();
    desktop.type(QStringLiteral("ооо \"Тверские леса\""));
    desktop.press(Qt::Key_Tab);
    CHECK(lineOf(*card, "name")->text() == QStringLiteral("Тверские леса"));
    CHECK(lineOf(*card, "legal_form")->text() == QStringLiteral("ООО"));
    lineOf(*card, "city")->setFocus();
    desktop.type(QStringLiteral("г. ТВЕРЬ"));
    desktop.press(Qt::Key_Tab);
    CHECK(lineOf(*card, "city")->text() == QStringLiteral("Тверь"));
    lineOf(*card, "phones")->setFocus();
    desktop.type(QStringLiteral("8 4822 123456"));
    desktop.press(Qt::Key_Tab);
    CHECK(lineOf(*card, "phones")->text() == QStringLiteral("+7 (482) 212-34-56"));
    desktop.rest();
    desktop.picture("standards_card_light");
    card->save();
    REQUIRE(waitFor([&] { return !card->draft()->isNew(); }));
    CHECK(company.text("company", card->key().id, "name") == "Тверские леса");
    CHECK(company.text("company", card->key().id, "legal_form") == "ООО");
    // What is still missing is told, and was no hindrance.
    CHECK(says(card->form(), QStringLiteral("Укажите источник")));
    desktop.picture("standards_gaps_light");
}

TEST_CASE("two companies in one name are refused in words") {
    Desktop desktop(Company::get().options());
    REQUIRE(desktop.waitInside());
    view::CardPage* card = newCard(desktop, "company");
    REQUIRE(card);
    lineOf(*card, "name")->setFocus();
    desktop.type(QStringLiteral("ООО Ромашка / ИП Иванов"));
    desktop.press(Qt::Key_Tab);
    desktop.rest();
    CHECK(says(card->form(), QStringLiteral("одна компания в одном поле, а здесь две")));
    desktop.picture("standards_two_companies");
}

TEST_CASE("the standard of filling in is a page of the program, in light and dark") {
    for (const ui::Appearance appearance : {ui::Appearance::Light, ui::Appearance::Dark}) {
        Desktop::Options options = Company::get().options();
        options.appearance = appearance;
        Desktop desktop(options);
        REQUIRE(desktop.waitInside());
        auto* page = qobject_cast<view::StandardsPage*>(desktop.open("help/standards"));
        REQUIRE(page);
        desktop.rest();
        const int all = page->shownRows();
        CHECK(all > 15);
        desktop.picture(appearance == ui::Appearance::Light ? "standards_light" : "standards_dark");
        page->search().setText(QStringLiteral("инн"));
        CHECK(page->shownRows() > 0);
        CHECK(page->shownRows() < all);
    }
}

TEST_CASE("an administrator makes a check strict, adds one, and a person hears of both at the field") {
    Company& company = Company::get();
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    REQUIRE(desktop.open("fields/contact"));
    auto* page = qobject_cast<view::SchemaPage*>(desktop.window().pages()->current());
    REQUIRE(page);
    desktop.rest();
    desktop.picture("checks_light");
    QTreeWidget* list = page->checks()->list();
    REQUIRE(list->topLevelItemCount() == 3);
    // The first: the position.
    auto* severity = qobject_cast<QComboBox*>(list->itemWidget(list->topLevelItem(0), 1));
    REQUIRE(severity);
    severity->setCurrentIndex(1);
    Q_EMIT severity->activated(1);
    REQUIRE(waitFor([&] {
        return desktop.window().toasts()->texts().join(QLatin1Char(' ')).contains(QStringLiteral("Не сохранять"));
    }));
    desktop.rest();
    page = qobject_cast<view::SchemaPage*>(desktop.window().pages()->current());
    REQUIRE(page);
    view::SchemaCheckDialog* dialog = page->checks()->openDialog();
    REQUIRE(dialog);
    dialog->labelLine()->setText(QStringLiteral("Город контакта"));
    dialog->conditionEdit()->setText(QStringLiteral("НЕ(ЕПУСТО(city"));
    QTest::mouseClick(dialog->okButton(), Qt::LeftButton);
    desktop.rest();
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/checks_dialog_wrong.png"));
    REQUIRE(dialog->isVisible());
    dialog->conditionEdit()->setText(QStringLiteral("НЕ(ЕПУСТО(city))"));
    desktop.rest();
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/checks_dialog.png"));
    QTest::mouseClick(dialog->okButton(), Qt::LeftButton);
    REQUIRE(waitFor([&] {
        page = qobject_cast<view::SchemaPage*>(desktop.window().pages()->current());
        return page && page->checks()->list()->topLevelItemCount() == 4;
    }));
    desktop.picture("checks_after");

    view::CardPage* card = newCard(desktop, "contact");
    REQUIRE(card);
    lineOf(*card, "name")->setFocus();
    desktop.type(QStringLiteral("ПЕТРОВ ПЁТР"));
    desktop.press(Qt::Key_Tab);
    CHECK(lineOf(*card, "name")->text() == QStringLiteral("Петров Пётр"));
    card->save();
    REQUIRE(waitFor([&] { return says(card->form(), QStringLiteral("Укажите должность")); }));
    desktop.rest();
    desktop.picture("checks_refused_light");
    CHECK(card->draft()->isNew());
    lineOf(*card, "position")->setFocus();
    desktop.type(QStringLiteral("Директор"));
    card->save();
    REQUIRE(waitFor([&] { return !card->draft()->isNew(); }));

    // As it was, for those who come after.
    REQUIRE(desktop.open("fields/contact"));
    page = qobject_cast<view::SchemaPage*>(desktop.window().pages()->current());
    REQUIRE(page);
    page->checks()->remove("position");
    REQUIRE(waitFor([&] {
        return desktop.window().toasts()->texts().join(QLatin1Char(' ')).contains(QStringLiteral("Как в программе"));
    }));
}
