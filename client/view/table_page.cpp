#include "client/view/table_page.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/empty_state.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/column_chooser.h"
#include "client/view/page_header.h"
#include "client/view/record_table.h"
#include "client/view/words.h"

namespace kupets::view {

TablePage::TablePage(Host& host, const std::string& entity, QWidget* parent)
    : Page(parent),
      host_(host),
      entity_(entity),
      snapshot_(host.context().schema->snapshot()),
      definition_(snapshot_->entity(entity)) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new PageHeader(host, *definition_, PageHeader::Kind::Table, this);
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));

    auto* body = new QWidget(this);
    stack_ = new QStackedLayout(body);
    stack_->setContentsMargins(0, 0, 0, 0);
    table_ = new RecordTable(host, body);
    table_->setAccessibleName(title());
    table_->setMemory(QStringLiteral("table/") + toQt(entity));
    empty_ = new ui::EmptyState(body);
    stack_->addWidget(table_);
    stack_->addWidget(empty_);
    column->addWidget(body, 1);
    column->addWidget(buildFooter());
    buildTools(header);

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
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { refreshFooter(); });
    connect(table_, &RecordTable::newRequested, this, [this] { host_.openNew(entity_); });
    connect(table_, &RecordTable::columnMenuRequested, this, [this] { chooseColumns(columnsButton_); });
    connect(table_, &RecordTable::columnsReordered, this, [this] {
        std::vector<std::string> paths;
        const QHeaderView* head = table_->horizontalHeader();
        for (int visual = 0; visual < head->count(); ++visual)
            paths.push_back(table_->records().pathAt(head->logicalIndex(visual)));
        setColumns(std::move(paths));
    });
    connect(header->newButton(), &QPushButton::clicked, this, [this] { host_.openNew(entity_); });
    connect(empty_, &ui::EmptyState::acted, this, [this] {
        if (failed_) {
            failed_ = false;
            table_->records().refresh();
            refreshState();
        } else if (past_ != nullptr) {
            backToToday();
        } else if (!search_->text().isEmpty()) {
            search_->clear();
        } else {
            host_.openNew(entity_);
        }
    });
    restore();
}

QString TablePage::key(const char* what) const {
    return QStringLiteral("table/%1/%2").arg(toQt(entity_), QLatin1String(what));
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
    search_ = new ui::SearchField(tr("Quick search"), this);
    search_->setFixedWidth(240);
    search_->setToolTip(tr("Quick search") + QStringLiteral("  Ctrl+F"));
    header->tools()->addWidget(search_);
    header->tools()->addSpacing(4);
    connect(search_, &ui::SearchField::searched, this,
            [this](const QString& text) { table_->records().setSearch(text); });
    connect(search_, &ui::SearchField::arrowPressed, this, [this] {
        table_->setFocus();
        if (!table_->currentIndex().isValid() && table_->records().rowCount() > 0)
            table_->setCurrentIndex(table_->records().index(0, 0));
    });
    auto* columns = ui::iconButton(QStringLiteral("columns-3"), tr("Columns"), this);
    columnsButton_ = columns;
    connect(columns, &QToolButton::clicked, this, [this, columns] { chooseColumns(columns); });
    header->tools()->addWidget(columns);
    density_ = ui::iconButton(QStringLiteral("rows-4"), tr("Compact rows"), this);
    density_->setCheckable(true);
    connect(density_, &QToolButton::toggled, this, [this](bool on) {
        setCompact(on);
        host_.settings().setValue(QStringLiteral("table/compact"), on);
    });
    header->tools()->addWidget(density_);
}

QWidget* TablePage::buildFooter() {
    auto* footer = new QWidget(this);
    footer->setFixedHeight(32);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    row->setSpacing(12);
    count_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, footer);
    selection_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, footer);
    row->addWidget(count_);
    row->addWidget(selection_);
    row->addStretch(1);
    row->addWidget(
        ui::label(tr("Enter opens, F2 edits, Del deletes"), ui::TextStyle::Caption, ui::Tone::Muted, footer));
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->setContentsMargins(0, 0, 0, 0);
    auto* whole = new QWidget(this);
    whole->setLayout(column);
    column->addWidget(ui::horizontalLine(whole));
    column->addWidget(footer);
    return whole;
}

