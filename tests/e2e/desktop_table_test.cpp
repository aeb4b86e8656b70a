// The table as a place to work in: cells as in a spreadsheet, many records at once, filters, saved views, groups.
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/model/clipboard.h"
#include "client/model/groups.h"
#include "client/ui/table_header.h"
#include "client/view/editors/field_editor.h"
#include "client/view/filter_bar.h"
#include "client/view/filter_panel.h"
#include "client/view/filter_row.h"
#include "client/view/filter_value.h"
#include "client/view/table_actions.h"
#include "client/view/table_bulk_dialog.h"
#include "client/view/table_columns.h"
#include "client/view/table_edits.h"
#include "client/view/table_new_row.h"
#include "client/view/table_paste_report.h"
#include "client/view/table_replace_dialog.h"
#include "client/view/table_totals.h"
#include "client/view/view_menu.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

struct Sheet {
    explicit Sheet(const std::string& entity, Desktop::Options options = Company::get().options()) : desktop(options) {
        REQUIRE(desktop.waitInside());
        page = desktop.table(entity);
        REQUIRE(page);
        REQUIRE(settled());
    }
    bool settled() {
        return waitFor([&] {
            auto& model = page->table().records();
            return model.isTotalKnown() && !model.isLoading();
        });
    }
    view::RecordTable& table() { return page->table(); }
    model::RecordTableModel& model() { return page->table().records(); }
    int column(const std::string& path) {
        for (int at = 0; at < model().columnCount(); ++at)
            if (model().pathAt(at) == path) return at;
        return -1;
    }
    QString cell(int row, const std::string& path) { return model().index(row, column(path)).data().toString(); }
    void columns(const std::vector<std::string>& paths) {
        page->state().edit([&](v1::TableView& view) {
            view.clear_columns();
            for (const std::string& path : paths) view.add_columns()->set_path(path);
        });
        REQUIRE(waitFor([&] { return model().columnCount() == static_cast<int>(paths.size()); }));
        REQUIRE(settled());
    }
    void filter(const std::string& text) {
        page->state().edit([&](v1::TableView& view) { view.set_filter(text); });
        REQUIRE(waitFor([&] { return model().query().filter == text && page->table().isVisible(); }));
        REQUIRE(settled());
        desktop.rest(50);
    }
    void select(int top, const std::string& from, int bottom, const std::string& to) {
        desktop.window().activateWindow();
        table().setFocus();
        REQUIRE(waitFor([&] { return table().hasFocus(); }));
        table().setCurrentIndex(model().index(top, column(from)));
        table().selectionModel()->select(
            QItemSelection(model().index(top, column(from)), model().index(bottom, column(to))),
            QItemSelectionModel::ClearAndSelect);
    }
    bool done() {
        return waitFor([&] { return !table().edits().isBusy() && desktop.program().commands().pending() == 0; }) &&
               settled();
    }

    Desktop desktop;
    view::TablePage* page = nullptr;
};

QString lines(int count, const QString& prefix) {
    QStringList out;
    for (int i = 0; i < count; ++i)
        out << QStringLiteral("%1 %2\tГород %3\t%4").arg(prefix).arg(i, 3, 10, QLatin1Char('0')).arg(i % 5).arg(10 + i);
    return out.join(u'\n');
}

/// A dialog alone: the picture of the window is without it.
void grab(QWidget* dialog, const std::string& name) {
    QDir().mkpath(QStringLiteral(KUPETS_SCREENSHOTS));
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/%1.png").arg(QString::fromStdString(name)));
}

}  // namespace

