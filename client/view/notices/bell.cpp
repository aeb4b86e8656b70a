#include "client/view/notices/bell.h"

#include <QPainter>

#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {
constexpr int kMost = 99;
constexpr int kBadge = 17;
}  // namespace

Bell::Bell(QWidget* parent) : QAbstractButton(parent) {
    setFixedSize(40, 32);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setUnread(0);
}

void Bell::setUnread(int count) {
    if (count == unread_) return;
    unread_ = count;
    const QString words = count > 0 ? tr("Notices: %Ln new", "", count) : tr("Notices");
    setAccessibleName(words);
    setToolTip(QStringLiteral("%1  F8").arg(words));
    update();
}

void Bell::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? t.pressed : t.hover);
        painter.drawRoundedRect(QRectF(rect()), ui::metrics::kRadius, ui::metrics::kRadius);
    }
    ui::paintIcon(&painter, QRect(8, 7, 18, 18), QStringLiteral("bell"), unread_ > 0 ? t.text : t.secondary);
    if (unread_ <= 0) return;
    const QString words = unread_ > kMost ? QStringLiteral("99+") : QString::number(unread_);
    QFont face = ui::typeface(ui::TextStyle::Caption);
    face.setWeight(QFont::DemiBold);
    const int wide = qMax(kBadge, QFontMetrics(face).horizontalAdvance(words) + 8);
    const QRect badge(width() - wide, 1, wide, kBadge);
    painter.setPen(QPen(t.canvas, 2));
    painter.setBrush(t.danger);
    painter.drawRoundedRect(badge, kBadge / 2.0, kBadge / 2.0);
    painter.setFont(face);
    painter.setPen(t.onAccent);
    painter.drawText(badge, Qt::AlignCenter, words);
}

}  // namespace kupets::view
