// Duplicates as a person meets them: while typing, on their page, in the dialogs of merging and splitting.
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPointer>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

#include <catch2/catch.hpp>

#include "client/view/card_form.h"
#include "client/view/chronology_panel.h"
#include "client/view/chronology_view.h"
#include "client/view/duplicate_hint.h"
#include "client/view/duplicate_rules_dialog.h"
#include "client/view/duplicates_page.h"
#include "client/view/editors/field_editor.h"
#include "client/view/merge_dialog.h"
#include "client/view/merge_with_dialog.h"
#include "client/view/schema_page.h"
#include "client/view/split_dialog.h"
#include "client/view/table_actions.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

Value word(const char* t) { return std::string(t); }

void grab(QWidget* dialog, const std::string& name) {
    QDir().mkpath(QStringLiteral(KUPETS_SCREENSHOTS));
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/%1.png").arg(QString::fromStdString(name)));
}

void write(Desktop& desktop, QWidget* editor, const QString& text) {
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (!line) line = editor->findChild<QLineEdit*>();
    REQUIRE(line);
    line->window()->activateWindow();
    line->setFocus();
    REQUIRE(waitFor([&] { return QApplication::focusWidget() == line; }));
    line->selectAll();
    desktop.type(text);
}

}  // namespace

TEST_CASE("As one types a company that is there, the card tells it and opens it") {
    Company& company = Company::get();
    const Uuid there = company.create("company", {{"name", word("ООО «Гвоздика»")},
                                                  {"city", word("Пермь")},
                                                  {"phones", Texts{"+79160001122"}},
                                                  {"industry", word("Цветы")}});
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    desktop.table("company");
    desktop.window().openNew("company");
    auto* card = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    REQUIRE(card);
    CHECK_FALSE(card->duplicates()->isVisible());
    write(desktop, card->form()->editor("name"), QStringLiteral("гвоздика"));
    REQUIRE(waitFor([&] { return card->duplicates()->isVisible(); }));
    REQUIRE(card->duplicates()->likes().likes_size() >= 1);
    CHECK(card->duplicates()->likes().likes(0).id() == there.view());
    desktop.picture("duplicate-hint");
    desktop.program().theme().apply(ui::Appearance::Dark);
    desktop.picture("duplicate-hint-dark");
    desktop.program().theme().apply(ui::Appearance::Light);
    write(desktop, card->form()->editor("name"), QStringLiteral("Совсем другая"));
    REQUIRE(waitFor([&] { return !card->duplicates()->isVisible(); }));
    write(desktop, card->form()->editor("name"), QStringLiteral("Гвоздика ООО"));
    REQUIRE(waitFor([&] { return card->duplicates()->isVisible(); }));
    REQUIRE(card->duplicates()->likes().likes(0).id() == there.view());
    auto* open = card->duplicates()->findChild<QPushButton*>();
    REQUIRE(open);
    open->click();
    const auto at = [&] { return desktop.window().pages()->current()->address().toStdString(); };
    waitFor([&] { return at().find(there.text()) != std::string::npos; });
    CHECK(at() == "record/company/" + there.text());
}

