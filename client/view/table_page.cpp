#include "client/view/table_page.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include "client/net/connection.h"
#include "client/ui/empty_state.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/action_keys.h"
#include "client/view/filter_bar.h"
#include "client/view/filter_implied.h"
#include "client/view/page_header.h"
#include "client/view/record_table.h"
#include "client/view/table_actions.h"
#include "client/view/table_columns.h"
#include "client/view/table_edits.h"
#include "client/view/table_favourites.h"
#include "client/view/table_gutter.h"
#include "client/view/table_new_row.h"
#include "client/view/table_selection.h"
#include "client/view/table_totals.h"
#include "client/view/view_menu.h"
#include "client/view/words.h"

namespace kupets::view {

TablePage::TablePage(Host& host, const std::string& entity, QWidget* parent)
    : Page(parent),
      host_(host),
      entity_(entity),
      snapshot_(host.context().schema->snapshot()),
      definition_(snapshot_->entity(entity)),
      state_(new ViewState(host, *definition_, this)) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new PageHeader(host, *definition_, PageHeader::Kind::Table, this);
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));
    filter_ = new FilterBar(host.context(), *definition_, this);
    column->addWidget(filter_);

    auto* body = new QWidget(this);
    stack_ = new QStackedLayout(body);
    stack_->setContentsMargins(0, 0, 0, 0);
    table_ = new RecordTable(host, body);
    table_->setAccessibleName(title());
    empty_ = new ui::EmptyState(body);
    stack_->addWidget(table_);
    stack_->addWidget(empty_);
    column->addWidget(body, 1);
    buildParts();
    column->addWidget(totals_);
    column->addWidget(buildFooter());
    views_ = new ViewMenu(host, *definition_, *state_, this);
    header->aside()->addWidget(views_);
    buildTools(header);
    connectModel();
    connect(header->newButton(), &QPushButton::clicked, this, [this] { host_.openNew(entity_); });
    connect(empty_, &ui::EmptyState::acted, this, &TablePage::actOnEmpty);
    connect(empty_, &ui::EmptyState::actedSecond, this, [this] { host_.importFile(entity_); });
    connect(state_, &ViewState::changed, this, &TablePage::applyState);
    connect(state_, &ViewState::savedChanged, table_, &RecordTable::fitColumns);
    state_->restore();
    stars_->ask();
}

void TablePage::buildParts() {
    many_ = new TableActions(host_, *table_);
    columns_ = new TableColumns(host_, *definition_, *table_, *state_, *filter_);
    totals_ = new TableTotals(host_, *table_, *state_, this);
    stars_ = new TableFavourites(host_, entity_, this);
    connect(totals_, &TableTotals::clicked, columns_, &TableColumns::openTotals);
    table_->gutter().setStars([this](int row) {
        const Uuid id = table_->records().idAt(row);
        return id.isNil() ? -1 : stars_->contains(id) ? 1 : 0;
    });
    connect(&table_->gutter(), &TableGutter::starClicked, this, [this](int row) {
        if (const Uuid id = table_->records().idAt(row); !id.isNil()) stars_->toggle(id);
    });
    connect(stars_, &TableFavourites::changed, this, [this] {
        table_->gutter().viewport()->update();
        if (state_->shown().favourites()) table_->records().refresh();
    });
    connect(filter_, &FilterBar::changed, this,
            [this](const std::string& text) { state_->edit([&](v1::TableView& view) { view.set_filter(text); }); });
    connect(filter_, &FilterBar::closed, table_, qOverload<>(&QWidget::setFocus));
    newRow_ = new TableNewRow(host_, *table_, *definition_, [this] { return presets(); });
}

void TablePage::connectModel() {
    auto& model = table_->records();
    connect(&model, &model::RecordTableModel::totalChanged, this, [this] {
        answered_ = true;
        refreshState();
    });
    connect(&model, &model::RecordTableModel::queryShown, this, [this] {
        answered_ = true;
        failed_ = false;
        refreshState();
    });
    connect(&model, &model::RecordTableModel::loadingChanged, this, [this] { refreshFooter(); });
    connect(&model, &model::RecordTableModel::failed, this, [this](const Error& error) {
        failure_ = error;
        failed_ = true;
        refreshState();
    });
    connect(table_, &RecordTable::selectionSettled, this, [this] { refreshFooter(); });
    connect(table_, &RecordTable::newRequested, this, [this] { host_.openNew(entity_); });
}

