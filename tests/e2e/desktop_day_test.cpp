// A sales manager's whole working day in the real window, by keys, in Russian, while a colleague's window beside it
// shows each step as it happens.
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/model/chronology_model.h"
#include "client/ui/search_field.h"
#include "client/ui/toast.h"
#include "client/view/board_column_view.h"
#include "client/view/card_form.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/editors/field_editor.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/search_popup.h"
#include "client/view/stage_dialog.h"
#include "client/view/table_actions.h"
#include "client/view/table_bulk_dialog.h"
#include "client/view/table_edits.h"
#include "client/view/view_state.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

Desktop::Options as(const std::string& login) {
    Desktop::Options options = Company::get().options();
    const std::string password = "Добрый день, " + login;
    Company::get().letIn(login, password);
    options.user = login;
    options.password = password;
    options.size = QSize(1440, 900);
    return options;
}

/// The manager, and the head of his department who looks on.
class Day {
public:
    Day() : manager(as("belyaev")), colleague(as("sokolova")) {
        REQUIRE(manager.waitInside());
        REQUIRE(colleague.waitInside());
    }

    Company& company = Company::get();
    Desktop manager;
    Desktop colleague;

    void toManager() {
        manager.window().activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&manager.window()));
    }
    QString address() { return manager.window().pages()->currentAddress(); }
    view::CardPage* card() { return qobject_cast<view::CardPage*>(manager.window().pages()->current()); }
    view::TablePage* table() { return qobject_cast<view::TablePage*>(manager.window().pages()->current()); }
    view::BoardPage* board() { return qobject_cast<view::BoardPage*>(manager.window().pages()->current()); }
    void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { manager.press(code, modifiers); }

    /// Ctrl+K, the words, Enter.
    void find(const QString& words) {
        key(Qt::Key_K, Qt::ControlModifier);
        REQUIRE(waitFor([&] { return manager.window().searchPopup()->isVisible(); }));
        manager.type(words);
        REQUIRE(waitFor([&] { return manager.window().searchPopup()->isSettled(); }));
        picture("find");
        key(Qt::Key_Return);
    }
    /// A command by its own words out of the palette.
    void command(const QString& id) {
        const command::Actions all = manager.window().actions();
        const command::Action* action = command::findAction(all, id);
        REQUIRE(action);
        find(action->text);
    }
    /// Tab until the focus stands in this field.
    bool tabTo(const std::string& field) {
        for (int step = 0; step < 90; ++step) {
            for (QWidget* at = QApplication::focusWidget(); at; at = at->parentWidget())
                if (auto* editor = qobject_cast<view::FieldEditor*>(at); editor && editor->name() == field) return true;
            key(Qt::Key_Tab);
        }
        return false;
    }
    /// Types a title into a reference's field and takes the first that is proposed.
    void choose(const std::string& field, const QString& title) {
        REQUIRE(tabTo(field));
        manager.type(title);
        view::ReferenceEditor* editor = nullptr;
        for (QWidget* at = QApplication::focusWidget(); at && !editor; at = at->parentWidget())
            editor = qobject_cast<view::ReferenceEditor*>(at);
        REQUIRE(editor);
        REQUIRE(waitFor([&] { return editor->isPicking(); }));
        manager.rest(500);
        key(Qt::Key_Return);
        REQUIRE(waitFor([&] { return !editor->isPicking(); }));
    }
    void save() { key(Qt::Key_S, Qt::ControlModifier); }
    bool quiet() {
        return waitFor([&] { return manager.program().commands().pending() == 0; });
    }
    std::string stageOf(const Uuid& deal) { return company.text("deal", deal, "stage.name"); }

    /// Each page once in light and once in dark.
    void picture(const std::string& name) {
        manager.picture("day-" + name);
        manager.program().theme().apply(ui::Appearance::Dark);
        manager.picture("day-" + name + "-dark");
        manager.program().theme().apply(ui::Appearance::Light);
    }
};

