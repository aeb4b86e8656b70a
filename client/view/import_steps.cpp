#include "client/view/import_steps.h"

#include <QPainter>

#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kLine = 40;
constexpr int kSign = 22;
constexpr int kTop = 20;
constexpr int kLeft = 16;

}  // namespace

ImportSteps::ImportSteps(const QStringList& steps, QWidget* parent) : QWidget(parent), steps_(steps) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Steps of the import"));
}

void ImportSteps::setCurrent(int step) {
    current_ = step;
    setAccessibleDescription(steps_.value(step));
    update();
}

void ImportSteps::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ui::Tokens& t = ui::tokens();
    painter.fillRect(QRect(width() - 1, 0, 1, height()), t.hairline);
    for (int step = 0; step < steps_.size(); ++step) {
        const QRect line(kLeft, kTop + step * kLine, width() - 2 * kLeft, kLine);
        const QRect sign(line.left(), line.center().y() - kSign / 2, kSign, kSign);
        const bool now = step == current_;
        const bool done = step < current_;
        painter.setPen(now || done ? Qt::NoPen : QPen(t.outline));
        painter.setBrush(now ? t.accent : done ? t.accentSoft : QColor(Qt::transparent));
        painter.drawEllipse(QRectF(sign).adjusted(0.5, 0.5, -0.5, -0.5));
        if (done)
            ui::paintIcon(&painter, sign.adjusted(4, 4, -4, -4), QStringLiteral("check"), t.accentText);
        else
            ui::lineFace(ui::LineStyle::Caption)
                .paint(&painter, sign, Qt::AlignCenter, QString::number(step + 1), now ? t.onAccent : t.secondary);
        ui::lineFace(now ? ui::LineStyle::BodyStrong : ui::LineStyle::Body)
            .paint(&painter, line.adjusted(kSign + 10, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, steps_[step],
                   now || done ? t.text : t.secondary);
    }
}

}  // namespace kupets::view
