// The board in the real windows: what stages ask for on the way, a refusal with its reason, what a colleague moves, and
// the pipeline as its administrator changes it.
#include <QLineEdit>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/model/board_stages.h"
#include "client/ui/popover.h"
#include "client/view/board_column_view.h"
#include "client/view/card_form.h"
#include "client/view/editors/field_editor.h"
#include "client/view/editors/file_editor.h"
#include "client/view/filter_bar.h"
#include "client/view/pipeline_page.h"
#include "client/view/pipeline_stage_list.h"
#include "client/view/stage_demands_editor.h"
#include "client/view/stage_dialog.h"
#include "client/view/stage_form.h"
#include "client/view/view_menu.h"
#include "client/view/view_state.h"
#include "common/wire/values.h"
#include "tests/e2e/desktop_company.h"
#include "tests/support/records.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

struct Board {
    Company& company = Company::get();
    Desktop desktop;
    view::BoardPage* page = nullptr;

    explicit Board(Desktop::Options options = Company::get().options()) : desktop(options) {
        REQUIRE(desktop.waitInside());
        page = desktop.board("deal");
        REQUIRE(page);
        REQUIRE(waitFor([&] { return column("Переговоры") != nullptr && column("Отказ") != nullptr; }));
        desktop.rest(300);
    }
    view::BoardColumnView* column(const std::string& title) const {
        for (view::BoardColumnView* view : page->columnViews())
            if (view->column() && view->column()->title().toStdString() == title) return view;
        return nullptr;
    }
    /// A deal of a test's own at the top of a stage's column.
    Uuid deal(const std::string& name, const std::string& stage, tests::Fields fields = {}) {
        fields.insert(fields.end(), {{"name", name}, {"stage", company.find("stage", "name = \"" + stage + "\"")}});
        const Uuid id = company.create("deal", fields);
        REQUIRE(waitFor([&] {
            view::BoardColumnView* view = column(stage);
            return view != nullptr && view->column()->rowOf(id) >= 0;
        }));
        desktop.rest(100);
        return id;
    }
    void press(const Uuid& deal, const std::string& stage, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        view::BoardColumnView* view = column(stage);
        view->tiles()->setFocus();
        view->tiles()->setCurrentIndex(view->column()->index(view->column()->rowOf(deal)));
        QTest::keyClick(view->tiles(), key, modifiers);
    }
    void drag(const Uuid& deal, const std::string& from, const std::string& to) {
        view::BoardColumnView* a = column(from);
        view::BoardColumnView* b = column(to);
        const QRect tile = a->tiles()->visualRect(a->column()->index(a->column()->rowOf(deal)));
        desktop.drag(a->tiles()->viewport(), tile.center(), b, QPoint(b->width() / 2, 200));
    }
    static view::StageDialog* dialog() {
        for (QWidget* window : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<view::StageDialog*>(window); found && found->isVisible()) return found;
        return nullptr;
    }
    view::StageDialog* asked() {
        REQUIRE(waitFor([] { return dialog() != nullptr; }));
        desktop.rest(100);
        return dialog();
    }
    std::string stageOf(const Uuid& deal) { return company.text("deal", deal, "stage.name"); }
    static void typeInto(QWidget* widget, const QString& text) {
        widget->setFocus();
        for (const QChar letter : text)
            for (const auto kind : {QEvent::KeyPress, QEvent::KeyRelease}) {
                QKeyEvent key(kind, 0, Qt::NoModifier, QString(letter));
                QApplication::sendEvent(widget, &key);
            }
    }
    static void grab(QWidget* widget, const std::string& name) {
        QDir().mkpath(QStringLiteral(KUPETS_SCREENSHOTS));
        widget->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/%1.png").arg(QString::fromStdString(name)));
    }
};

}  // namespace

