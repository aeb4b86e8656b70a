#include "client/ui/calendar.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {
constexpr int kCell = 34;
constexpr int kHead = 40;
constexpr int kWeekdays = 24;
constexpr int kArrow = 28;

QRect backRect(int width) { return {width - 2 * kArrow - 4, 6, kArrow, kArrow}; }
QRect forwardRect(int width) { return {width - kArrow, 6, kArrow, kArrow}; }
}  // namespace

Calendar::Calendar(const QLocale& locale, QWidget* parent)
    : QWidget(parent), locale_(locale), shown_(QDate::currentDate()) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedSize(sizeHint());
    setAccessibleName(tr("Calendar"));
}

QSize Calendar::sizeHint() const { return {7 * kCell, kHead + kWeekdays + 6 * kCell}; }

void Calendar::setSelected(QDate day) {
    selected_ = day;
    show(day.isValid() ? day : QDate::currentDate());
}

void Calendar::show(QDate day) {
    shown_ = day;
    setAccessibleDescription(locale_.toString(day, QLocale::LongFormat));
    update();
}

QDate Calendar::firstShown() const {
    const QDate first(shown_.year(), shown_.month(), 1);
    const int back = (first.dayOfWeek() - static_cast<int>(locale_.firstDayOfWeek()) + 7) % 7;
    return first.addDays(-back);
}

QRect Calendar::cellRect(int index) const {
    return {(index % 7) * kCell, kHead + kWeekdays + (index / 7) * kCell, kCell, kCell};
}

QDate Calendar::dayAt(const QPoint& point) const {
    const int row = point.y() - kHead - kWeekdays;
    if (row < 0 || point.x() < 0 || point.x() >= 7 * kCell || row >= 6 * kCell) return {};
    return firstShown().addDays(row / kCell * 7 + point.x() / kCell);
}

void Calendar::paintDay(QPainter* painter, int index) const {
    const Tokens& t = tokens();
    const QDate day = firstShown().addDays(index);
    const QRect circle = cellRect(index).adjusted(2, 2, -2, -2);
    painter->setPen(Qt::NoPen);
    QColor ink = day.month() == shown_.month() ? t.text : t.muted;
    if (day == selected_) {
        painter->setBrush(t.accent);
        painter->drawRoundedRect(circle, metrics::kRadius, metrics::kRadius);
        ink = t.onAccent;
    } else if (day == hovered_ || (hasFocus() && day == shown_)) {
        painter->setBrush(t.hover);
        painter->drawRoundedRect(circle, metrics::kRadius, metrics::kRadius);
    }
    if (day == QDate::currentDate() && day != selected_) {
        painter->setPen(QPen(t.accent, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(circle).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
    }
    painter->setPen(ink);
    painter->drawText(circle, Qt::AlignCenter, QString::number(day.day()));
}

void Calendar::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(typeface(TextStyle::BodyStrong));
    painter.setPen(t.text);
    QString month = locale_.standaloneMonthName(shown_.month());
    if (!month.isEmpty()) month[0] = month[0].toUpper();
    painter.drawText(QRect(8, 0, width(), kHead), Qt::AlignVCenter | Qt::AlignLeft,
                     QStringLiteral("%1 %2").arg(month).arg(shown_.year()));
    paintIcon(&painter, backRect(width()).adjusted(6, 6, -6, -6), QStringLiteral("chevron-left"), t.secondary);
    paintIcon(&painter, forwardRect(width()).adjusted(6, 6, -6, -6), QStringLiteral("chevron-right"), t.secondary);
    painter.setFont(typeface(TextStyle::Caption));
    painter.setPen(t.muted);
    for (int i = 0; i < 7; ++i) {
        const int weekday = (static_cast<int>(locale_.firstDayOfWeek()) - 1 + i) % 7 + 1;
        painter.drawText(QRect(i * kCell, kHead, kCell, kWeekdays), Qt::AlignCenter,
                         locale_.standaloneDayName(weekday, QLocale::ShortFormat));
    }
    painter.setFont(typeface(TextStyle::Body));
    for (int i = 0; i < 42; ++i) paintDay(&painter, i);
}

void Calendar::mouseMoveEvent(QMouseEvent* event) {
    hovered_ = dayAt(event->position().toPoint());
    update();
}

void Calendar::leaveEvent(QEvent*) {
    hovered_ = {};
    update();
}

void Calendar::mouseReleaseEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (backRect(width()).contains(at)) return show(shown_.addMonths(-1));
    if (forwardRect(width()).contains(at)) return show(shown_.addMonths(1));
    if (const QDate day = dayAt(at); day.isValid()) {
        setSelected(day);
        Q_EMIT picked(day);
    }
}

void Calendar::wheelEvent(QWheelEvent* event) {
    show(shown_.addMonths(event->angleDelta().y() > 0 ? -1 : 1));
    event->accept();
}

void Calendar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            return show(shown_.addDays(-1));
        case Qt::Key_Right:
            return show(shown_.addDays(1));
        case Qt::Key_Up:
            return show(shown_.addDays(-7));
        case Qt::Key_Down:
            return show(shown_.addDays(7));
        case Qt::Key_PageUp:
            return show(shown_.addMonths(-1));
        case Qt::Key_PageDown:
            return show(shown_.addMonths(1));
        case Qt::Key_Home:
            return show(QDate::currentDate());
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            setSelected(shown_);
            Q_EMIT picked(shown_);
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace kupets::ui
