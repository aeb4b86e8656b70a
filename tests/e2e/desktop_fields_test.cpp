// A company's own fields: an administrator adds them in the window, everybody has them at once.
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <catch2/catch.hpp>

#include "client/view/card_form.h"
#include "client/view/editors/field_editor.h"
#include "client/view/schema_field_dialog.h"
#include "client/view/schema_page.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

view::SchemaPage* fieldsPage(Desktop& desktop) {
    return qobject_cast<view::SchemaPage*>(desktop.window().pages()->current());
}

view::CardPage* openCard(Desktop& desktop) {
    return qobject_cast<view::CardPage*>(desktop.window().pages()->current());
}

}  // namespace

TEST_CASE("an administrator adds a field in the window, and an open card of another client shows it") {
    Company& company = Company::get();
    const Uuid id = company.find("contact", "NOT ISBLANK(name)");
    Desktop other(company.options());
    REQUIRE(other.waitInside());
    REQUIRE(other.card("contact", id));
    Desktop admin(company.options());
    REQUIRE(admin.waitInside());
    REQUIRE(admin.open("fields/contact"));
    view::SchemaPage* page = fieldsPage(admin);
    REQUIRE(page);
    admin.rest();
    admin.picture("fields_light");

    view::SchemaFieldDialog* dialog = page->openDialog();
    REQUIRE(dialog);
    dialog->labelLine()->setText(QStringLiteral("Марка машины"));
    admin.rest();
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/fields_dialog.png"));
    QTest::mouseClick(dialog->okButton(), Qt::LeftButton);
    REQUIRE(waitFor([&] {
        view::CardPage* card = openCard(other);
        return card && card->form()->editor("my_marka_mashiny") != nullptr;
    }));
    REQUIRE(waitFor([&] { return openCard(other)->draft() != nullptr; }));
    other.rest();
    other.picture("fields_seen_by_another");

    // And it is filled in there.
    view::CardPage* card = openCard(other);
    card->form()->editor("my_marka_mashiny")->setFocus();
    auto* line = card->form()->editor("my_marka_mashiny")->findChild<QLineEdit*>();
    line->insert(QStringLiteral("Волга"));
    Q_EMIT line->textEdited(line->text());
    Q_EMIT line->editingFinished();
    REQUIRE(card->isDirty());
    card->save();
    REQUIRE(waitFor([&] { return company.text("contact", id, "my_marka_mashiny") == "Волга"; }));

    // Choices with colours, then the card laid out anew.
    REQUIRE(waitFor([&] { return fieldsPage(admin) != nullptr; }));
    page = fieldsPage(admin);
    dialog = page->openDialog();
    dialog->typeBox()->setCurrentIndex(2);
    admin.rest();
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/fields_dialog_choices.png"));
    dialog->reject();
    QTreeWidget* tree = page->layoutTree();
    REQUIRE(tree->topLevelItemCount() > 0);
    const int sections = tree->topLevelItemCount();
    QTreeWidgetItem* last = tree->topLevelItem(sections - 1);
    REQUIRE(last->childCount() == 1);
    tree->topLevelItem(0)->insertChild(0, last->takeChild(0));
    delete last;
    page->saveLayout();
    REQUIRE(waitFor([&] {
        const auto schema = admin.program().window() ? fieldsPage(admin) : nullptr;
        return schema && schema != page && schema->layoutTree()->topLevelItemCount() == sections - 1;
    }));
    admin.picture("fields_after");
}

TEST_CASE("the page of fields in the dark") {
    Desktop::Options options = Company::get().options();
    options.appearance = ui::Appearance::Dark;
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    REQUIRE(desktop.open("fields/deal"));
    desktop.rest();
    REQUIRE(fieldsPage(desktop));
    desktop.picture("fields_dark");
}