TEST_CASE("A stage asks for what is missing, and only for that", "[e2e][board]") {
    Board board;
    const Uuid deal = board.deal("Спрошенная сделка", "Презентация");
    board.drag(deal, "Презентация", "Коммерческое предложение");
    view::StageDialog* dialog = board.asked();
    REQUIRE(dialog->editor("amount"));
    CHECK_FALSE(dialog->editor("company"));
    board.desktop.picture("board-asked");
    Board::grab(dialog, "stage-dialog");

    QTest::mouseClick(dialog->moveButton(), Qt::LeftButton);  // with nothing given it stays
    board.desktop.rest(100);
    REQUIRE(Board::dialog() == dialog);
    CHECK(board.stageOf(deal) == "Презентация");

    QTest::keyClick(dialog, Qt::Key_Escape);  // given up: the tile is back
    REQUIRE(waitFor([] { return Board::dialog() == nullptr; }));
    CHECK(waitFor([&] { return board.column("Презентация")->column()->rowOf(deal) >= 0; }));
    CHECK(board.stageOf(deal) == "Презентация");

    board.press(deal, "Презентация", Qt::Key_Right, Qt::ControlModifier);
    dialog = board.asked();
    auto* amount = dialog->editor("amount")->findChild<QLineEdit*>();
    amount->setFocus();
    QTest::keyClicks(amount, QStringLiteral("125000"));
    QTest::mouseClick(dialog->moveButton(), Qt::LeftButton);
    CHECK(waitFor([&] { return board.stageOf(deal) == "Коммерческое предложение"; }));
    CHECK(waitFor([] { return Board::dialog() == nullptr; }));
    CHECK(board.company.text("deal", deal, "amount") == "125000 RUB");
    CHECK(board.company.text("deal", deal, "probability") == "50");
    board.desktop.window().undo();  // amount and stage were one change
    CHECK(waitFor([&] { return board.stageOf(deal) == "Презентация"; }));
    CHECK(board.company.text("deal", deal, "amount").empty());
}

TEST_CASE("A deal is lost with a reason, and a colleague sees it go", "[e2e][board]") {
    Board board;
    const Uuid deal = board.deal("Потерянная сделка", "Квалификация");
    Desktop colleague(Company::get().options());
    REQUIRE(colleague.waitInside());
    view::BoardPage* other = colleague.board("deal");
    REQUIRE(waitFor([&] { return other->board().columnOf(deal) != nullptr; }));

    board.press(deal, "Квалификация", Qt::Key_L);
    view::StageDialog* dialog = board.asked();
    REQUIRE(dialog->editor("refusal_reason"));
    CHECK_FALSE(dialog->editor("expected_close"));  // leaving for a refusal asks for nothing
    auto* reason = dialog->editor("refusal_reason")->findChild<QLineEdit*>();
    const int low = dialog->height();
    CHECK(low < 300);
    reason->setFocus();
    QTest::keyClick(reason, Qt::Key_Down);  // the list needs room, and gives it back
    REQUIRE(waitFor([&] { return dialog->height() > low; }));
    board.desktop.rest(200);
    Board::grab(dialog, "stage-dialog-list");
    QTest::keyClick(reason, Qt::Key_Escape);
    CHECK(waitFor([&] { return dialog->height() == low; }));
    REQUIRE(Board::dialog() == dialog);
    Board::typeInto(reason, QStringLiteral("Дорого"));
    board.desktop.rest(500);
    Board::grab(dialog, "stage-dialog-reason");
    QTest::keyClick(reason, Qt::Key_Return);
    board.desktop.rest(100);
    QTest::mouseClick(dialog->moveButton(), Qt::LeftButton);
    CHECK(waitFor([&] { return board.stageOf(deal) == "Отказ"; }));
    CHECK(board.company.text("deal", deal, "refusal_reason.name") == "Дорого");
    CHECK_FALSE(board.company.text("deal", deal, "closed_on").empty());
    CHECK(waitFor([&] {
        const model::BoardColumn* column = other->board().columnOf(deal);
        return column != nullptr && column->title() == QStringLiteral("Отказ");
    }));
}