TEST_CASE("Duplicates are found, merged with chosen values, undone, merged again and split") {
    Company& company = Company::get();
    const Uuid first = company.create(
        "company", {{"name", word("Незабудка")}, {"city", word("Тверь")}, {"phones", Texts{"+79160003344"}}});
    const Uuid second = company.create("company", {{"name", word("ООО \"Незабудка\"")},
                                                   {"city", word("Тверь")},
                                                   {"website", word("https://nezabudka.ru")},
                                                   {"note", word("Просят звонить после обеда")}});
    const Uuid third =
        company.create("company", {{"name", word("НЕЗАБУДКА")}, {"phones", Texts{"+79160003344", "+79160003355"}}});
    const Uuid task = company.create("task", {{"name", word("Позвонить в Незабудку")}, {"company", third}});
    company.create("contact", {{"name", word("Цветкова Анна")}, {"company", second}});
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    auto* page = qobject_cast<view::DuplicatesPage*>(desktop.open("duplicates/company"));
    REQUIRE(page);
    REQUIRE(waitFor([&] { return !page->isRunning() && page->tree()->topLevelItemCount() > 0; }, 60'000));
    const auto rowOf = [&] {
        for (int row = 0; row < page->tree()->topLevelItemCount(); ++row)
            if (page->tree()->topLevelItem(row)->text(0).contains(QStringLiteral("езабудка"), Qt::CaseInsensitive))
                return row;
        return -1;
    };
    REQUIRE(rowOf() >= 0);
    page->tree()->setCurrentItem(page->tree()->topLevelItem(rowOf()));
    CHECK(page->tree()->currentItem()->childCount() == 3);
    desktop.picture("duplicates-page");
    desktop.program().theme().apply(ui::Appearance::Dark);
    desktop.picture("duplicates-page-dark");
    desktop.program().theme().apply(ui::Appearance::Light);

    view::MergeDialog* dialog = page->merge();
    REQUIRE(dialog);
    REQUIRE(waitFor([&] { return dialog->go()->isEnabled(); }));
    desktop.rest();
    grab(dialog, "merge-dialog");
    CHECK(dialog->forecastText().contains(QStringLiteral("задачи — 1")));
    // Another one stays, with a name of one's choice.
    for (int column = 0; column < dialog->table()->columnCount(); ++column) {
        if (dialog->idAt(column) == first) dialog->setSurvivor(column);
    }
    REQUIRE(waitFor([&] { return dialog->go()->isEnabled(); }));
    CHECK(dialog->survivorId() == first);
    desktop.program().theme().apply(ui::Appearance::Dark);
    desktop.rest();
    grab(dialog, "merge-dialog-dark");
    desktop.program().theme().apply(ui::Appearance::Light);
    const int before = company.count("company");
    dialog->go()->click();
    REQUIRE(waitFor([&] { return company.count("company") == before - 2; }));
    CHECK(waitFor([&] { return rowOf() < 0; }));
    desktop.picture("duplicates-merged");
    CHECK(company.text("company", first, "website") == "https://nezabudka.ru");
    CHECK(company.text("company", first, "name") == "Незабудка");
    CHECK(company.text("company", first, "phones") == "+79160003344; +79160003355");
    CHECK(company.text("task", task, "company.city") == "Тверь");
    desktop.window().undo();
    REQUIRE(waitFor([&] { return company.count("company") == before; }));
    CHECK(company.text("task", task, "company.city").empty());

    // From the table's selection; then apart again from the card.
    view::TablePage* table = desktop.table("company");
    table->table().records().setSearch(QStringLiteral("незабудка"));
    REQUIRE(waitFor([&] { return table->table().records().rowCount() == 3; }));
    table->table().selectAll();
    dialog = table->many().merge();
    REQUIRE(dialog);
    REQUIRE(waitFor([&] { return dialog->go()->isEnabled(); }));
    const Uuid stays = dialog->survivorId();
    dialog->go()->click();
    REQUIRE(waitFor([&] { return company.count("company") == before - 2; }));
    view::CardPage* card = desktop.card("company", stays);
    REQUIRE(card);
    REQUIRE(waitFor([&] { return card->chronology()->view().model()->rowCount() > 0; }));
    desktop.rest(400);
    desktop.picture("merged-card");
    view::SplitDialog* split = card->split();
    REQUIRE(waitFor([&] { return split->go()->isEnabled(); }));
    desktop.rest();
    grab(split, "split-dialog");
    CHECK(split->forecastText().contains(QStringLiteral("2")));
    split->go()->click();
    REQUIRE(waitFor([&] { return company.count("company") == before; }));
    CHECK(company.text("task", task, "company.city").empty());
    desktop.rest(400);
    desktop.picture("split-card");

    view::MergeWithDialog* with = card->mergeWith();
    desktop.rest();
    grab(with, "merge-with");
    with->reject();

    // What is said to be no duplicate is not offered again.
    page = qobject_cast<view::DuplicatesPage*>(desktop.open("duplicates/company"));
    page->search();
    REQUIRE(waitFor([&] { return !page->isRunning() && rowOf() >= 0; }, 60'000));
    page->tree()->setCurrentItem(page->tree()->topLevelItem(rowOf()));
    page->dismiss();
    REQUIRE(waitFor([&] { return rowOf() < 0; }));
    page->search();
    REQUIRE(waitFor([&] { return !page->isRunning(); }, 60'000));
    CHECK(rowOf() < 0);
}

TEST_CASE("An administrator makes a rule of duplicates that forbids") {
    Company& company = Company::get();
    company.create("lead", {{"name", word("Первый лид")}, {"inn", word("7707083893")}});
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    auto* page = qobject_cast<view::SchemaPage*>(desktop.open("fields/lead"));
    REQUIRE(page);
    view::DuplicateRulesDialog* dialog = page->openDuplicateRules();
    dialog->add();
    write(desktop, dialog->label(), QStringLiteral("Тот же ИНН"));
    dialog->keyField(0)->setCurrentIndex(dialog->keyField(0)->findData(QStringLiteral("inn")));
    dialog->action()->setCurrentIndex(1);
    desktop.rest();
    grab(dialog, "duplicate-rules");
    desktop.program().theme().apply(ui::Appearance::Dark);
    desktop.rest();
    grab(dialog, "duplicate-rules-dark");
    desktop.program().theme().apply(ui::Appearance::Light);
    QPointer<QDialog> open = dialog;
    dialog->save();
    waitFor([&] { return open.isNull() || !open->isVisible() || !dialog->troubleText().isEmpty(); });
    if (open) CHECK(dialog->troubleText().toStdString() == "");
    REQUIRE((open.isNull() || !open->isVisible()));
    const auto forbids = [&] {
        const schema::Entity* lead = desktop.window().context().schema->entity("lead");
        return std::ranges::any_of(lead->def().duplicate_rules(), [](const v1::DuplicateRule& rule) {
            return rule.name() == "my_rule_1" && rule.action() == v1::DuplicateRule::FORBID;
        });
    };
    REQUIRE(waitFor(forbids));

    desktop.window().openNew("lead");
    auto* card = qobject_cast<view::CardPage*>(desktop.window().pages()->current());
    REQUIRE(card);
    write(desktop, card->form()->editor("name"), QStringLiteral("Второй лид"));
    write(desktop, card->form()->editor("inn"), QStringLiteral("7707083893"));
    REQUIRE(waitFor([&] { return card->duplicates()->isVisible(); }));
    CHECK(card->duplicates()->likes().likes(0).forbidden());
    card->save();
    desktop.rest(600);
    CHECK(card->address().startsWith(QStringLiteral("new/")));
    desktop.picture("duplicate-forbidden");
}