TEST_CASE("Fifty rows come from a spreadsheet, what is wrong is named, and all goes back by one undo", "[e2e]") {
    Sheet sheet("company");
    sheet.columns({"name", "city", "employees"});
    const int before = sheet.model().rowCount();
    QString text = lines(50, QStringLiteral("Вставка"));
    QGuiApplication::clipboard()->setText(text + QStringLiteral("\nВставка плохая\tГород 0\tмного"));
    sheet.table().setFocus();
    sheet.desktop.press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    view::PasteReport* report = nullptr;
    REQUIRE(waitFor([&] { return (report = sheet.desktop.window().findChild<view::PasteReport*>()) != nullptr; }));
    REQUIRE(report->lines().size() == 1);
    CHECK(report->lines().front().contains(QStringLiteral("51|Сотрудников|много")));
    sheet.desktop.picture("table-paste-report");
    report->findChild<QPushButton*>(QStringLiteral("skip"))->click();
    REQUIRE(sheet.done());
    REQUIRE(waitFor([&] { return sheet.model().rowCount() == before + 51; }));
    sheet.filter("STARTS_WITH(name, \"Вставка 0\")");
    CHECK(sheet.model().rowCount() == 50);
    CHECK(sheet.cell(3, "employees") == QStringLiteral("13"));
    sheet.desktop.picture("table-pasted");

    // Copied as they stand, they come back as they were.
    sheet.select(0, "city", 2, "employees");
    sheet.desktop.press(Qt::Key_C, Qt::ControlModifier);
    CHECK(model::readTsv(QGuiApplication::clipboard()->text()).size() == 3);
    CHECK(sheet.page->selectionText().contains(QStringLiteral("3 × 2")));
    CHECK(sheet.page->selectionText().contains(QStringLiteral("33")));

    // The first city goes down the column; the cells are cleared; each is one step.
    sheet.select(0, "city", 49, "city");
    sheet.desktop.press(Qt::Key_D, Qt::ControlModifier);
    REQUIRE(sheet.done());
    CHECK(waitFor([&] { return sheet.cell(49, "city") == sheet.cell(0, "city"); }));
    sheet.select(10, "employees", 19, "employees");
    sheet.desktop.press(Qt::Key_Delete);
    REQUIRE(sheet.done());
    CHECK(waitFor([&] { return sheet.cell(15, "employees").isEmpty(); }));
    sheet.desktop.window().undo();
    CHECK(waitFor([&] { return sheet.cell(15, "employees") == QStringLiteral("25"); }));
    sheet.desktop.window().undo();
    CHECK(waitFor([&] { return sheet.cell(49, "city") == QStringLiteral("Город 4"); }));

    // In the selection, a text becomes another.
    sheet.select(0, "name", 49, "city");
    view::ReplaceDialog* replace = sheet.page->many().replace();
    replace->what()->setText(QStringLiteral("Город 3"));
    replace->with()->setText(QStringLiteral("Кострома"));
    sheet.desktop.picture("table-replace");
    replace->go()->click();
    REQUIRE(sheet.done());
    CHECK(waitFor([&] { return sheet.cell(3, "city") == QStringLiteral("Кострома"); }));
    sheet.desktop.window().undo();
    sheet.desktop.window().undo();
    CHECK(waitFor([&] { return sheet.model().rowCount() == 0; }));
}

TEST_CASE("A thousand rows of ten cells are pasted within two seconds", "[e2e]") {
    Sheet sheet("company");
    sheet.columns({"name", "full_name", "city", "country", "industry", "employees", "founded_year", "discount", "note",
                   "website"});
    const int before = sheet.model().rowCount();
    QStringList rows;
    for (int i = 0; i < 1000; ++i)
        rows << QStringLiteral(
                    "Скорость %1\tОбщество %1\tГород\tРоссия\tСвязь\t%2\t1999\t5\tзаметка %1\thttps://s%1.ru")
                    .arg(i)
                    .arg(i);
    QElapsedTimer clock;
    clock.start();
    sheet.table().edits().pasteGrid(model::readTsv(rows.join(u'\n')), true);
    REQUIRE(sheet.done());
    CHECK(waitFor([&] { return sheet.model().rowCount() == before + 1000; }));
    WARN("paste of 1,000 × 10 cells: " << clock.elapsed() << " ms");
    sheet.desktop.window().undo();
    CHECK(waitFor([&] { return sheet.desktop.program().commands().pending() == 0; }));
}