TEST_CASE("The stage of a card asks the same, and what was not asked for is refused in words", "[e2e][board]") {
    Board board;
    const Uuid deal = board.deal("Карточная сделка", "Презентация");
    const Uuid offer = board.company.find("stage", "name = \"Коммерческое предложение\"");
    view::CardPage* card = board.desktop.card("deal", deal);
    REQUIRE(card);
    REQUIRE(waitFor([&] { return card->draft() != nullptr; }));
    Q_EMIT card->form()->edited("stage", {Value(offer), "Коммерческое предложение"});
    card->save();
    view::StageDialog* dialog = board.asked();
    auto* amount = dialog->editor("amount")->findChild<QLineEdit*>();
    QTest::keyClicks(amount, QStringLiteral("900"));
    QTest::mouseClick(dialog->moveButton(), Qt::LeftButton);
    CHECK(waitFor([&] { return board.stageOf(deal) == "Коммерческое предложение"; }));
    CHECK(waitFor([&] { return !card->isDirty(); }));

    const Uuid talks = board.company.find("stage", "name = \"Переговоры\"");
    board.company.change("stage", talks, "entry_condition", Value(std::string("amount >= 1000")));
    Q_EMIT card->form()->edited("stage", {Value(talks), "Переговоры"});
    card->save();
    dialog = board.asked();
    REQUIRE(dialog->editor("amount"));
    Board::grab(dialog, "stage-dialog-condition");
    amount = dialog->editor("amount")->findChild<QLineEdit*>();
    amount->selectAll();
    QTest::keyClicks(amount, QStringLiteral("1000"));
    QTest::mouseClick(dialog->moveButton(), Qt::LeftButton);
    CHECK(waitFor([&] { return board.stageOf(deal) == "Переговоры"; }));
    board.company.change("stage", talks, "entry_condition", Value(Null{}));
}

TEST_CASE("A stage that asks for a document gets it right there", "[e2e][board]") {
    Board board;
    const Uuid deal = board.deal("Сделка с договором", "Заключение договора",
                                 {{"amount", Money{*Decimal::parse("5000"), "RUB"}},
                                  {"company", board.company.find("company", "name = \"Ромашка\"")}});
    board.press(deal, "Заключение договора", Qt::Key_W);
    view::StageDialog* dialog = board.asked();
    auto* contract = qobject_cast<view::FileEditor*>(dialog->editor("contract"));
    REQUIRE(contract);
    Board::grab(dialog, "stage-dialog-file");
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("Договор.txt")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("Предмет договора");
    file.close();
    contract->uploadFile(file.fileName());
    QTest::mouseClick(dialog->moveButton(), Qt::LeftButton);  // on its way or there: the move waits for it
    CHECK(waitFor([&] { return board.stageOf(deal) == "Успех"; }));
    CHECK(waitFor([] { return Board::dialog() == nullptr; }));
    CHECK_FALSE(board.company.text("deal", deal, "contract").empty());
    CHECK_FALSE(board.company.text("deal", deal, "closed_on").empty());
}

TEST_CASE("What tiles show and how closed columns stand is one's own choice", "[e2e][board]") {
    Board board;
    REQUIRE(board.column("Отказ")->isNarrow());
    Q_EMIT board.column("Отказ")->headClicked();
    CHECK_FALSE(board.column("Отказ")->isNarrow());
    board.desktop.picture("board-open-closed");
    REQUIRE(board.page->run(QStringLiteral("board.options")));
    board.desktop.rest(200);
    board.desktop.picture("board-options");
    REQUIRE(board.desktop.window().findChild<ui::Popover*>());
    board.desktop.press(Qt::Key_Escape);
    const quint64 all = board.column("Переговоры")->column()->count();
    REQUIRE(board.page->run(QStringLiteral("board.mine")));
    CHECK(waitFor([&] { return board.column("Переговоры")->column()->count() < all; }));
    REQUIRE(board.page->run(QStringLiteral("board.mine")));
    CHECK(waitFor([&] { return board.column("Переговоры")->column()->count() == all; }));
}

