#include "client/ui/table_header.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

QMouseEvent moved(const QMouseEvent& event, int shift) {
    return QMouseEvent(event.type(), event.position() + QPointF(shift, 0), event.globalPosition(), event.button(),
                       event.buttons(), event.modifiers());
}

}  // namespace

TableHeader::TableHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(56);
    setDefaultSectionSize(160);
    setTextElideMode(Qt::ElideRight);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    connect(this, &QHeaderView::sectionClicked, this, [this](int section) {
        if (!unsortable_.contains(section)) Q_EMIT sortClicked(section, adding_);
    });
}

QSize TableHeader::sizeHint() const { return {QHeaderView::sizeHint().width(), 34}; }

void TableHeader::setSortable(int section, bool sortable) {
    unsortable_.removeAll(section);
    if (!sortable) unsortable_ << section;
}

void TableHeader::setSortMarks(const QList<SortMark>& marks) {
    marks_ = marks;
    viewport()->update();
}

void TableHeader::setFrozen(int count) {
    frozen_ = std::clamp(count, 0, this->count());
    viewport()->update();
}

int TableHeader::frozenWidth() const {
    int width = 0;
    for (int visual = 0; visual < std::min(frozen_, count()); ++visual) width += sectionSize(logicalIndex(visual));
    return width;
}

int TableHeader::sectionAt(int x) const { return logicalIndexAt(x + shiftAt(x)); }

int TableHeader::seenPosition(int section) const {
    return isFrozen(section) ? sectionPosition(section) : sectionViewportPosition(section);
}

int TableHeader::shiftAt(int x) const { return frozen_ > 0 && x < frozenWidth() ? offset() : 0; }

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Tokens& t = tokens();
    painter->fillRect(rect, section == hovered_ && !unsortable_.contains(section) ? t.hover : t.canvas);
    painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.hairline);
    if (section == hovered_) painter->fillRect(QRect(rect.right(), rect.y() + 9, 1, rect.height() - 18), t.outline);
    const auto mark =
        std::find_if(marks_.begin(), marks_.end(), [section](const SortMark& each) { return each.section == section; });
    const bool sorted = mark != marks_.end();
    const QString number = sorted && marks_.size() > 1 ? QString::number(mark - marks_.begin() + 1) : QString();
    const auto alignment = Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
    QFont face = typeface(TextStyle::Caption);
    face.setWeight(QFont::Medium);
    painter->setFont(face);
    painter->setPen(sorted ? t.text : t.secondary);
    const QRect inner = rect.adjusted(kCellPadding, 0, -kCellPadding, -1);
    const QString text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    const QFontMetrics measure(face);
    const int sign = !sorted ? 0 : 16 + (number.isEmpty() ? 0 : measure.horizontalAdvance(number) + 1);
    const QString shown = measure.elidedText(text, Qt::ElideRight, inner.width() - sign);
    const int width = measure.horizontalAdvance(shown);
    const bool right = alignment & Qt::AlignRight;
    const int x = right ? inner.right() + 1 - width : inner.x();
    painter->drawText(QRect(x, inner.y(), width + 1, inner.height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
    if (!sorted) return;
    const QRect arrow(right ? x - sign : x + width + 4, inner.y() + (inner.height() - 12) / 2, 12, 12);
    paintIcon(painter, arrow, mark->descending ? QStringLiteral("arrow-down") : QStringLiteral("arrow-up"),
              t.accentText);
    painter->setPen(t.accentText);
    painter->drawText(QRect(arrow.right() + 1, inner.y(), 20, inner.height()), Qt::AlignVCenter | Qt::AlignLeft,
                      number);
}

void TableHeader::paintEvent(QPaintEvent* event) {
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    const int end = length() - offset();
    if (end < viewport()->width()) {
        painter.fillRect(QRect(end, 0, viewport()->width() - end, height()), tokens().canvas);
        painter.fillRect(QRect(end, height() - 1, viewport()->width() - end, 1), tokens().hairline);
    }
    if (frozen_ == 0 || offset() == 0) return;
    for (int visual = 0; visual < std::min(frozen_, count()); ++visual) {
        const int section = logicalIndex(visual);
        paintSection(&painter, QRect(sectionPosition(section), 0, sectionSize(section), height()), section);
    }
    painter.fillRect(QRect(frozenWidth() - 1, 0, 1, height()), tokens().outline);
}

void TableHeader::mousePressEvent(QMouseEvent* event) {
    shift_ = shiftAt(event->position().toPoint().x());
    QMouseEvent own = moved(*event, shift_);
    QHeaderView::mousePressEvent(&own);
}

void TableHeader::mouseReleaseEvent(QMouseEvent* event) {
    adding_ = event->modifiers() & Qt::ShiftModifier;
    QMouseEvent own = moved(*event, shift_);
    QHeaderView::mouseReleaseEvent(&own);
    shift_ = 0;
}

void TableHeader::mouseMoveEvent(QMouseEvent* event) {
    const int x = event->position().toPoint().x();
    QMouseEvent own = moved(*event, event->buttons() == Qt::NoButton ? shiftAt(x) : shift_);
    QHeaderView::mouseMoveEvent(&own);
    const int now = sectionAt(x);
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
    Q_EMIT menuRequested(sectionAt(event->pos().x()), event->globalPos());
}

}  // namespace kupets::ui