TEST_CASE("A filter is made in its row, kept as a view, and found again in another window", "[e2e]") {
    const QString name = QStringLiteral("Московские");
    {
        Sheet sheet("company");
        const int all = sheet.model().rowCount();
        sheet.desktop.press(Qt::Key_F3);
        REQUIRE(waitFor([&] { return sheet.page->filter().isOpen(); }));
        view::FilterRow& row = *sheet.page->filter().panel()->rows().front();
        sheet.desktop.type(QStringLiteral("горо"));  // by keys alone: field, condition, value
        sheet.desktop.press(Qt::Key_Tab);
        CHECK(row.condition().path == "city");
        CHECK(row.is()->hasFocus());
        sheet.desktop.press(Qt::Key_Tab);
        REQUIRE(row.value()->isAncestorOf(QApplication::focusWidget()));
        sheet.desktop.type(QStringLiteral("моск"));
        REQUIRE(waitFor([&] { return sheet.model().query().filter == "CONTAINS(city, \"моск\")"; }));
        REQUIRE(sheet.settled());
        sheet.desktop.picture("table-filter");
        CHECK(sheet.model().rowCount() < all);
        sheet.desktop.press(Qt::Key_Escape);
        sheet.desktop.picture("table-filter-chips");
        CHECK(sheet.page->state().isChanged());
        if (!sheet.page->views().isVisible()) return;
        sheet.page->views().saveAs(name);
        REQUIRE(waitFor([&] { return sheet.page->state().saved() && !sheet.page->state().isChanged(); }));
        sheet.desktop.picture("table-view");
    }
    Sheet again("company");
    REQUIRE(waitFor([&] { return !again.page->views().views().empty(); }));
    again.page->views().choose(again.page->views().views().front().id);
    CHECK(waitFor([&] { return again.model().query().filter == "CONTAINS(city, \"моск\")"; }));
    CHECK(again.page->filter().chipTexts().size() == 1);
    again.page->views().remove();
    CHECK(waitFor([&] { return again.page->views().views().empty(); }));
}

TEST_CASE("Rows stand in groups with subtotals, in colours, with computed columns and totals", "[e2e]") {
    for (const auto appearance : {ui::Appearance::Light, ui::Appearance::Dark}) {
        Desktop::Options options = Company::get().options();
        options.appearance = appearance;
        const std::string mood = appearance == ui::Appearance::Light ? "" : "-dark";
        Sheet sheet("deal", options);
        sheet.page->state().edit([](v1::TableView& view) {
            v1::ViewColumn* column = view.add_columns();
            column->set_path("=amount * 0.2");
            column->set_label("НДС");
            column->set_total(v1::Aggregate::FUNCTION_SUM);
            for (v1::ViewColumn& each : *view.mutable_columns())
                if (each.path() == "amount") each.set_total(v1::Aggregate::FUNCTION_SUM);
            v1::ColorRule* rule = view.add_colors();
            rule->set_when("amount > 1000000");
            rule->set_color("yellow");
            view.set_frozen(1);
        });
        REQUIRE(sheet.settled());
        const int vat = sheet.column("=amount * 0.2");
        REQUIRE(vat >= 0);
        CHECK(sheet.model().headerData(vat, Qt::Horizontal, Qt::DisplayRole).toString() == QStringLiteral("НДС"));
        REQUIRE(waitFor([&] { return !sheet.page->totals().textOf("amount").isEmpty(); }));
        sheet.desktop.picture("table-colors" + mood);
        bool colored = false;
        for (int row = 0; row < std::min(sheet.model().rowCount(), 100); ++row)
            colored = colored ||
                      sheet.model().index(row, 0).data(model::RuleColorRole).toString() == QStringLiteral("yellow");
        CHECK(colored);

        const int all = sheet.model().rowCount();
        sheet.page->columns().groupBy("stage");
        REQUIRE(waitFor([&] { return sheet.model().isGrouped() && sheet.model().isTotalKnown(); }));
        const int heads = sheet.model().rowCount();
        REQUIRE(heads > 2);
        CHECK(sheet.model().recordCount() == all);
        CHECK(sheet.model().groups()->title(0) == QStringLiteral("Первичный контакт"));  // as on the board
        CHECK(sheet.model().groups()->title(1) == QStringLiteral("Квалификация"));
        sheet.table().setFocus();
        sheet.table().setCurrentIndex(sheet.model().index(1, 0));
        sheet.desktop.press(Qt::Key_Right);
        REQUIRE(waitFor([&] { return sheet.model().rowCount() > heads; }));
        CHECK(sheet.model().rowCount() == heads + static_cast<int>(sheet.model().groups()->groupAt(1).count));
        REQUIRE(waitFor([&] { return !sheet.model().idAt(2).isNil(); }));
        sheet.desktop.picture("table-groups" + mood);
        sheet.desktop.press(Qt::Key_Left);
        CHECK(waitFor([&] { return sheet.model().rowCount() == heads; }));
        sheet.page->state().show({});
        REQUIRE(waitFor([&] { return !sheet.model().isGrouped(); }));
    }
}

