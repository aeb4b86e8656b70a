#include "client/view/table_columns.h"

#include <QHeaderView>
#include <QMenu>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/icon.h"
#include "client/ui/table_header.h"
#include "client/view/column_chooser.h"
#include "client/view/filter_bar.h"
#include "client/view/record_table.h"
#include "client/view/table_color_dialog.h"
#include "client/view/table_formula_dialog.h"
#include "client/view/table_totals.h"
#include "client/view/words.h"
#include "common/expr/check.h"

namespace kupets::view {
namespace {

v1::ViewColumn* columnOf(v1::TableView& view, const std::string& path) {
    const auto found = std::ranges::find(*view.mutable_columns(), path, &v1::ViewColumn::path);
    return found == view.mutable_columns()->end() ? nullptr : &*found;
}

}  // namespace

TableColumns::TableColumns(Host& host, const schema::Entity& entity, RecordTable& table, ViewState& state,
                           FilterBar& filter)
    : QObject(&table), host_(host), entity_(entity), table_(table), state_(state), filter_(filter) {
    connect(&table, &RecordTable::columnMenuRequested, this, &TableColumns::openMenu);
    connect(&table, &RecordTable::columnsReordered, this, &TableColumns::takeOrder);
    connect(&table, &RecordTable::sortChosen, this, &TableColumns::takeSort);
    connect(&table, &RecordTable::columnResized, this, [this](const std::string& path, int width) {
        state_.edit([&](v1::TableView& view) {
            if (auto* column = columnOf(view, path)) column->set_width(static_cast<std::uint32_t>(width));
        });
    });
}

QString TableColumns::labelOf(const std::string& path) const {
    for (const v1::ViewColumn& column : state_.shown().columns())
        if (column.path() == path && !column.label().empty()) return toQt(column.label());
    return data::pathLabel(entity_, path, host_.context().language);
}

/// The columns in this order; what each of them had stays.
void TableColumns::setPaths(const std::vector<std::string>& paths) {
    state_.edit([&](v1::TableView& view) {
        v1::TableView old = view;
        view.clear_columns();
        for (const std::string& path : paths) {
            v1::ViewColumn* column = view.add_columns();
            if (const v1::ViewColumn* before = columnOf(old, path)) *column = *before;
            column->set_path(path);
        }
    });
}

void TableColumns::takeOrder() {
    std::vector<std::string> paths;
    QHeaderView& head = table_.header();
    for (int visual = 0; visual < head.count(); ++visual)
        paths.push_back(table_.records().pathAt(head.logicalIndex(visual)));
    for (int at = 0; at < head.count(); ++at) {
        if (head.visualIndex(at) == at) continue;
        const QSignalBlocker quiet(head);
        head.moveSection(head.visualIndex(at), at);
    }
    setPaths(paths);
}

void TableColumns::takeSort() {
    state_.edit([this](v1::TableView& view) {
        view.clear_sort();
        for (const model::SortBy& by : table_.records().query().sort) {
            v1::Sort* out = view.add_sort();
            out->set_path(by.path);
            out->set_descending(by.descending);
        }
    });
}

void TableColumns::choose(QWidget* anchor) {
    std::vector<std::string> shown;
    for (const v1::ViewColumn& column : state_.shown().columns()) shown.push_back(column.path());
    std::map<std::string, QString> labels;
    for (const std::string& path : shown) labels[path] = labelOf(path);
    openColumnChooser(
        anchor, entity_, shown, host_.context(),
        [this](const std::vector<std::string>& paths) { setPaths(paths.empty() ? ownColumns(entity_) : paths); },
        labels);
}

void TableColumns::hide(const std::string& path) {
    if (state_.shown().columns_size() < 2) return;
    state_.edit([&](v1::TableView& view) {
        auto* columns = view.mutable_columns();
        for (int at = columns->size() - 1; at >= 0; --at)
            if (columns->Get(at).path() == path) columns->DeleteSubrange(at, 1);
    });
}

void TableColumns::freezeUpTo(int column) {
    const int count = table_.header().visualIndex(column) + 1;
    state_.edit([&](v1::TableView& view) {
        view.set_frozen(static_cast<int>(view.frozen()) == count ? 0 : static_cast<std::uint32_t>(count));
    });
}

bool TableColumns::canGroup(const std::string& path) const {
    const auto typed = expr::compile(path.starts_with('=') ? std::string_view(path).substr(1) : path, entity_);
    if (!typed) return false;
    switch ((*typed)->type()) {
        case schema::ValueType::Texts:
        case schema::ValueType::References:
        case schema::ValueType::BankAccount:
            return false;
        default:
            return true;
    }
}

/// Moments are grouped by their days.
std::string TableColumns::groupOf(const std::string& path) const {
    const std::string bare = path.starts_with('=') ? path.substr(1) : path;
    const auto typed = expr::compile(bare, entity_);
    return typed && (*typed)->type() == schema::ValueType::Timestamp ? "=DATE(" + bare + ")" : path;
}

void TableColumns::groupBy(const std::string& path) {
    state_.edit([&](v1::TableView& view) {
        view.clear_group_by();
        if (!path.empty()) view.add_group_by(groupOf(path));
    });
}

void TableColumns::groupThenBy(const std::string& path) {
    state_.edit([&](v1::TableView& view) {
        if (view.group_by().empty()) return;
        view.mutable_group_by()->DeleteSubrange(1, view.group_by_size() - 1);
        if (!path.empty()) view.add_group_by(groupOf(path));
    });
}

bool TableColumns::isGroupedBy(int level, const std::string& path) const {
    const auto& now = state_.shown().group_by();
    return path.empty() ? now.size() <= level : now.size() > level && now.Get(level) == groupOf(path);
}

void TableColumns::fillGroups(QMenu* menu) {
    const auto add = [this](QMenu* to, const QString& words, const std::string& path, int level) {
        QAction* line =
            to->addAction(words, this, [this, path, level] { level == 0 ? groupBy(path) : groupThenBy(path); });
        line->setCheckable(true);
        line->setChecked(isGroupedBy(level, path));
    };
    const bool grouped = !state_.shown().group_by().empty();
    QMenu* then = grouped ? new QMenu(tr("Then by"), menu) : nullptr;
    add(menu, tr("Without groups"), {}, 0);
    if (then) add(then, tr("Nothing more"), {}, 1);
    menu->addSeparator();
    for (const v1::ViewColumn& column : state_.shown().columns()) {
        const std::string& path = column.path();
        if (!canGroup(path) || path == entity_.titleField().name()) continue;
        add(menu, labelOf(path), path, 0);
        if (then && !isGroupedBy(0, path)) add(then, labelOf(path), path, 1);
    }
    if (!then) return;
    menu->addSeparator();
    menu->addMenu(then);
}

void TableColumns::setTotal(const std::string& path, v1::Aggregate::Function function) {
    state_.edit([&](v1::TableView& view) {
        if (auto* column = columnOf(view, path)) column->set_total(function);
    });
}

void TableColumns::fillTotals(QMenu* menu, const std::string& path) {
    v1::Aggregate::Function now = v1::Aggregate::FUNCTION_UNSPECIFIED;
    for (const v1::ViewColumn& column : state_.shown().columns())
        if (column.path() == path) now = column.total();
    std::vector<v1::Aggregate::Function> offered = TableTotals::functionsFor(host_.context(), entity_, path);
    if (offered.empty()) return;
    offered.insert(offered.begin(), v1::Aggregate::FUNCTION_UNSPECIFIED);
    for (const auto function : offered) {
        QAction* line =
            menu->addAction(TableTotals::nameOf(function), this, [this, path, function] { setTotal(path, function); });
        line->setCheckable(true);
        line->setChecked(function == now);
    }
}

void TableColumns::openTotals(int column, const QPoint& at) {
    auto* menu = new QMenu(&table_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillTotals(menu, table_.records().pathAt(column));
    if (menu->isEmpty()) return menu->deleteLater();
    menu->popup(at);
}

void TableColumns::openMenu(int column, const QPoint& at) {
    const std::string path = table_.records().pathAt(column);
    auto* menu = new QMenu(&table_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu, this](const char* sign, const QString& words, std::function<void()> run) {
        return menu->addAction(ui::icon(QLatin1String(sign)), words, this, std::move(run));
    };
    if (!path.empty()) {
        const auto sort = [this, path](bool descending) {
            table_.records().setSort({{path, descending}});
            table_.setSortShown(table_.records().query().sort);
            takeSort();
        };
        add("arrow-up", tr("Sort ascending"), [sort] { sort(false); });
        add("arrow-down", tr("Sort descending"), [sort] { sort(true); });
        if (!path.starts_with('='))
            add("list-filter", tr("Filter by this column"), [this, path] { filter_.addCondition(path); });
        if (canGroup(path)) add("list-tree", tr("Group by this column"), [this, path] { groupBy(path); });
        auto* totals = menu->addMenu(ui::icon(QStringLiteral("sigma")), tr("Total"));
        fillTotals(totals, path);
        totals->menuAction()->setVisible(!totals->isEmpty());
        menu->addSeparator();
        const bool frozen = static_cast<int>(state_.shown().frozen()) == table_.header().visualIndex(column) + 1;
        add("pin", frozen ? tr("Let the columns scroll") : tr("Keep in place up to here"),
            [this, column] { freezeUpTo(column); });
        add("palette", tr("Colours…"), [this, path] { colors(path); });
        if (path.starts_with('='))
            add("square-function", tr("Change the formula…"), [this, path] { editFormula(path); });
        add("eye-off", tr("Hide the column"), [this, path] { hide(path); });
        menu->addSeparator();
    }
    add("square-function", tr("Add a formula column…"), [this] { addFormula(); });
    add("columns-3", tr("Columns…"), [this] { choose(table_.horizontalHeader()); });
    menu->popup(at);
}

FormulaDialog* TableColumns::addFormula() {
    auto* dialog = new FormulaDialog(host_, entity_, table_.records().recordSet(), {}, {}, table_.window());
    connect(dialog, &FormulaDialog::decided, this, [this](const QString& name, const QString& formula) {
        state_.edit([&](v1::TableView& view) {
            v1::ViewColumn* column = view.add_columns();
            column->set_path("=" + fromQt(formula));
            column->set_label(fromQt(name));
        });
    });
    dialog->open();
    return dialog;
}

FormulaDialog* TableColumns::editFormula(const std::string& path) {
    auto* dialog = new FormulaDialog(host_, entity_, table_.records().recordSet(), labelOf(path), toQt(path.substr(1)),
                                     table_.window());
    connect(dialog, &FormulaDialog::decided, this, [this, path](const QString& name, const QString& formula) {
        state_.edit([&](v1::TableView& view) {
            if (auto* column = columnOf(view, path)) {
                column->set_path("=" + fromQt(formula));
                column->set_label(fromQt(name));
            }
        });
    });
    dialog->open();
    return dialog;
}

ColorDialog* TableColumns::colors(const std::string& column) {
    auto* dialog = new ColorDialog(host_, entity_, state_.shown(), column, table_.window());
    connect(dialog, &ColorDialog::decided, this, [this](const std::vector<v1::ColorRule>& rules) {
        state_.edit([&](v1::TableView& view) {
            view.clear_colors();
            for (const v1::ColorRule& rule : rules) *view.add_colors() = rule;
        });
    });
    dialog->open();
    return dialog;
}

}  // namespace kupets::view
