#include "client/view/record_table.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QUrl>
#include <algorithm>
#include <cmath>

#include "client/data/reference_colors.h"
#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/table_header.h"
#include "client/ui/tokens.h"
#include "client/view/cell_content.h"
#include "client/view/record_delegate.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kMostStretch = 220;
}

RecordTable::RecordTable(Host& host, QWidget* parent)
    : QTableView(parent), host_(host), model_(new model::RecordTableModel(host.context(), this)) {
    delegate_ = new RecordDelegate(host.context(), this);
    delegate_->setModel(model_);
    header_ = new ui::TableHeader(this);
    setHorizontalHeader(header_);
    setModel(model_);
    setItemDelegate(delegate_);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(ui::metrics::kRowCompact);
    setCompact(false);

    // The header has turned its arrow when it says that it was clicked.
    connect(header_, &QHeaderView::sectionClicked, this, [this](int section) {
        model_->sort(section, header_->sortIndicatorOrder());
        Q_EMIT sortChosen();
    });
    connect(header_, &ui::TableHeader::menuRequested, this,
            [this](int, const QPoint& at) { Q_EMIT columnMenuRequested(at); });
    connect(header_, &QHeaderView::sectionResized, this, [this] { rememberColumns(); });
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
    connect(model_, &model::RecordTableModel::editRefused, this, [this](const QModelIndex&, const Error& error) {
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error, model_->query().entity));
    });
}

void RecordTable::setCompact(bool compact) {
    verticalHeader()->setDefaultSectionSize(compact ? ui::metrics::kRowCompact : ui::metrics::kRow);
    tellViewport();
}

void RecordTable::setMemory(const QString& name) { memory_ = name; }

int RecordTable::wantedWidth(int column) const {
    const schema::Field* field = model_->fieldAt(column);
    const QString title = model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const int head =
        QFontMetrics(ui::typeface(ui::TextStyle::Caption)).horizontalAdvance(title) + 2 * ui::kCellPadding + 24;
    int usual = 150;
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
    if (isTitle(field, model_->pathAt(column).find('.') == std::string::npos)) usual = 280;
    return std::max(head, usual);
}

void RecordTable::fitColumns() {
    if (!model_->columnCount()) return;
    fitting_ = true;
    int title = -1;
    int total = 0;
    for (int column = 0; column < model_->columnCount(); ++column) {
        const QString key = QStringLiteral("%1/width/%2").arg(memory_, toQt(model_->pathAt(column)));
        const int kept = memory_.isEmpty() ? 0 : host_.settings().value(key).toInt();
        const int width = kept > 0 ? kept : wantedWidth(column);
        setColumnWidth(column, width);
        total += width;
        const bool own = model_->pathAt(column).find('.') == std::string::npos;
        if (kept == 0 && isTitle(model_->fieldAt(column), own)) title = column;
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
    int section = -1;
    for (int column = 0; !shown.empty() && column < model_->columnCount(); ++column)
        if (model_->pathAt(column) == shown.front().path) section = column;
    header_->setSortIndicator(section,
                              section >= 0 && shown.front().descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void RecordTable::rememberColumns() {
    if (fitting_ || memory_.isEmpty()) return;
    for (int column = 0; column < model_->columnCount(); ++column)
        host_.settings().setValue(QStringLiteral("%1/width/%2").arg(memory_, toQt(model_->pathAt(column))),
                                  columnWidth(column));
}

void RecordTable::tellViewport() {
    const int first = rowAt(0);
    if (first < 0) return;
    const int last = rowAt(viewport()->height() - 1);
    model_->setViewport(first, last < 0 ? model_->rowCount() - 1 : last);
}

/// Rows go on to the right edge, behind the last column. The viewport is opaque, so that scrolling moves what is
/// painted and only what comes into sight is painted: every pixel is this function's.
void RecordTable::paintEvent(QPaintEvent* event) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(viewport());
    const QRect dirty = event->rect();
    const int end = header_->length() - header_->offset();
    int below = 0;
    if (const int first = rowAt(std::max(dirty.top(), 0)); first >= 0) {
        for (int row = first; row < model_->rowCount(); ++row) {
            const int y = rowViewportPosition(row);
            below = y + rowHeight(row);
            if (y > dirty.bottom()) break;
            const QRect rest(end, y, viewport()->width() - end, rowHeight(row));
            if (rest.width() <= 0) continue;
            const bool selected = selectionModel()->isRowSelected(row);
            painter.fillRect(rest, selected ? t.selected : hovered_.row() == row ? t.hover : t.canvas);
            painter.fillRect(QRect(rest.x(), rest.bottom(), rest.width(), 1), t.hairline);
        }
    } else {
        below = dirty.top();
    }
    if (below <= dirty.bottom())
        painter.fillRect(QRect(0, below, viewport()->width(), viewport()->height() - below), t.canvas);
    painter.end();
    QTableView::paintEvent(event);
}

void RecordTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fitColumns();
    tellViewport();
}

void RecordTable::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    if (dy) tellViewport();
    if (hovered_.isValid()) setHovered(indexAt(viewport()->mapFromGlobal(QCursor::pos())));
    // What is painted can only be moved by whole pixels of the screen.
    if (const qreal ratio = devicePixelRatioF(); ratio != std::floor(ratio)) viewport()->update();
}

