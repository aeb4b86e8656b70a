// Two windows at the same company: who is at a card is seen, and goes away; one's favourites are the same in all one's
// windows; a stage asks in a cell of a table too.
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/view/card_form.h"
#include "client/view/editors/field_editor.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/presence_marks.h"
#include "client/view/search_popup.h"
#include "client/view/stage_dialog.h"
#include "client/view/table_favourites.h"
#include "tests/e2e/desktop_company.h"
#include "tests/support/records.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

Desktop::Options colleague(const std::string& login) {
    Company& company = Company::get();
    tests::addUser(*company.connection(), login, "administrator", tests::ServerFixture::password());
    Desktop::Options options = company.options();
    options.user = login;
    return options;
}

bool showsWriter(view::CardPage* card, const char* field, const QString& who) {
    const auto labels = card->form()->editor(field)->parentWidget()->findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) {
        return label->isVisible() && label->text() == QStringLiteral("Пишет: ") + who;
    });
}

/// Whether Ctrl+K, while nothing is typed, comes to offer a record, or comes to offer it no more.
bool comesToOffer(Desktop& desktop, const data::RecordKey& key, bool offered) {
    view::SearchPopup& popup = *desktop.window().searchPopup();
    popup.open();
    const auto holds = [&] {
        return offered ==
               std::ranges::any_of(popup.rows(), [&](const view::PaletteRow& row) { return row.key == key; });
    };
    if (!offered) desktop.rest(400);  // favourites come a moment later
    const bool came = waitFor(holds);
    popup.close();
    return came;
}

}  // namespace

TEST_CASE("Who looks at a card and who writes in it is seen by the other, and goes away", "[e2e]") {
    Company& company = Company::get();
    const Uuid id = company.find("company", "name = \"ТрансВолга\"");
    Desktop mine(company.options());
    Desktop theirs(colleague("vera"));
    REQUIRE(mine.waitInside());
    REQUIRE(theirs.waitInside());
    view::CardPage* card = mine.card("company", id);
    REQUIRE(card);
    CHECK(card->marks()->words().isEmpty());
    view::CardPage* other = theirs.card("company", id);
    REQUIRE(other);
    CHECK(waitFor([&] { return card->marks()->words() == QStringLiteral("Смотрит: vera"); }));
    CHECK(waitFor([&] { return other->marks()->isVisible(); }));

    auto* line = other->form()->editor("city")->findChild<QLineEdit*>();
    QTest::keyClicks(line, QStringLiteral("!"));
    CHECK(waitFor([&] { return card->marks()->words() == QStringLiteral("Пишет: vera"); }));
    CHECK(waitFor([&] { return showsWriter(card, "city", QStringLiteral("vera")); }));
    CHECK_FALSE(showsWriter(card, "name", QStringLiteral("vera")));
    mine.picture("presence-writes");
    other->revert();
    CHECK(waitFor([&] { return card->marks()->words() == QStringLiteral("Смотрит: vera"); }));
    CHECK_FALSE(showsWriter(card, "city", QStringLiteral("vera")));

    theirs.table("deal");
    CHECK(waitFor([&] { return card->marks()->isHidden(); }));
    REQUIRE(theirs.card("company", id) == other);
    CHECK(waitFor([&] { return card->marks()->isVisible(); }));
    theirs.window().logOut();
    CHECK(waitFor([&] { return card->marks()->isHidden(); }));
}