TEST_CASE("A record is made in the line at the end of a table, with what the filter demands", "[e2e]") {
    Company& company = Company::get();
    company.create("company", {{"name", std::string("Самовар")}, {"city", std::string("Тула")}});
    for (const auto appearance : {ui::Appearance::Light, ui::Appearance::Dark}) {
        Desktop::Options options = company.options();
        options.appearance = appearance;
        const bool light = appearance == ui::Appearance::Light;
        const std::string mood = light ? "" : "-dark";
        const std::string name = light ? "Пряник" : "Гармонь";
        Sheet sheet("company", options);
        sheet.columns({"name", "city", "kind", "owner", "phones", "revenue"});
        sheet.filter("city = \"Тула\"");
        const int before = sheet.model().rowCount();
        sheet.desktop.picture("table-new-row-idle" + mood);
        sheet.desktop.press(Qt::Key_Insert);
        view::TableNewRow& line = sheet.page->newRow();
        REQUIRE(waitFor([&] { return line.isOpen(); }));
        CHECK(line.draft()->value("city") == Value(std::string("Тула")));
        CHECK_FALSE(line.draft()->cell("owner").title.empty());
        sheet.desktop.type(QString::fromStdString(name));
        CHECK(sheet.page->isDirty());
        sheet.desktop.picture("table-new-row" + mood);
        sheet.desktop.press(Qt::Key_Return);
        REQUIRE(waitFor([&] { return sheet.model().rowCount() == before + 1; }));
        const Uuid made = company.find("company", "name = \"" + name + "\"");
        CHECK(company.text("company", made, "city") == "Тула");
        CHECK_FALSE(company.text("company", made, "owner").empty());
        REQUIRE(waitFor([&] { return line.isOpen() && !line.hasWords(); }));  // ready for the next

        // What is wrong is named where it stands, what is missing too.
        REQUIRE(line.isAncestorOf(QApplication::focusWidget()));
        for (int tab = 0; tab < 12 && !line.editor("phones")->isAncestorOf(QApplication::focusWidget()); ++tab)
            sheet.desktop.press(Qt::Key_Tab);
        REQUIRE(line.editor("phones")->isAncestorOf(QApplication::focusWidget()));
        sheet.desktop.type(QStringLiteral("12"));
        CHECK_FALSE(line.trouble().isEmpty());
        sheet.desktop.picture("table-new-row-wrong" + mood);
        sheet.desktop.press(Qt::Key_A, Qt::ControlModifier);
        sheet.desktop.type(QStringLiteral("+7 916 123-45-67"));
        CHECK(line.trouble().isEmpty());
        sheet.desktop.press(Qt::Key_Return);
        REQUIRE(waitFor([&] { return !line.trouble().isEmpty(); }));  // it has no name
        CHECK(line.editor("name")->isAncestorOf(QApplication::focusWidget()));
        sheet.desktop.picture("table-new-row-missing" + mood);
        sheet.desktop.press(Qt::Key_Escape);
        CHECK_FALSE(line.isOpen());
        CHECK(sheet.table().hasFocus());
        CHECK(sheet.model().rowCount() == before + 1);
        sheet.page->columns().groupBy("kind");
        REQUIRE(waitFor([&] { return sheet.model().isGrouped(); }));
        CHECK_FALSE(line.isVisible());
        sheet.page->state().show({});
        sheet.desktop.rest(300);
        sheet.desktop.picture("table-new-row-pinned" + mood);
        sheet.desktop.window().undo();
        sheet.page->state().edit([&](v1::TableView& view) { view.set_filter("name = \"" + name + "\""); });
        CHECK(waitFor([&] { return sheet.model().recordCount() == 0; }));
    }
}

