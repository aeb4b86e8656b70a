#include "client/view/record_table.h"

#include <QResizeEvent>
#include <QScrollBar>
#include <QTimer>
#include <algorithm>

#include "client/data/reference_colors.h"
#include "client/ui/cell_painter.h"
#include "client/ui/table_header.h"
#include "client/ui/tokens.h"
#include "client/view/cell_content.h"
#include "client/view/record_delegate.h"
#include "client/view/table_edits.h"
#include "client/view/table_gutter.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kMostStretch = 220;

bool isOwn(const std::string& path) { return path.find('.') == std::string::npos && !path.starts_with('='); }

}  // namespace

RecordTable::RecordTable(Host& host, QWidget* parent)
    : QTableView(parent), host_(host), model_(new model::RecordTableModel(host.context(), this)) {
    delegate_ = new RecordDelegate(host.context(), this);
    delegate_->setModel(model_);
    header_ = new ui::TableHeader(this);
    gutter_ = new TableGutter(this);
    setHorizontalHeader(header_);
    setVerticalHeader(gutter_);
    setModel(model_);
    setItemDelegate(delegate_);
    edits_ = new TableEdits(host, *this);
    setShowGrid(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                    QAbstractItemView::AnyKeyPressed);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setFrameShape(QFrame::NoFrame);
    setRowHeight(ui::metrics::kRow);

    connect(header_, &ui::TableHeader::sortClicked, this, &RecordTable::sortBy);
    connect(header_, &ui::TableHeader::menuRequested, this, &RecordTable::columnMenuRequested);
    connect(header_, &QHeaderView::sectionResized, this, [this](int column) { rememberColumns(column); });
    connect(header_, &QHeaderView::sectionMoved, this, [this] {
        if (!fitting_) Q_EMIT columnsReordered();
    });
    connect(model_, &model::RecordTableModel::queryShown, this, [this] {
        clearSelection();
        scrollToTop();
        fitColumns();
        tellViewport();
    });
    connect(model_, &QAbstractItemModel::modelReset, this, [this] { fitColumns(); });
    connect(model_, &model::RecordTableModel::totalChanged, this, [this] { tellViewport(); });
    connect(model_, &model::RecordTableModel::editRefused, this, [this](const QModelIndex& index, const Error& error) {
        // Not from inside the closing of the editor that brought it.
        QTimer::singleShot(0, this,
                           [this, at = QPersistentModelIndex(index), error] { delegate_->refuse(*this, at, error); });
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        gutter_->viewport()->update();
        Q_EMIT selectionSettled();
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordTable::selectionSettled);
}

RecordTable::~RecordTable() = default;

void RecordTable::setRowHeight(int height) {
    verticalHeader()->setDefaultSectionSize(height);
    tellViewport();
}

void RecordTable::setFrozen(int columns) {
    header_->setFrozen(columns);
    viewport()->update();
}

void RecordTable::setFootRoom(int height) {
    if (std::exchange(footRoom_, height) != height) updateGeometries();
}

void RecordTable::updateGeometries() {
    const int before = verticalScrollBar()->value();
    QTableView::updateGeometries();
    if (footRoom_ == 0) return;
    const int over = verticalHeader()->length() + footRoom_ - viewport()->height();
    verticalScrollBar()->setRange(0, std::max(over, 0));
    verticalScrollBar()->setValue(std::min(before, std::max(over, 0)));
}

void RecordTable::setMemory(const QString& name) { memory_ = name; }

void RecordTable::setWidths(std::map<std::string, int> widths) { widths_ = std::move(widths); }

int RecordTable::wantedWidth(int column) const {
    const schema::Field* field = model_->fieldAt(column);
    const QString title = model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const int head =
        QFontMetrics(ui::typeface(ui::TextStyle::Caption)).horizontalAdvance(title) + 2 * ui::kCellPadding + 24;
    int usual = model_->pathAt(column).starts_with('=') ? 130 : 150;
    const auto type = field ? field->type() : v1::FORMULA;
    switch (type) {
        case v1::BOOLEAN:
            usual = 80;
            break;
        case v1::INTEGER:
        case v1::PERCENT:
        case v1::AUTO_NUMBER:
            usual = 96;
            break;
        case v1::DATE:
            usual = 116;
            break;
        case v1::DATE_TIME:
            usual = 148;
            break;
        case v1::MONEY:
            usual = 144;
            break;
        case v1::USER:
            usual = 212;
            break;
        case v1::REFERENCE:
            usual = data::hasColors(field->target) ? 220 : 190;  // a chip needs room around its words
            break;
        case v1::EMAILS:
            usual = 190;
            break;
        case v1::PHONES:
            usual = 164;
            break;
        case v1::LONG_TEXT:
            usual = 280;
            break;
        default:
            break;
    }
    if (isTitle(field, isOwn(model_->pathAt(column)))) usual = 280;
    return std::max(head, usual);
}

void RecordTable::fitColumns() {
    if (!model_->columnCount()) return;
    fitting_ = true;
    int title = -1;
    int total = 0;
    for (int column = 0; column < model_->columnCount(); ++column) {
        const std::string path = model_->pathAt(column);
        const QString key = QStringLiteral("%1/width/%2").arg(memory_, toQt(path));
        const auto brought = widths_.find(path);
        const int kept = brought != widths_.end() ? brought->second
                         : memory_.isEmpty()      ? 0
                                                  : host_.settings().value(key).toInt();
        const int width = kept > 0 ? kept : wantedWidth(column);
        setColumnWidth(column, width);
        total += width;
        if (kept == 0 && isTitle(model_->fieldAt(column), isOwn(path))) title = column;
    }
    const QScrollBar* bar = verticalScrollBar();
    const int left = viewport()->width() - total - (bar->isVisible() ? 0 : bar->sizeHint().width());
    if (title >= 0 && left > 0) setColumnWidth(title, columnWidth(title) + std::min(left, kMostStretch));
    fitting_ = false;
    setSortShown(model_->query().sort);
}

void RecordTable::setSortShown(const std::vector<model::SortBy>& sort) {
    std::vector<model::SortBy> shown = sort;
    if (shown.empty()) {
        const schema::Entity* entity = host_.context().schema->entity(model_->query().entity);
        if (entity && entity->def().default_sort_size() > 0) {
            std::string path = entity->def().default_sort(0);
            const bool descending = !path.empty() && path.front() == '-';
            shown.push_back({descending ? path.substr(1) : path, descending});
        }
    }
    QList<ui::SortMark> marks;
    for (const model::SortBy& by : shown)
        for (int column = 0; column < model_->columnCount(); ++column)
            if (model_->pathAt(column) == by.path) marks << ui::SortMark{column, by.descending};
    header_->setSortMarks(marks);
}

/// A click sorts by the column alone, another one the other way round; with Shift it joins the order that is there.
void RecordTable::sortBy(int section, bool add) {
    const std::string path = model_->pathAt(section);
    bool descending = false;
    for (const ui::SortMark& mark : header_->sortMarks())
        if (mark.section == section) descending = !mark.descending;
    std::vector<model::SortBy> sort;
    if (add) {
        for (const ui::SortMark& mark : header_->sortMarks())
            sort.push_back({model_->pathAt(mark.section), mark.descending});
        const auto there = std::find_if(sort.begin(), sort.end(), [&](const auto& by) { return by.path == path; });
        there == sort.end() ? sort.push_back({path, false}) : void(there->descending = descending);
    } else {
        sort = {{path, descending}};
    }
    model_->setSort(sort);
    setSortShown(sort);
    Q_EMIT sortChosen();
}

void RecordTable::rememberColumns(int column) {
    if (fitting_) return;
    const std::string path = model_->pathAt(column);
    Q_EMIT columnResized(path, columnWidth(column));
    if (!memory_.isEmpty())
        host_.settings().setValue(QStringLiteral("%1/width/%2").arg(memory_, toQt(path)), columnWidth(column));
}

RecordTable::Selected RecordTable::selected() const {
    Selected out;
    std::vector<bool> taken(static_cast<std::size_t>(std::max(model_->columnCount(), 0)));
    bool whole = true;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        if (!range.isValid()) continue;
        out.top = out.top < 0 ? range.top() : std::min(out.top, range.top());
        out.bottom = std::max(out.bottom, range.bottom());
        for (int column = range.left(); column <= range.right(); ++column)
            taken[static_cast<std::size_t>(column)] = true;
    }
    if (out.top < 0 && currentIndex().isValid()) {
        out.top = out.bottom = currentIndex().row();
        taken[static_cast<std::size_t>(currentIndex().column())] = true;
    }
    for (int visual = 0; visual < header_->count(); ++visual) {
        const int column = header_->logicalIndex(visual);
        if (taken[static_cast<std::size_t>(column)]) {
            out.columns.push_back(column);
        } else if (!header_->isSectionHidden(column)) {
            whole = false;
        }
    }
    out.wholeRows = whole && out.top >= 0;
    return out;
}

std::vector<Uuid> RecordTable::selectedRecords() const {
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom() && rows.size() < 10'000; ++row) rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<Uuid> ids;
    for (int row : rows)
        if (const Uuid id = model_->idAt(row); !id.isNil()) ids.push_back(id);
    return ids;
}

void RecordTable::selectRows() {
    const Selected now = selected();
    if (now.top < 0) return;
    const QItemSelection rows(model_->index(now.top, 0), model_->index(now.bottom, model_->columnCount() - 1));
    selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

void RecordTable::removeSelected() { edits_->removeRecords(); }
void RecordTable::copySelected() { edits_->copy(); }

void RecordTable::tellViewport() {
    const int first = rowAt(0);
    if (first < 0) return;
    const int last = rowAt(viewport()->height() - 1);
    model_->setViewport(first, last < 0 ? model_->rowCount() - 1 : last);
}

void RecordTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fitColumns();
    tellViewport();
}

}  // namespace kupets::view
