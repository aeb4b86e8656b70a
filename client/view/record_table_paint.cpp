// RecordTable: what stands beside the cells: rows to the right edge, heads of groups, columns that stay.
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "client/model/groups.h"
#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/table_header.h"
#include "client/ui/tokens.h"
#include "client/view/record_delegate.h"
#include "client/view/record_table.h"
#include "client/view/table_gutter.h"

namespace kupets::view {

/// Rows go on to the right edge, behind the last column. The viewport is opaque, so that scrolling moves what is
/// painted and only what comes into sight is painted: every pixel is this function's.
void RecordTable::paintEvent(QPaintEvent* event) {
    const ui::Tokens& t = ui::tokens();
    const QRect dirty = event->rect();
    const QColor ground = ui::rowGround(model_->query().asOf.has_value());
    const int end = header_->length() - header_->offset();
    const int first = rowAt(std::max(dirty.top(), 0));
    std::vector<std::pair<int, QRect>> heads;
    {
        QPainter painter(viewport());
        int below = first < 0 ? dirty.top() : 0;
        for (int row = first; first >= 0 && row < model_->rowCount(); ++row) {
            const int y = rowViewportPosition(row);
            below = y + rowHeight(row);
            if (y > dirty.bottom()) break;
            if (model_->isGrouped() && model_->isGroup(row)) {
                heads.emplace_back(row, QRect(0, y, viewport()->width(), rowHeight(row)));
                continue;
            }
            const QRect rest(end, y, viewport()->width() - end, rowHeight(row));
            if (rest.width() <= 0) continue;
            const bool selected = selectionModel()->isRowSelected(row);
            painter.fillRect(rest, selected ? t.selected : hovered_.row() == row ? t.hover : ground);
            painter.fillRect(QRect(rest.x(), rest.bottom(), rest.width(), 1), t.hairline);
        }
        if (below <= dirty.bottom())
            painter.fillRect(QRect(0, below, viewport()->width(), viewport()->height() - below), ground);
    }
    QTableView::paintEvent(event);
    const bool scrolled = header_->frozen() > 0 && header_->offset() > 0;
    if (heads.empty() && !scrolled) return;
    QPainter painter(viewport());
    if (scrolled) paintFrozen(painter, dirty);
    for (const auto& [row, rect] : heads) paintGroup(painter, row, rect);
}

/// The head of a group: a turning arrow, what its rows have in common, how many they are, and its totals under their
/// columns. It does not scroll sideways, the totals do.
void RecordTable::paintGroup(QPainter& painter, int row, const QRect& rect) const {
    const ui::Tokens& t = ui::tokens();
    const model::Groups& groups = *model_->groups();
    const bool current = currentIndex().row() == row && hasFocus();
    painter.fillRect(rect, hovered_.row() == row ? t.hover : t.sunken);
    painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.hairline);
    const ui::LineFace& strong = ui::lineFace(ui::LineStyle::BodyStrong);
    const ui::LineFace& quiet = ui::lineFace(ui::LineStyle::CaptionTabular);
    const QRect arrow(rect.x() + ui::kCellPadding, rect.y() + (rect.height() - 15) / 2, 14, 14);
    ui::paintIcon(&painter, arrow,
                  groups.isOpen(row) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), t.secondary);
    const int from = arrow.right() + 6;
    int room = rect.width();
    for (int visual = header_->count() - 1; visual >= 0; --visual) {
        const int column = header_->logicalIndex(visual);
        const QString total = groups.total(row, model_->pathAt(column));
        if (total.isEmpty()) continue;
        const QRect cell(columnViewportPosition(column), rect.y(), columnWidth(column), rect.height() - 1);
        if (cell.right() < from + 120) continue;
        ui::lineFace(ui::LineStyle::BodyTabular)
            .paint(&painter, cell.adjusted(ui::kCellPadding, 0, -ui::kCellPadding, 0), Qt::AlignRight, total, t.text);
        room = std::min(room, cell.x());
    }
    const QString title = groups.title(row);
    const int width = std::clamp(strong.width(title), 0, std::max(room - from - 60, 80));
    strong.paint(&painter, QRect(from, rect.y(), width, rect.height() - 1), Qt::AlignLeft, title, t.text);
    quiet.paint(&painter, QRect(from + width + 8, rect.y(), 120, rect.height() - 1), Qt::AlignLeft,
                locale().toString(static_cast<qulonglong>(groups.groupAt(row).count)), t.secondary);
    if (current) {
        painter.setPen(QPen(t.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -2));
    }
}

