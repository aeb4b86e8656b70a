#include "client/view/table_gutter.h"

#include <QMouseEvent>
#include <QPainter>

#include "client/model/roles.h"
#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kNarrow = 6;  // the first column stands under the title of its page
constexpr int kWide = 32;
constexpr int kStarAt = 12;

}  // namespace

TableGutter::TableGutter(QWidget* parent) : QHeaderView(Qt::Vertical, parent) {
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setMinimumSectionSize(ui::metrics::kRowCompact);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
}

void TableGutter::setStars(std::function<int(int)> stars) {
    stars_ = std::move(stars);
    updateGeometry();
}

void TableGutter::setHoveredRow(int row) {
    if (row == hovered_) return;
    const int before = std::exchange(hovered_, row);
    for (const int touched : {before, row})
        if (touched >= 0) viewport()->update(0, sectionViewportPosition(touched), width(), sectionSize(touched));
}

void TableGutter::setPast(bool past) {
    past_ = past;
    viewport()->update();
}

QSize TableGutter::sizeHint() const { return {stars_ ? kWide : kNarrow, QHeaderView::sizeHint().height()}; }

void TableGutter::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const ui::Tokens& t = ui::tokens();
    const QItemSelectionModel* selection = selectionModel();
    const bool head = model() && model()->index(section, 0).data(model::GroupRole).toBool();
    const bool whole = !head && selection && selection->isRowSelected(section);  // a head is none that is selected
    painter->fillRect(rect, whole                 ? t.selected
                            : section == hovered_ ? t.hover
                            : head                ? t.sunken
                                                  : ui::rowGround(past_));
    painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.hairline);
    if (whole) painter->fillRect(QRect(rect.x(), rect.y(), 3, rect.height() - 1), t.accent);
    const int star = stars_ ? stars_(section) : -1;
    if (star < 0 || (star == 0 && section != hovered_)) return;
    const QRect at(rect.x() + kStarAt, rect.y() + (rect.height() - 15) / 2, 14, 14);
    ui::paintIcon(painter, at, star > 0 ? QStringLiteral("star-filled") : QStringLiteral("star"),
                  star > 0  ? t.warningText
                  : onStar_ ? t.text
                            : t.muted);
}

void TableGutter::paintEvent(QPaintEvent* event) {
    QHeaderView::paintEvent(event);
    const int end = length() - offset();
    if (end >= viewport()->height()) return;
    QPainter painter(viewport());
    painter.fillRect(QRect(0, end, width(), viewport()->height() - end), ui::rowGround(past_));
}

bool TableGutter::isOnStar(const QPoint& at) const { return stars_ && at.x() >= kStarAt - 2; }

void TableGutter::mousePressEvent(QMouseEvent* event) {
    const int row = logicalIndexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0 && isOnStar(event->position().toPoint()) && stars_(row) >= 0) {
        Q_EMIT starClicked(row);
        return;
    }
    QHeaderView::mousePressEvent(event);
}

void TableGutter::mouseMoveEvent(QMouseEvent* event) {
    QHeaderView::mouseMoveEvent(event);
    const QPoint at = event->position().toPoint();
    onStar_ = isOnStar(at);
    viewport()->setCursor(onStar_ ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setHoveredRow(logicalIndexAt(at));
}

void TableGutter::leaveEvent(QEvent* event) {
    QHeaderView::leaveEvent(event);
    setHoveredRow(-1);
}

}  // namespace kupets::view