void TablePage::restore() {
    model::TableQuery query;
    query.entity = entity_;
    const QStringList kept = host_.settings().value(key("columns")).toStringList();
    for (const QString& path : kept)
        if (!data::resolve(*definition_, fromQt(path)).steps.empty()) query.columns.push_back(fromQt(path));
    if (query.columns.empty()) query.columns = ownColumns(*definition_);
    const QString sort = host_.settings().value(key("sort")).toString();
    if (!sort.isEmpty()) {
        const bool descending = sort.startsWith(QLatin1Char('-'));
        const std::string path = fromQt(descending ? sort.mid(1) : sort);
        if (!data::resolve(*definition_, path).steps.empty()) query.sort = {{path, descending}};
    }
    density_->setChecked(host_.settings().value(QStringLiteral("table/compact")).toBool());
    table_->records().setQuery(std::move(query));
    table_->fitColumns();
    connect(table_, &RecordTable::sortChosen, this, [this] {
        const auto& now = table_->records().query().sort;
        if (!now.empty())
            host_.settings().setValue(
                key("sort"), (now.front().descending ? QStringLiteral("-") : QString()) + toQt(now.front().path));
    });
    refreshState();
}

void TablePage::chooseColumns(QWidget* anchor) {
    openColumnChooser(anchor, *definition_, table_->records().query().columns, host_.context(),
                      [this](std::vector<std::string> paths) { setColumns(std::move(paths)); });
}

void TablePage::setColumns(std::vector<std::string> columns) {
    if (columns.empty()) columns = ownColumns(*definition_);
    QStringList kept;
    for (const std::string& path : columns) kept << toQt(path);
    host_.settings().setValue(key("columns"), kept);
    QHeaderView* head = table_->horizontalHeader();
    for (int i = 0; i < head->count(); ++i)
        if (head->visualIndex(i) != i) {
            const QSignalBlocker quiet(head);
            head->moveSection(head->visualIndex(i), i);
        }
    table_->records().setColumns(columns);
    table_->fitColumns();
}

void TablePage::setCompact(bool compact) { table_->setCompact(compact); }

QString TablePage::countText() const { return count_->text(); }

void TablePage::refreshFooter() {
    const auto& model = table_->records();
    const int rows = model.rowCount();
    if (!answered_)
        count_->setText(tr("Loading…"));
    else
        count_->setText(model.isTotalKnown() ? tr("%Ln record(s)", "", rows) : tr("more than %Ln record(s)", "", rows));
    int selected = 0;
    for (const QItemSelectionRange& range : table_->selectionModel()->selection()) selected += range.height();
    selection_->setText(selected > 1 ? tr("%Ln selected", "", selected) : QString());
}

void TablePage::refreshState() {
    refreshFooter();
    const bool nothing = answered_ && table_->records().rowCount() == 0;
    if (failed_ && table_->records().rowCount() == 0) {
        empty_->setContent(QStringLiteral("wifi-off"), tr("Could not load the list"),
                           wordsOf(host_.context(), failure_, entity_), tr("Try again"));
        stack_->setCurrentWidget(empty_);
    } else if (nothing && past_ != nullptr) {
        empty_->setContent(QStringLiteral("history"), tr("Nothing was here then"), tr("Choose a later moment above."),
                           tr("Back to today"));
        stack_->setCurrentWidget(empty_);
    } else if (nothing && !search_->text().isEmpty()) {
        empty_->setContent(QStringLiteral("search"), tr("Nothing found"),
                           tr("No record contains “%1”.").arg(search_->text()), tr("Show all"));
        stack_->setCurrentWidget(empty_);
    } else if (nothing) {
        empty_->setContent(iconName(), tr("Nothing here yet"),
                           tr("The first record takes a minute. Or bring in a file with many: kupetsctl import."),
                           tr("New: %1").arg(say(host_.context(), definition_->def().label())));
        stack_->setCurrentWidget(empty_);
    } else {
        stack_->setCurrentWidget(table_);
    }
}

void TablePage::shown() {
    if (!search_->hasFocus()) table_->setFocus();
}

void TablePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && search_->hasFocus())
        table_->setFocus();
    else
        Page::keyPressEvent(event);
}

}  // namespace kupets::view