std::optional<data::RecordKey> TablePage::neighbour(const data::RecordKey& of, int rows) {
    auto& model = table_->records();
    const int row = of.entity == entity_ ? model.rowOf(of.id) : -1;
    if (row < 0 || row + rows < 0 || row + rows >= model.rowCount()) return std::nullopt;
    const Uuid id = model.idAt(row + rows);
    if (id.isNil()) {  // not here yet: it is when one asks again
        model.setViewport(row + rows, row + rows);
        return std::nullopt;
    }
    return data::RecordKey{entity_, id};
}

QString TablePage::address() const { return QStringLiteral("table/") + toQt(entity_); }
QString TablePage::title() const { return say(host_.context(), definition_->def().plural()); }
QString TablePage::iconName() const { return iconOf(*definition_); }

void TablePage::buildTools(PageHeader* header) {
    QHBoxLayout* tools = header->tools();
    search_ = new ui::SearchField(tr("Quick search"), this);
    search_->setFixedWidth(220);
    search_->setToolTip(tr("Quick search") + QStringLiteral("  Ctrl+F"));
    tools->addWidget(search_);
    tools->addSpacing(4);
    connect(search_, &ui::SearchField::searched, this,
            [this](const QString& text) { table_->records().setSearch(text); });
    connect(search_, &ui::SearchField::arrowPressed, this, [this] {
        table_->setFocus();
        if (!table_->currentIndex().isValid() && table_->records().rowCount() > 0)
            table_->setCurrentIndex(table_->records().index(0, 0));
    });
    const auto tool = [&](const char* sign, const QString& name, const QString& keys) {
        QToolButton* button = ui::iconButton(QLatin1String(sign), name, this, keys);
        tools->addWidget(button);
        return button;
    };
    filterButton_ = tool("list-filter", tr("Filter"), QStringLiteral("F3"));
    filterButton_->setCheckable(true);
    connect(filterButton_, &QToolButton::clicked, this, [this](bool on) { filter_->setOpen(on); });
    connect(filter_, &FilterBar::openChanged, filterButton_, &QToolButton::setChecked);
    favourites_ = tool("star", tr("Only favourites"), {});
    favourites_->setCheckable(true);
    connect(favourites_, &QToolButton::clicked, this, &TablePage::setFavourites);
    groupButton_ = tool("list-tree", tr("Groups"), {});
    groupButton_->setCheckable(true);
    connect(groupButton_, &QToolButton::clicked, this, [this] {
        groupButton_->setChecked(state_->shown().group_by_size() > 0);
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        columns_->fillGroups(menu);
        menu->popup(groupButton_->mapToGlobal(QPoint(0, groupButton_->height() + 4)));
    });
    QToolButton* columns = tool("columns-3", tr("Columns"), {});
    columnsButton_ = columns;
    connect(columns, &QToolButton::clicked, this, [this, columns] { columns_->choose(columns); });
    density_ = tool("rows-4", tr("Height of rows"), {});
    connect(density_, &QToolButton::clicked, this, &TablePage::toggleDensity);
    QToolButton* more = tool("ellipsis", tr("More"), {});
    more->setObjectName(QStringLiteral("more"));
    connect(more, &QToolButton::clicked, this, [this, more] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addToMenu(menu, actions(), QStringLiteral("table.import"));
        addToMenu(menu, actions(), QStringLiteral("table.export"));
        menu->popup(more->mapToGlobal(QPoint(0, more->height() + 4)));
    });
}

QWidget* TablePage::buildFooter() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setSpacing(0);
    column->setContentsMargins(0, 0, 0, 0);
    auto* footer = new QWidget(whole);
    footer->setFixedHeight(32);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    row->setSpacing(12);
    count_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, footer);
    selection_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, footer);
    row->addWidget(count_);
    row->addWidget(selection_);
    row->addStretch(1);
    hint_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, footer);
    row->addWidget(hint_);
    showPast(false);
    column->addWidget(ui::horizontalLine(whole));
    column->addWidget(footer);
    return whole;
}

void TablePage::applyState() {
    const v1::TableView& view = state_->shown();
    if (filter_->text() != view.filter()) filter_->setText(view.filter());
    favourites_->setChecked(view.favourites());
    groupButton_->setChecked(view.group_by_size() > 0);
    table_->setWidths(state_->widths());
    table_->setRowHeight(state_->rowHeight());
    model::TableQuery query = state_->query(table_->records().query().search);
    query.asOf = table_->records().query().asOf;
    const bool same = query == table_->records().query();  // a width was dragged: the others stay as they are
    table_->records().setQuery(std::move(query));
    if (!same) table_->fitColumns();
    table_->setFrozen(static_cast<int>(view.frozen()));
    refreshNewRow();
    refreshState();
}

