// A list goes into a file as a person sees it, and the file holds what the list showed.
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <catch2/catch.hpp>

#include "client/view/export_dialog.h"
#include "client/view/table_actions.h"
#include "client/view/view_state.h"
#include "common/sheet/book.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

struct List {
    explicit List(const std::string& entity, Desktop::Options options = Company::get().options()) : desktop(options) {
        REQUIRE(desktop.waitInside());
        page = desktop.table(entity);
        REQUIRE(page);
        REQUIRE(settled());
    }
    bool settled() {
        return waitFor([&] { return model().isTotalKnown() && !model().isLoading(); });
    }
    model::RecordTableModel& model() { return page->table().records(); }
    view::ExportDialog* dialog() {
        view::ExportDialog* found = nullptr;
        waitFor([&] { return (found = desktop.window().findChild<view::ExportDialog*>()) && found->isVisible(); });
        REQUIRE(found);
        return found;
    }
    QString folder() { return desktop.folder(); }

    Desktop desktop;
    view::TablePage* page = nullptr;
};

struct Read {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<sheet::CellKind> kinds;  // of the last row
};

Read readBook(const QString& path) {
    Read out;
    auto book = sheet::Book::open(path.toStdString());
    REQUIRE(book);
    auto reader = (*book)->read(0);
    REQUIRE(reader);
    sheet::Row row;
    while (*(*reader)->next(row)) {
        std::vector<std::string> cells;
        out.kinds.clear();
        for (const auto& cell : row.cells) {
            cells.emplace_back(cell.text);
            out.kinds.push_back(cell.kind);
        }
        if (out.header.empty())
            out.header = std::move(cells);
        else
            out.rows.push_back(std::move(cells));
    }
    return out;
}

void grab(QWidget* dialog, const std::string& name) {
    QDir().mkpath(QStringLiteral(KUPETS_SCREENSHOTS));
    dialog->grab().save(QStringLiteral(KUPETS_SCREENSHOTS "/%1.png").arg(QString::fromStdString(name)));
}

}  // namespace

TEST_CASE("The list that is shown goes to Excel by key: its filter, order and columns, typed", "[e2e]") {
    List list("deal");
    list.page->state().edit([](v1::TableView& view) {
        view.clear_columns();
        for (const char* path : {"name", "company", "amount", "stage", "created_at"})
            view.add_columns()->set_path(path);
        auto* formula = view.add_columns();
        formula->set_path("=amount * 2");
        view.set_filter("amount > 0");
        view.clear_sort();
        auto* sort = view.add_sort();
        sort->set_path("name");
        sort->set_descending(true);
    });
    REQUIRE(waitFor([&] { return list.model().columnCount() == 6; }));
    REQUIRE(list.settled());
    const int shown = list.model().recordCount();
    REQUIRE(shown > 1);
    list.desktop.picture("export-list");

    list.page->table().setFocus();
    list.desktop.press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    view::ExportDialog* dialog = list.dialog();
    list.desktop.rest();
    grab(dialog, "export-dialog");
    const QString path = list.folder() + QStringLiteral("/сделки.xlsx");
    bool ended = false;
    bool ok = false;
    QObject::connect(dialog, &view::ExportDialog::ended, [&](bool how) {
        ended = true;
        ok = how;
    });
    // The button asks for a name in the system's own dialog.
    const auto buttons = dialog->findChildren<QPushButton*>();
    const auto save = std::ranges::find_if(buttons, [](QPushButton* b) { return b->isDefault(); });
    REQUIRE(save != buttons.end());
    (*save)->click();
    QFileDialog* file = nullptr;
    REQUIRE(waitFor([&] { return (file = dialog->findChild<QFileDialog*>()) && file->isVisible(); }));
    CHECK(file->defaultSuffix() == QStringLiteral("xlsx"));
    Q_EMIT file->fileSelected(path);
    file->reject();
    REQUIRE(waitFor([&] { return ended; }));
    CHECK(ok);
    list.desktop.rest(200);
    list.desktop.picture("export-done");

    const Read read = readBook(path);
    CHECK(static_cast<int>(read.rows.size()) == shown);
    REQUIRE(read.header.size() == 6);
    for (int at = 0; at < 6; ++at)
        CHECK(read.header[static_cast<std::size_t>(at)] ==
              list.model().headerData(at, Qt::Horizontal, Qt::DisplayRole).toString().toStdString());
    for (int row = 0; row < std::min(shown, 20); ++row) {
        const auto& cells = read.rows[static_cast<std::size_t>(row)];
        CHECK(cells[0] == list.model().index(row, 0).data().toString().toStdString());
        CHECK(cells[3] == list.model().index(row, 3).data().toString().toStdString());
    }
    CHECK(read.kinds[2] == sheet::CellKind::Number);
    CHECK(read.kinds[4] == sheet::CellKind::DateTime);
    CHECK(read.kinds[5] == sheet::CellKind::Number);
}

TEST_CASE("A search goes to CSV, stopped, an export leaves no file, a folder that is not there is told", "[e2e]") {
    List list("company", [] {
        auto options = Company::get().options();
        options.appearance = ui::Appearance::Dark;
        return options;
    }());
    view::ExportDialog* dialog = list.page->many().exportList();
    REQUIRE(dialog);
    dialog->setFormat(sheet::Format::Csv);
    list.desktop.rest();
    grab(dialog, "export-dialog-dark");
    const int shown = list.model().recordCount();
    std::optional<bool> ok;
    const auto watch = [&](view::ExportDialog* which) {
        ok.reset();
        QObject::connect(which, &view::ExportDialog::ended, [&](bool how) { ok = how; });
    };
    watch(dialog);
    dialog->writeTo(list.folder() + QStringLiteral("/a.csv"));
    REQUIRE(waitFor([&] { return ok.has_value(); }));
    CHECK(*ok);
    CHECK(static_cast<int>(readBook(list.folder() + QStringLiteral("/a.csv")).rows.size()) == shown);

    dialog = list.page->many().exportList();
    watch(dialog);
    dialog->writeTo(list.folder() + QStringLiteral("/нет такой папки/b.xlsx"));
    REQUIRE(waitFor([&] { return ok.has_value(); }));
    CHECK_FALSE(*ok);
    list.desktop.rest(200);
    list.desktop.picture("export-refused");

    dialog = list.page->many().exportList();
    watch(dialog);
    dialog->writeTo(list.folder() + QStringLiteral("/c.xlsx"));
    dialog->reject();
    REQUIRE(ok.has_value());
    CHECK_FALSE(*ok);
    list.desktop.rest(300);
    CHECK(QDir(list.folder()).entryList({QStringLiteral("c.xlsx*")}).isEmpty());
}