void RecordTable::paintFrozen(QPainter& painter, const QRect& dirty) const {
    const int edge = header_->frozenWidth();
    if (dirty.left() >= edge) return;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int first = rowAt(std::max(dirty.top(), 0));
    for (int row = first; first >= 0 && row < model_->rowCount(); ++row) {
        if (rowViewportPosition(row) > dirty.bottom()) break;
        if (model_->isGroup(row)) continue;
        for (int visual = 0; visual < header_->frozen(); ++visual) {
            const QModelIndex index = model_->index(row, header_->logicalIndex(visual));
            option.rect = visualRect(index);
            option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
            delegate_->paint(&painter, option, index);
        }
    }
    painter.fillRect(QRect(edge - 1, dirty.top(), 1, dirty.height()), ui::tokens().outline);
}

int RecordTable::shiftAt(int x) const {
    return header_->frozen() > 0 && x < header_->frozenWidth() ? header_->offset() : 0;
}

QModelIndex RecordTable::indexAt(const QPoint& at) const {
    return QTableView::indexAt(at + QPoint(shiftAt(at.x()), 0));
}

QRect RecordTable::visualRect(const QModelIndex& index) const {
    QRect rect = QTableView::visualRect(index);
    if (header_->frozen() > 0 && index.isValid() && header_->isFrozen(index.column()))
        rect.moveLeft(header_->sectionPosition(index.column()));
    return rect;
}

/// A cell that would hide under the columns that stay comes out; one of those brings nothing along.
void RecordTable::scrollTo(const QModelIndex& index, ScrollHint hint) {
    const bool frozen = header_->frozen() > 0 && index.isValid();
    const int before = horizontalScrollBar()->value();
    QTableView::scrollTo(index, hint);
    if (footRoom_ > 0 && index.isValid()) {
        const int below = rowViewportPosition(index.row()) + rowHeight(index.row()) + footRoom_ - viewport()->height();
        if (below > 0) verticalScrollBar()->setValue(verticalScrollBar()->value() + below);
    }
    if (!frozen) return;
    if (header_->isFrozen(index.column())) return horizontalScrollBar()->setValue(before);
    const int hidden = header_->frozenWidth() - columnViewportPosition(index.column());
    if (hidden > 0) horizontalScrollBar()->setValue(horizontalScrollBar()->value() - hidden);
}

void RecordTable::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    if (dy) tellViewport();
    if (hovered_.isValid()) setHovered(indexAt(viewport()->mapFromGlobal(QCursor::pos())));
    const bool stays = dx != 0 && (header_->frozen() > 0 || model_->isGrouped());
    if (stays) header_->viewport()->update();
    // What is painted can only be moved by whole pixels of the screen.
    const qreal ratio = devicePixelRatioF();
    if (stays || ratio != std::floor(ratio)) viewport()->update();
}

void RecordTable::setHovered(const QModelIndex& index) {
    if (hovered_ == index) return;
    const QPersistentModelIndex before = hovered_;
    hovered_ = index;
    delegate_->setHovered(index);
    gutter_->setHoveredRow(index.row());
    for (const QPersistentModelIndex& touched : {before, hovered_})
        if (touched.isValid())
            viewport()->update(0, rowViewportPosition(touched.row()), viewport()->width(), rowHeight(touched.row()));
    const bool head = index.isValid() && model_->isGroup(index.row());
    const bool link = index.isValid() && !head && delegate_->contentOf(index).kind == ui::CellContent::Kind::Link;
    viewport()->setCursor(link || head ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

}  // namespace kupets::view