view::StageDialog* dialogOf() {
    for (QWidget* window : QApplication::topLevelWidgets())
        if (auto* found = qobject_cast<view::StageDialog*>(window); found && found->isVisible()) return found;
    return nullptr;
}

void onTheBoard(Day& day, const Uuid& deal, const QString& name) {
    day.key(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(waitFor([&] { return day.board() != nullptr; }));
    REQUIRE(waitFor([&] { return day.board()->board().columnOf(deal) != nullptr; }));
    day.key(Qt::Key_F, Qt::ControlModifier);
    day.manager.type(name);
    REQUIRE(waitFor([&] {
        quint64 shown = 0;
        for (const auto* column : day.board()->board().columns()) shown += column->count();
        return shown == 1 && !day.board()->board().isLoading();
    }));
    day.key(Qt::Key_Return);
}

std::string shownIn(Day& day, const Uuid& deal) {
    const model::BoardColumn* column = day.board()->board().columnOf(deal);
    return column ? column->title().toStdString() : std::string();
}

/// Puts the keys onto the deal's tile, as arrows would.
view::TileList* tile(Day& day, const Uuid& deal) {
    for (view::BoardColumnView* view : day.board()->columnViews())
        if (view->column() && view->column()->rowOf(deal) >= 0) {
            view->tiles()->setFocus();
            view->tiles()->setCurrentIndex(view->column()->index(view->column()->rowOf(deal)));
            return view->tiles();
        }
    return nullptr;
}

}  // namespace

