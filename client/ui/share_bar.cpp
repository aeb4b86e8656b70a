#include "client/ui/share_bar.h"

#include <QPainter>
#include <algorithm>

#include "client/ui/chip.h"
#include "client/ui/theme.h"
#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {
constexpr int kHeight = 6;
constexpr double kGood = 0.9;
constexpr double kFair = 0.6;
}  // namespace

ShareBar::ShareBar(QWidget* parent) : QWidget(parent) { setFixedHeight(kHeight + 2); }

void ShareBar::setShare(double share) {
    share_ = std::clamp(share, 0.0, 1.0);
    update();
}

void ShareBar::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF whole(0, (height() - kHeight) / 2.0, width(), kHeight);
    painter.setBrush(t.hairline);
    painter.drawRoundedRect(whole, kHeight / 2.0, kHeight / 2.0);
    if (share_ <= 0) return;
    painter.setBrush(share_ >= kGood ? t.success : share_ >= kFair ? t.warning : t.danger);
    QRectF full = whole;
    full.setWidth(std::max<double>(kHeight, whole.width() * share_));
    painter.drawRoundedRect(full, kHeight / 2.0, kHeight / 2.0);
}

}  // namespace kupets::ui
