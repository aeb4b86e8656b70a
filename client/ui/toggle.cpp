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

QSize toggleSize() { return {kWidth, kHeight}; }
QSize Toggle::sizeHint() const { return toggleSize(); }

void Toggle::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintToggle(&painter, rect(), isChecked(), isEnabled(), hasFocus());
}

void paintToggle(QPainter* painter, const QRect& area, bool on, bool enabled, bool focused) {
    const Tokens& t = tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!enabled) painter->setOpacity(0.5);
    const QRectF track = QRectF(area.x(), area.y(), kWidth, kHeight).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->setPen(on || focused ? t.accent : t.outline);
    painter->setBrush(on ? t.accent : t.sunken);
    painter->drawRoundedRect(track, kHeight / 2.0, kHeight / 2.0);
    const double gap = (kHeight - kKnob) / 2.0;
    painter->setPen(Qt::NoPen);
    painter->setBrush(on ? t.onAccent : t.muted);
    painter->drawEllipse(QRectF(area.x() + (on ? kWidth - gap - kKnob : gap), area.y() + gap, kKnob, kKnob));
    painter->restore();
}

}  // namespace kupets::ui
