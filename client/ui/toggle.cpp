#include "client/ui/toggle.h"

#include <QPainter>

#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {
constexpr int kWidth = 34;
constexpr int kHeight = 20;
constexpr int kKnob = 14;
}  // namespace

Toggle::Toggle(const QString& name, QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setAccessibleName(name);
    setToolTip(name);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(sizeHint());
}

QSize Toggle::sizeHint() const { return {kWidth, kHeight}; }

void Toggle::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled()) painter.setOpacity(0.5);
    const QRectF track = QRectF(0, 0, kWidth, kHeight).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(isChecked() ? t.accent : hasFocus() ? t.accent : t.outline);
    painter.setBrush(isChecked() ? t.accent : t.sunken);
    painter.drawRoundedRect(track, kHeight / 2.0, kHeight / 2.0);
    const double gap = (kHeight - kKnob) / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? t.onAccent : t.muted);
    painter.drawEllipse(QRectF(isChecked() ? kWidth - gap - kKnob : gap, gap, kKnob, kKnob));
}

}  // namespace kupets::ui