TEST_CASE("A manager's working day, and a colleague who sees each step", "[e2e][day]") {
    Day day;
    Company& company = day.company;
    const Uuid client = company.find("company", "name = \"Северный склад\"");
    view::CardPage* seen = day.colleague.card("company", client);
    REQUIRE(seen);

    // Morning: a client is found by a piece of his name.
    day.toManager();
    day.find(QStringLiteral("северный"));
    REQUIRE(waitFor([&] { return day.address().toStdString() == "record/company/" + client.text(); }));
    REQUIRE(waitFor([&] { return day.card()->draft() != nullptr; }));
    day.picture("client");

    // His telephone is another one now.
    REQUIRE(day.tabTo("phones"));
    day.key(Qt::Key_A, Qt::ControlModifier);
    day.manager.type(QStringLiteral("8 (812) 200-10-31"));
    day.save();
    REQUIRE(day.quiet());
    CHECK(waitFor([&] { return company.text("company", client, "phones").find("+78122001031") != std::string::npos; }));
    CHECK(waitFor([&] { return toText(seen->draft()->value("phones")).find("+78122001031") != std::string::npos; }));

    // A person there.
    view::TablePage* people = day.colleague.table("contact");
    const int before = people->table().records().rowCount();
    day.toManager();
    day.command(QStringLiteral("new.contact"));
    REQUIRE(waitFor([&] { return day.address().startsWith(QStringLiteral("new/contact/")); }));
    REQUIRE(day.tabTo("name"));
    day.manager.type(QStringLiteral("Тихонова Раиса Львовна"));
    day.choose("company", QStringLiteral("северный"));
    REQUIRE(waitFor([&] { return !isNull(day.card()->draft()->value("company")); }));
    REQUIRE(day.tabTo("phones"));
    day.manager.type(QStringLiteral("89217778899"));
    day.picture("person");
    day.save();
    REQUIRE(waitFor([&] { return day.address().startsWith(QStringLiteral("record/contact/")); }));
    const Uuid person = day.card()->key().id;
    CHECK(company.text("contact", person, "company.name") == "Северный склад");
    CHECK(waitFor([&] { return people->table().records().rowCount() == before + 1; }));

    // A call is noted where it is read.
    view::CardPage* other = day.colleague.card("contact", person);
    REQUIRE(other);
    day.toManager();
    int call = -1;
    const auto& kinds = day.card()->chronology()->composer().kinds();
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i].code == "call") call = static_cast<int>(i);
    REQUIRE(call >= 0);
    day.command(QStringLiteral("chronology.write.%1").arg(call));
    REQUIRE(waitFor([&] { return day.card()->chronology()->composer().text()->hasFocus(); }));
    day.manager.type(QStringLiteral("Просит стеллажи к весне"));
    day.picture("call");
    day.key(Qt::Key_Return, Qt::ControlModifier);
    CHECK(waitFor([&] { return company.text("contact", person, "=COUNT(activities)") == "1"; }));
    CHECK(waitFor([&] { return other->chronology()->chronology().rowCount() >= 2; }));

    // A deal of it.
    day.key(Qt::Key_1, Qt::AltModifier);
    REQUIRE(waitFor([&] { return day.address().endsWith(QStringLiteral("/deal")); }));
    day.key(Qt::Key_N, Qt::ControlModifier);
    REQUIRE(waitFor([&] { return day.address().startsWith(QStringLiteral("new/deal/")); }));
    REQUIRE(day.tabTo("name"));
    day.manager.type(QStringLiteral("Стеллажи к весне"));
    day.choose("company", QStringLiteral("северный"));
    day.choose("contact", QStringLiteral("тихонова"));
    REQUIRE(waitFor([&] { return !isNull(day.card()->draft()->value("stage")); }));
    day.save();
    REQUIRE(waitFor([&] { return day.address().startsWith(QStringLiteral("record/deal/")); }));
    const Uuid deal = day.card()->key().id;
    CHECK(waitFor([&] { return !isNull(day.card()->draft()->value("stage_since")); }));
    day.picture("deal");

    // Through the stages: each asks for what it needs.
    view::BoardPage* lookedOn = day.colleague.board("deal");
    REQUIRE(waitFor([&] { return lookedOn->board().columnOf(deal) != nullptr; }));
    day.toManager();
    day.key(Qt::Key_1, Qt::AltModifier);
    REQUIRE(waitFor([&] { return day.table() || day.board(); }));
    onTheBoard(day, deal, QStringLiteral("Стеллажи к весне"));
    day.picture("board");
    int asked = 0;
    for (int step = 0; step < 8 && day.stageOf(deal) != "Заключение договора"; ++step) {
        const std::string from = day.stageOf(deal);
        REQUIRE(waitFor([&] { return shownIn(day, deal) == from && tile(day, deal) != nullptr; }));
        QTest::keyClick(tile(day, deal), Qt::Key_Right, Qt::ControlModifier);
        REQUIRE(waitFor([&] { return dialogOf() != nullptr || day.stageOf(deal) != from; }));
        if (view::StageDialog* dialog = dialogOf()) {
            day.manager.rest(150);
            for (const char* field : {"amount", "expected_close"})
                if (view::FieldEditor* editor = dialog->editor(field)) {
                    auto* line = editor->findChild<QLineEdit*>();
                    line->setFocus();
                    QTest::keyClicks(
                        line, std::string(field) == "amount" ? QStringLiteral("480000") : QStringLiteral("01.03.2027"));
                }
            if (asked++ == 0) dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/day-stage.png"));
            QTest::mouseClick(dialog->moveButton(), Qt::LeftButton);
            REQUIRE(waitFor([] { return dialogOf() == nullptr; }));
        }
        REQUIRE(waitFor([&] { return day.stageOf(deal) != from; }));
    }
    CHECK(asked >= 1);
    CHECK(day.stageOf(deal) == "Заключение договора");
    CHECK(company.text("deal", deal, "amount") == "480000 RUB");
    CHECK(waitFor([&] {
        const model::BoardColumn* column = lookedOn->board().columnOf(deal);
        return column && column->title() == QStringLiteral("Заключение договора");
    }));

    // It is lost, with the reason.
    REQUIRE(waitFor([&] { return tile(day, deal) != nullptr; }));
    QTest::keyClick(tile(day, deal), Qt::Key_L);
    REQUIRE(waitFor([] { return dialogOf() != nullptr; }));
    day.manager.rest(200);
    auto* reason = dialogOf()->editor("refusal_reason")->findChild<QLineEdit*>();
    REQUIRE(reason);
    reason->setFocus();
    day.manager.type(QStringLiteral("доро"));
    day.manager.rest(600);
    QTest::keyClick(reason, Qt::Key_Return);
    day.manager.rest(100);
    dialogOf()->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/day-lost.png"));
    QTest::mouseClick(dialogOf()->moveButton(), Qt::LeftButton);
    REQUIRE(waitFor([] { return dialogOf() == nullptr; }));
    CHECK(waitFor([&] { return day.stageOf(deal) == "Отказ"; }));
    CHECK(company.text("deal", deal, "refusal_reason.name") == "Дорого");

    // His contacts of one client go to a colleague all at once, and come back by Ctrl+Z.
    view::TablePage* contacts = day.colleague.table("contact");
    day.toManager();
    day.command(QStringLiteral("go.contact"));
    REQUIRE(waitFor([&] { return day.table() && day.address() == QStringLiteral("table/contact"); }));
    const auto settled = [&] {
        const auto& records = day.table()->table().records();
        return records.isTotalKnown() && !records.isLoading();
    };
    REQUIRE(waitFor(settled));
    day.table()->state().edit([](v1::TableView& view) { view.set_filter("company.name = \"Северный склад\""); });
    REQUIRE(waitFor([&] { return settled() && day.table()->table().records().rowCount() == 3; }));
    const Uuid gordeeva = company.find("user", "login = \"gordeeva\"");
    view::BulkDialog* bulk = day.table()->many().changeMany();
    bulk->setField("owner");
    bulk->setAll(true);
    bulk->setValue({gordeeva, "Гордеева Ольга Сергеевна"});
    day.manager.rest(200);
    bulk->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/day-bulk.png"));
    REQUIRE(bulk->go()->isEnabled());
    bulk->go()->click();
    const auto owned = [&](const std::string& login) {
        return company.text("contact", person, "owner.login") == login;
    };
    REQUIRE(waitFor([&] { return owned("gordeeva"); }));
    const auto shownOwner = [&]() -> std::string {
        auto& records = contacts->table().records();
        const int row = records.rowOf(person);
        for (int column = 0; row >= 0 && column < records.columnCount(); ++column)
            if (records.pathAt(column) == "owner") return records.index(row, column).data().toString().toStdString();
        return {};
    };
    contacts->search().setText(QStringLiteral("Тихонова"));
    CHECK(waitFor([&] { return shownOwner() == "Гордеева Ольга Сергеевна"; }));
    REQUIRE(day.quiet());
    day.toManager();
    day.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK(waitFor([&] { return owned("belyaev"); }));
    // What stands no more is not offered to be undone.
    const auto* toasts = day.manager.window().findChild<ui::ToastHost*>();
    CHECK(waitFor([&] { return toasts->texts().filter(QStringLiteral("изменено: 3")).isEmpty(); }));
    CHECK(waitFor([&] { return shownOwner() == "Беляев Антон Павлович"; }));

    // Fifty people from a spreadsheet.
    contacts->search().setText({});
    day.table()->state().reset();
    day.table()->state().edit([](v1::TableView& view) {
        view.clear_columns();
        for (const char* path : {"name", "position", "phones"}) view.add_columns()->set_path(path);
    });
    REQUIRE(waitFor(settled));
    const int known = company.count("contact");
    QStringList rows;
    for (int i = 0; i < 50; ++i)
        rows << QStringLiteral("Новый Человек %1\tСлесарь\t8 495 700-10-%1").arg(i, 2, 10, QLatin1Char('0'));
    QGuiApplication::clipboard()->setText(rows.join(u'\n'));
    day.table()->table().setFocus();
    day.key(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(waitFor([&] { return company.count("contact") == known + 50; }));
    CHECK(waitFor([&] { return contacts->table().records().rowCount() == known + 50; }));
    day.manager.rest(400);
    day.picture("pasted");
    day.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK(waitFor([&] { return company.count("contact") == known; }));
    day.colleague.picture("day-colleague");
}