TEST_CASE("A board is filtered as the table is, and by its saved views", "[e2e][board]") {
    const auto counted = [](const Board& board) {
        quint64 all = 0;
        for (view::BoardColumnView* view : board.page->columnViews()) all += view->column()->count();
        return all;
    };
    const std::string expected = "amount > 1000000";
    const QString name = QStringLiteral("Крупные");
    quint64 large = 0;
    {
        Board board;
        const quint64 all = counted(board);
        board.desktop.press(Qt::Key_F3);
        REQUIRE(waitFor([&] { return board.page->filter().isOpen(); }));
        board.desktop.type(QStringLiteral("Сумма"));
        board.desktop.press(Qt::Key_Tab);
        board.desktop.press(Qt::Key_Tab);
        board.desktop.type(QStringLiteral("1000000"));
        REQUIRE(waitFor([&] { return board.page->state().shown().filter() == expected; }));
        REQUIRE(waitFor([&] { return counted(board) < all; }));
        board.desktop.rest(300);
        board.desktop.picture("board-filter");
        board.desktop.press(Qt::Key_Escape);
        CHECK_FALSE(board.page->filter().isOpen());
        CHECK(board.page->filter().chipTexts().size() == 1);
        large = counted(board);
        REQUIRE(large > 0);
        board.desktop.rest(300);
        board.desktop.picture("board-filter-chips");
        board.page->views().saveAs(name);
        REQUIRE(waitFor([&] { return board.page->state().saved() && !board.page->state().isChanged(); }));
    }
    Board again;
    CHECK(again.page->state().shown().filter().empty());
    REQUIRE(waitFor([&] { return !again.page->views().views().empty(); }));
    again.page->views().choose(again.page->views().views().front().id);
    CHECK(waitFor([&] { return counted(again) == large; }));
    // The table beside it is looked at as before, and has the view too.
    view::TablePage* table = again.desktop.table("deal");
    REQUIRE(table);
    CHECK(table->state().shown().filter().empty());
    CHECK(waitFor([&] { return table->views().views().size() == 1; }));
    table->views().choose(table->views().views().front().id);
    CHECK(waitFor([&] { return table->table().records().query().filter == expected; }));
    table->views().remove();
    CHECK(waitFor([&] { return table->views().views().empty(); }));
}