TEST_CASE("All of a filter is changed at once, with exact counts, and taken back", "[e2e]") {
    Sheet sheet("company");
    sheet.columns({"name", "city", "note"});
    QGuiApplication::clipboard()->setText(
        lines(20, QStringLiteral("Оптом")).remove(QRegularExpression(QStringLiteral("\t\\d+(?=\\n|$)"))));
    sheet.table().edits().paste(true);
    REQUIRE(sheet.done());
    sheet.filter("STARTS_WITH(name, \"Оптом\")");
    REQUIRE(sheet.model().rowCount() == 20);
    view::BulkDialog* dialog = sheet.page->many().changeMany();
    dialog->setField("city");
    dialog->setAll(true);
    dialog->setValue({std::string("Тверь"), {}});
    REQUIRE(dialog->go()->isEnabled());
    REQUIRE(waitFor([&] { return dialog->forecastText() == QStringLiteral("Изменится: 20"); }));
    grab(dialog, "table-bulk");
    CHECK(dialog->go()->text().contains(QStringLiteral("20")));
    std::optional<bool> ok;
    QObject::connect(&sheet.page->many(), &view::TableActions::ended, [&ok](bool good) { ok = good; });
    dialog->go()->click();
    REQUIRE(waitFor([&] { return ok.has_value(); }));
    REQUIRE(*ok);
    CHECK(waitFor([&] { return sheet.cell(7, "city") == QStringLiteral("Тверь"); }));
    sheet.desktop.picture("table-bulk-done");
    sheet.desktop.window().undo();
    CHECK(waitFor([&] { return sheet.cell(7, "city") == QStringLiteral("Город 2"); }));

    // What cannot be changed is told before, and stays.
    dialog = sheet.page->many().changeMany();
    dialog->setField("name");
    dialog->setAll(true);
    dialog->setFormula(QStringLiteral("IF(city = \"Город 3\"; NULL; IF(city = \"Город 4\"; name; name & \"!\"))"));
    REQUIRE(waitFor([&] { return dialog->forecastText().contains(QStringLiteral("«Оптом 003»")); }));
    CHECK(dialog->forecastText().startsWith(QStringLiteral("Изменится: 12 · уже так: 4\n")));
    CHECK(dialog->forecastText().contains(QStringLiteral("как есть: 4\n")));
    grab(dialog, "table-bulk-refusals");
    CHECK(sheet.cell(7, "name") == QStringLiteral("Оптом 007"));  // it was only tried
    ok.reset();
    dialog->go()->click();
    REQUIRE(waitFor([&] { return ok.has_value(); }));
    CHECK(*ok);
    CHECK(waitFor([&] { return sheet.cell(7, "name") == QStringLiteral("Оптом 007!"); }));
    CHECK(sheet.cell(3, "name") == QStringLiteral("Оптом 003"));
    sheet.desktop.window().undo();
    CHECK(waitFor([&] { return sheet.cell(7, "name") == QStringLiteral("Оптом 007"); }));
}
