#include "client/ui/table_header.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>

#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::ui {

TableHeader::TableHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(56);
    setDefaultSectionSize(160);
    setTextElideMode(Qt::ElideRight);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setSortIndicatorShown(true);
    setSortIndicator(-1, Qt::AscendingOrder);
}

QSize TableHeader::sizeHint() const { return {QHeaderView::sizeHint().width(), 34}; }

void TableHeader::setSortable(int section, bool sortable) {
    unsortable_.removeAll(section);
    if (!sortable) unsortable_ << section;
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Tokens& t = tokens();
    painter->fillRect(rect, section == hovered_ && !unsortable_.contains(section) ? t.hover : t.canvas);
    painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.hairline);
    if (section == hovered_) painter->fillRect(QRect(rect.right(), rect.y() + 9, 1, rect.height() - 18), t.outline);
    const bool sorted = sortIndicatorSection() == section;
    const auto alignment = Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
    QFont face = typeface(TextStyle::Caption);
    face.setWeight(QFont::Medium);
    painter->setFont(face);
    painter->setPen(sorted ? t.text : t.secondary);
    QRect inner = rect.adjusted(kCellPadding + (visualIndex(section) == 0 ? kFirstCellLead : 0), 0, -kCellPadding, -1);
    const QString text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    const QFontMetrics measure(face);
    const int room = inner.width() - (sorted ? 16 : 0);
    const QString shown = measure.elidedText(text, Qt::ElideRight, room);
    const int width = measure.horizontalAdvance(shown);
    const bool right = alignment & Qt::AlignRight;
    const int x = right ? inner.right() + 1 - width : inner.x();
    painter->drawText(QRect(x, inner.y(), width + 1, inner.height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
    if (sorted) {
        const QRect arrow(right ? x - 16 : x + width + 4, inner.y() + (inner.height() - 12) / 2, 12, 12);
        paintIcon(
            painter, arrow,
            sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down"),
            t.accentText);
    }
}

void TableHeader::paintEvent(QPaintEvent* event) {
    QHeaderView::paintEvent(event);
    const int end = length() - offset();
    if (end >= viewport()->width()) return;
    QPainter painter(viewport());
    painter.fillRect(QRect(end, 0, viewport()->width() - end, height()), tokens().canvas);
    painter.fillRect(QRect(end, height() - 1, viewport()->width() - end, 1), tokens().hairline);
}

void TableHeader::mouseMoveEvent(QMouseEvent* event) {
    QHeaderView::mouseMoveEvent(event);
    const int now = logicalIndexAt(event->position().toPoint());
    if (now == hovered_) return;
    hovered_ = now;
    viewport()->update();
}

void TableHeader::leaveEvent(QEvent* event) {
    QHeaderView::leaveEvent(event);
    hovered_ = -1;
    viewport()->update();
}

void TableHeader::contextMenuEvent(QContextMenuEvent* event) {
    Q_EMIT menuRequested(logicalIndexAt(event->pos()), event->globalPos());
}

}  // namespace kupets::ui