TEST_CASE("A star set in one window is there in one's other window and in Ctrl+K, and nobody else's", "[e2e]") {
    Company& company = Company::get();
    const data::RecordKey key{"company", company.find("company", "name = \"Хлебный двор\"")};
    Desktop one(company.options());
    Desktop two(company.options());
    Desktop stranger(colleague("gleb"));
    REQUIRE(one.waitInside());
    REQUIRE(two.waitInside());
    REQUIRE(stranger.waitInside());
    view::TablePage* table = two.table("company");
    view::TablePage* theirs = stranger.table("company");
    REQUIRE(table);
    REQUIRE(theirs);
    const auto starred = [&](view::TablePage* page) {
        return page->findChild<view::TableFavourites*>()->contains(key.id);
    };
    view::CardPage* card = one.card(key.entity, key.id);
    REQUIRE(card);
    REQUIRE_FALSE(starred(table));
    REQUIRE(comesToOffer(two, key, false));

    REQUIRE(card->run(QStringLiteral("card.favourite")));
    REQUIRE(card->isFavourite());
    CHECK(waitFor([&] { return starred(table); }));
    CHECK(comesToOffer(two, key, true));
    two.picture("favourite-other-window");
    CHECK_FALSE(starred(theirs));
    CHECK(comesToOffer(stranger, key, false));

    // Back by the table of the other window: the card that stands open here sees it.
    table->findChild<view::TableFavourites*>()->toggle(key.id);
    CHECK(waitFor([&] { return !card->isFavourite(); }));
    CHECK(comesToOffer(two, key, false));
}

TEST_CASE("A stage that is chosen in a cell of a table asks for what is missing", "[e2e]") {
    Company& company = Company::get();
    const Uuid deal = company.create("deal", {{"name", std::string("Сделка из таблицы")},
                                              {"stage", company.find("stage", "name = \"Презентация\"")}});
    Desktop desktop(company.options());
    REQUIRE(desktop.waitInside());
    view::TablePage* page = desktop.table("deal");
    REQUIRE(page);
    auto& model = page->table().records();
    REQUIRE(waitFor([&] { return model.rowOf(deal) >= 0; }));
    int column = 0;
    while (model.pathAt(column) != "stage") ++column;
    const auto cell = [&] { return model.index(model.rowOf(deal), column); };
    const auto dialog = []() -> view::StageDialog* {
        for (QWidget* window : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<view::StageDialog*>(window); found && found->isVisible()) return found;
        return nullptr;
    };
    const auto choose = [&] {
        desktop.window().activateWindow();
        page->table().setFocus();
        page->table().setCurrentIndex(cell());
        page->table().edit(cell());
        auto* editor = page->table().findChild<view::ReferenceEditor*>();
        REQUIRE(editor);
        auto* line = editor->findChild<QLineEdit*>();
        line->setFocus();
        line->selectAll();
        for (const QChar letter : QStringLiteral("Коммерческое")) {
            QKeyEvent key(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
            QApplication::sendEvent(line, &key);
        }
        REQUIRE(waitFor([&] { return editor->isPicking(); }));
        desktop.rest(300);  // the list of hits
        QTest::keyClick(line, Qt::Key_Return);
        REQUIRE(waitFor([&] { return dialog() != nullptr; }));
    };
    choose();
    REQUIRE(dialog()->editor("amount"));
    CHECK_FALSE(dialog()->editor("company"));
    desktop.rest(100);
    QTest::keyClick(dialog(), Qt::Key_Escape);  // given up: the cell is as it was
    REQUIRE(waitFor([&] { return dialog() == nullptr; }));
    CHECK(waitFor([&] { return cell().data().toString() == QStringLiteral("Презентация"); }));
    CHECK(company.text("deal", deal, "stage.name") == "Презентация");

    choose();
    auto* amount = dialog()->editor("amount")->findChild<QLineEdit*>();
    QTest::keyClicks(amount, QStringLiteral("7000"));
    QTest::mouseClick(dialog()->moveButton(), Qt::LeftButton);
    CHECK(waitFor([&] { return company.text("deal", deal, "stage.name") == "Коммерческое предложение"; }));
    CHECK(waitFor([&] { return cell().data().toString() == QStringLiteral("Коммерческое предложение"); }));
    CHECK(company.text("deal", deal, "amount") == "7000 RUB");
    desktop.window().undo();  // both in one step
    CHECK(waitFor([&] { return company.text("deal", deal, "stage.name") == "Презентация"; }));
    CHECK(company.text("deal", deal, "amount").empty());
}