/// A line for a new record stands where one could see it afterwards: not in the past, not between groups.
void TablePage::refreshNewRow() { newRow_->setPossible(!past_ && state_->shown().group_by().empty()); }

/// What the filter demands of whatever is to stand in the list.
std::map<std::string, data::Cell> TablePage::presets() const {
    const net::SessionInfo& me = host_.context().connection->session();
    return filter::impliedValues(filter_->conditions(), *definition_, {me.userId, fromQt(me.name), me.departmentId});
}

/// In the table where there is one, else on a card.
void TablePage::addRow() { table_->isVisible() ? newRow_->begin() : host_.openNew(entity_, presets()); }

bool TablePage::isDirty() const { return newRow_->hasWords(); }

void TablePage::setFavourites(bool on) {
    state_->edit([on](v1::TableView& view) { view.set_favourites(on); });
}

void TablePage::toggleDensity() {
    state_->edit([](v1::TableView& view) {
        view.set_density(view.density() == v1::TableView::DENSITY_NORMAL    ? v1::TableView::DENSITY_COMPACT
                         : view.density() == v1::TableView::DENSITY_COMPACT ? v1::TableView::DENSITY_ROOMY
                                                                            : v1::TableView::DENSITY_NORMAL);
    });
}

QString TablePage::countText() const { return count_->text(); }
QString TablePage::selectionText() const { return selection_->text(); }

void TablePage::refreshFooter() {
    const auto& model = table_->records();
    const int rows = model.recordCount();
    if (!answered_)
        count_->setText(tr("Loading…"));
    else
        count_->setText(model.isTotalKnown() ? tr("%Ln record(s)", "", rows) : tr("more than %Ln record(s)", "", rows));
    selection_->setText(view::selectionText(*table_, host_.context().language));
}

void TablePage::refreshState() {
    refreshFooter();
    const bool nothing = answered_ && table_->records().rowCount() == 0;
    const auto empty = [this](const QString& sign, const QString& head, const QString& hint, const QString& action) {
        empty_->setContent(sign, head, hint, action);
        stack_->setCurrentWidget(empty_);
    };
    if (failed_ && table_->records().rowCount() == 0)
        return empty(QStringLiteral("wifi-off"), tr("Could not load the list"),
                     wordsOf(host_.context(), failure_, entity_), tr("Try again"));
    if (!nothing) return stack_->setCurrentWidget(table_);
    if (past_)
        return empty(QStringLiteral("history"), tr("Nothing was here then"), tr("Choose a later moment above."),
                     tr("Back to today"));
    if (!search_->text().isEmpty())
        return empty(QStringLiteral("search"), tr("Nothing found"), tr("No record contains “%1”.").arg(search_->text()),
                     tr("Show all"));
    if (!state_->shown().filter().empty())
        return empty(QStringLiteral("list-filter"), tr("Nothing fits the filter"),
                     tr("Records are there, but none for which the conditions hold."), tr("Remove the filter"));
    if (state_->shown().favourites())
        return empty(QStringLiteral("star"), tr("No favourites yet"), tr("The star at the left of a row makes it one."),
                     tr("Show all"));
    empty(iconName(), tr("Nothing here yet"),
          tr("The first record takes a minute. Or bring in a file with many: drop it here."),
          tr("New: %1").arg(say(host_.context(), definition_->def().label())));
    empty_->setSecond(tr("Import from Excel…"));
}

void TablePage::actOnEmpty() {
    if (failed_) {
        failed_ = false;
        table_->records().refresh();
        refreshState();
    } else if (past_) {
        backToToday();
    } else if (!search_->text().isEmpty()) {
        search_->clear();
    } else if (!state_->shown().filter().empty()) {
        state_->edit([](v1::TableView& view) { view.clear_filter(); });
    } else if (state_->shown().favourites()) {
        setFavourites(false);
    } else {
        host_.openNew(entity_);
    }
}

void TablePage::shown() {
    stars_->ask();
    if (!search_->hasFocus() && !filter_->isOpen()) table_->setFocus();
}

void TablePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && search_->hasFocus())
        table_->setFocus();
    else if (event->key() == Qt::Key_Escape && past_)
        backToToday();
    else
        Page::keyPressEvent(event);
}

}  // namespace kupets::view