void RecordTable::setHovered(const QModelIndex& index) {
    if (hovered_ == index) return;
    const QPersistentModelIndex before = hovered_;
    hovered_ = index;
    delegate_->setHovered(index);
    for (const QPersistentModelIndex& touched : {before, hovered_})
        if (touched.isValid())
            viewport()->update(0, rowViewportPosition(touched.row()), viewport()->width(), rowHeight(touched.row()));
    const bool link = index.isValid() && delegate_->contentOf(index).kind == ui::CellContent::Kind::Link;
    viewport()->setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RecordTable::mouseMoveEvent(QMouseEvent* event) {
    setHovered(indexAt(event->position().toPoint()));
    QTableView::mouseMoveEvent(event);
}

void RecordTable::leaveEvent(QEvent* event) {
    setHovered({});
    QTableView::leaveEvent(event);
}

QRect RecordTable::linkRect(const QModelIndex& index) const {
    const ui::CellContent content = delegate_->contentOf(index);
    if (content.kind != ui::CellContent::Kind::Link) return {};
    QRect rect = visualRect(index);
    rect.setWidth(std::min(rect.width(), ui::cellWidth(content)));
    return rect;
}

void RecordTable::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->button() == Qt::LeftButton ? indexAt(event->position().toPoint()) : QModelIndex();
    QTableView::mousePressEvent(event);
}

void RecordTable::mouseReleaseEvent(QMouseEvent* event) {
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::MiddleButton)
        if (const QModelIndex index = indexAt(event->position().toPoint()); index.isValid())
            if (const Uuid id = model_->idAt(index.row()); !id.isNil())
                host_.openRecordIn({model_->query().entity, id}, Host::Place::Tab);
    const bool plain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    if (plain && pressed_.isValid() && indexAt(event->position().toPoint()) == pressed_)
        followLink(event->position().toPoint());
    pressed_ = QModelIndex();
}

bool RecordTable::followLink(const QPoint& at) {
    const QModelIndex index = indexAt(at);
    if (!index.isValid() || !linkRect(index).contains(at)) return false;
    const schema::Field* field = model_->fieldAt(index.column());
    if (isTitle(field, model_->pathAt(index.column()).find('.') == std::string::npos)) {
        openRow(model_->idAt(index.row()));
        return true;
    }
    if (const QVariant target = index.data(model::ReferenceRole);
        target.canConvert<Uuid>() && !target.value<Uuid>().isNil()) {
        host_.openRecord({fromQt(index.data(model::ReferenceEntityRole).toString()), target.value<Uuid>()});
        return true;
    }
    const QString outward = outwardLink(field, index.data(model::ValueRole).value<Value>());
    if (!outward.isEmpty()) QDesktopServices::openUrl(QUrl(outward));
    return !outward.isEmpty();
}

void RecordTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copySelected();
    if (state() != QAbstractItemView::EditingState) {
        switch (event->key()) {
            case Qt::Key_Return:
            case Qt::Key_Enter:
                if (event->modifiers() & Qt::ControlModifier) return openCurrentIn(Host::Place::Tab);
                if (event->modifiers() & Qt::ShiftModifier) return openCurrentIn(Host::Place::Window);
                return openCurrent();
            case Qt::Key_Delete:
                return removeSelected();
            case Qt::Key_Space: {
                const QModelIndex index = currentIndex();
                const schema::Field* field = index.isValid() ? model_->fieldAt(index.column()) : nullptr;
                if (field && field->type() == v1::BOOLEAN && (model_->flags(index) & Qt::ItemIsEditable)) {
                    const Value value = index.data(model::ValueRole).value<Value>();
                    const bool* flag = std::get_if<bool>(&value);
                    model_->setData(index, QVariant::fromValue(Value(!(flag && *flag))), model::ValueRole);
                    return;
                }
                break;
            }
            default:
                break;
        }
    }
    QTableView::keyPressEvent(event);
}

/// A row of the past leads to its card of then.
void RecordTable::openRow(const Uuid& id) {
    const model::TableQuery& query = model_->query();
    query.asOf ? host_.openPast({query.entity, id}, *query.asOf) : host_.openRecord({query.entity, id});
}

void RecordTable::openCurrent() {
    const int row = currentIndex().row();
    if (row < 0) return;
    if (const Uuid id = model_->idAt(row); !id.isNil()) openRow(id);
}

void RecordTable::openCurrentIn(Host::Place place) {
    const int row = currentIndex().row();
    if (row < 0) return;
    if (const Uuid id = model_->idAt(row); !id.isNil()) host_.openRecordIn({model_->query().entity, id}, place);
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

void RecordTable::removeSelected() {
    const std::vector<Uuid> ids = selectedRecords();
    if (ids.empty() || model_->query().asOf) return;  // from the past nothing is deleted today
    const std::string entity = model_->query().entity;
    const int row = currentIndex().row();
    QString title;
    if (ids.size() == 1) {
        const schema::Entity* definition = host_.context().schema->entity(entity);
        for (int column = 0; definition && column < model_->columnCount(); ++column)
            if (model_->pathAt(column) == definition->titleField().name())
                title = model_->index(row, column).data().toString();
    }
    const QString words = ids.size() == 1 && !title.isEmpty()
                              ? tr("Deleted: %1").arg(title)
                              : tr("Deleted: %Ln record(s)", "", static_cast<int>(ids.size()));
    Host& host = host_;
    host_.commands().remove(entity, ids, title, this, [&host, words, entity](Result<data::Saved> saved) {
        if (!saved) return host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), saved.error(), entity));
        host.toast(ui::ToastHost::Kind::Done, words, tr("Undo"),
                   [&host, set = saved->changeSet, words] { host.takeBack(set, words); });
    });
    clearSelection();
}

void RecordTable::copySelected() const {
    QStringList lines;
    QList<int> columns;
    for (int visual = 0; visual < header_->count(); ++visual)
        if (const int logical = header_->logicalIndex(visual); !header_->isSectionHidden(logical)) columns << logical;
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows()) rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    if (rows.size() == 1 && currentIndex().isValid() && currentIndex().row() == rows.front()) {
        QApplication::clipboard()->setText(currentIndex().data().toString());
        return;
    }
    const auto clean = [](QString text) {
        return text.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
    };
    for (int row : rows) {
        QStringList cells;
        for (int column : columns) cells << clean(model_->index(row, column).data().toString());
        lines << cells.join(QLatin1Char('\t'));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void RecordTable::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index.isValid()) {
        menu->addAction(ui::icon(QStringLiteral("external-link")), tr("Open card"), this, &RecordTable::openCurrent);
        if (model_->flags(index) & Qt::ItemIsEditable)
            menu->addAction(ui::icon(QStringLiteral("pencil")), tr("Edit cell"), this,
                            [this, at = QPersistentModelIndex(index)] { edit(at); });
        menu->addAction(ui::icon(QStringLiteral("copy")), tr("Copy"), this, &RecordTable::copySelected);
        menu->addSeparator();
        menu->addAction(ui::icon(QStringLiteral("trash-2"), ui::IconTone::Danger), tr("Delete"), this,
                        &RecordTable::removeSelected);
    } else {
        menu->addAction(ui::icon(QStringLiteral("plus")), tr("New record"), this, &RecordTable::newRequested);
    }
    menu->popup(event->globalPos());
}

}  // namespace kupets::view