TEST_CASE("An administrator changes a pipeline, stage by stage", "[e2e][board]") {
    Board board;
    auto* page = qobject_cast<view::PipelinePage*>(board.desktop.open("table/pipeline"));
    REQUIRE(page);
    REQUIRE(waitFor([&] { return page->stageList()->count() == 9; }));
    board.desktop.rest(400);
    board.desktop.picture("pipeline");
    const Uuid offer = board.company.find("stage", "name = \"Коммерческое предложение\"");
    page->stageList()->setCurrent(offer);
    Q_EMIT page->stageList()->chosen(offer);
    REQUIRE(waitFor([&] { return page->form()->record() == offer; }));
    CHECK(page->form()->names("entry_fields")->text() == QStringLiteral("amount"));

    Q_EMIT page->form()->names("entry_fields")->edited(QStringLiteral("amount, contact"));
    CHECK(waitFor([&] { return board.company.text("stage", offer, "entry_fields") == "amount, contact"; }));
    board.desktop.picture("pipeline-stage");
    auto* condition = page->form()->condition("entry_condition");
    auto* line = condition->findChild<QLineEdit*>();
    line->setFocus();
    QTest::keyClicks(line, QStringLiteral("amount >"));
    QTest::keyClick(line, Qt::Key_Return);
    CHECK_FALSE(condition->isRight());
    board.desktop.picture("pipeline-wrong");
    CHECK(board.company.text("stage", offer, "entry_condition").empty());
    QTest::keyClicks(line, QStringLiteral(" 10"));
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(waitFor([&] { return board.company.text("stage", offer, "entry_condition") == "amount > 10"; }));

    page->stageList()->setFocus();
    page->stageList()->setCurrentRow(1);
    const Uuid second = page->stageList()->current();
    board.desktop.press(Qt::Key_Down, Qt::AltModifier);
    CHECK(waitFor([&] { return board.company.text("stage", second, "position") == "3"; }));
    for (int i = 0; i < 3; ++i) {  // each change can be undone
        board.desktop.window().undo();
        board.desktop.rest(300);
    }
    CHECK(waitFor([&] { return board.company.text("stage", second, "position") == "2"; }));
    CHECK(waitFor([&] { return board.company.text("stage", offer, "entry_condition").empty(); }));
    CHECK(waitFor([&] { return board.company.text("stage", offer, "entry_fields") == "amount"; }));

    page->newLaneButton()->click();
    REQUIRE(waitFor([&] { return page->laneList()->count() == 2 && page->stageList()->count() == 9; }));
    page->newStageButton()->click();
    CHECK(waitFor([&] { return page->stageList()->count() == 10; }));
    board.desktop.rest(300);
    board.desktop.picture("pipeline-new");
    board.desktop.window().undo();
    CHECK(waitFor([&] { return page->stageList()->count() == 9; }));
    board.desktop.window().undo();
    CHECK(waitFor([&] { return page->laneList()->count() == 1; }));
}

TEST_CASE("A manager reads pipelines and changes nothing there", "[e2e][board]") {
    Company& company = Company::get();
    const std::string login = "reader";
    tests::addUser(*company.connection(), login, "manager", tests::ServerFixture::password());
    Desktop::Options options = company.options();
    options.user = login;
    Desktop desktop(options);
    REQUIRE(desktop.waitInside());
    auto* page = qobject_cast<view::PipelinePage*>(desktop.open("table/pipeline"));
    REQUIRE(page);
    REQUIRE(waitFor([&] { return page->stageList()->count() == 9; }));
    CHECK_FALSE(page->newLaneButton()->isVisible());
    CHECK_FALSE(page->newStageButton()->isVisible());
    CHECK(page->form()->editor("name")->findChild<QLineEdit*>()->isReadOnly());
    CHECK(page->form()->condition("entry_condition")->findChild<QLineEdit*>()->isReadOnly());
    const Uuid second = page->stageList()->order()[1];
    page->stageList()->setFocus();
    page->stageList()->setCurrentRow(1);
    QTest::keyClick(page->stageList(), Qt::Key_Down, Qt::AltModifier);
    CHECK(page->stageList()->order()[1] == second);
    desktop.picture("pipeline-reader");
}

TEST_CASE("Pictures of the board and of pipelines in the dark", "[e2e][board]") {
    Desktop::Options options = Company::get().options();
    options.appearance = ui::Appearance::Dark;
    options.size = QSize(1600, 900);
    Board board(options);
    board.desktop.picture("board-marks-dark");
    auto* page = qobject_cast<view::PipelinePage*>(board.desktop.open("table/pipeline"));
    REQUIRE(page);
    REQUIRE(waitFor([&] { return page->stageList()->count() == 9; }));
    board.desktop.rest(400);
    board.desktop.picture("pipeline-dark");
    REQUIRE(board.desktop.board("task"));
    board.desktop.rest(400);
    board.desktop.picture("board-task-dark");
    // Any choice makes a board, also where the entity names none.
    view::BoardPage* companies = board.desktop.board("company");
    REQUIRE(companies);
    CHECK(companies->board().columnField()->type() == v1::CHOICE);
    quint64 shown = 0;
    for (view::BoardColumnView* view : companies->columnViews()) shown += view->column()->count();
    CHECK(shown >= 12);
    board.desktop.rest(400);
    board.desktop.picture("board-company-dark");
}
