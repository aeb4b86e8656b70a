#include "client/view/presence_marks.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "client/ui/chip.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {
constexpr int kSize = 28;
constexpr int kStep = 24;  // they overlap a little
}  // namespace

PresenceMarks::PresenceMarks(QWidget* parent) : QWidget(parent) {
    setFixedHeight(32);
    hide();
}

QRect PresenceMarks::placeOf(int index) const { return {2 + index * kStep, 2, kSize, kSize}; }

void PresenceMarks::showViewers(const std::vector<data::Viewer>& viewers) {
    viewers_ = viewers;
    QStringList words;
    for (const data::Viewer& viewer : viewers)
        words << (viewer.editing.empty() ? tr("%1 is looking").arg(viewer.name) : tr("%1 is writing").arg(viewer.name));
    setAccessibleName(words.join(QStringLiteral(", ")));
    const int shown = std::min(static_cast<int>(viewers.size()), kMost + 1);
    setFixedWidth(shown > 0 ? (shown - 1) * kStep + kSize + 4 : 0);
    setVisible(shown > 0);
    update();
}

void PresenceMarks::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int all = static_cast<int>(viewers_.size());
    for (int i = std::min(all, kMost) - 1; i >= 0; --i) {
        const data::Viewer& viewer = viewers_[static_cast<std::size_t>(i)];
        const QRect place = placeOf(i);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.canvas);
        painter.drawEllipse(place.adjusted(-2, -2, 2, 2));
        ui::paintAvatar(&painter, place, viewer.name);
        if (viewer.editing.empty()) continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 2));
        painter.drawEllipse(place);
    }
    if (all <= kMost) return;
    painter.setPen(t.secondary);
    painter.setFont(ui::typeface(ui::TextStyle::Caption));
    painter.drawText(placeOf(kMost), Qt::AlignCenter, QStringLiteral("+%1").arg(all - kMost));
}

bool PresenceMarks::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const QPoint at = static_cast<QHelpEvent*>(event)->pos();
    QString words = accessibleName().replace(QStringLiteral(", "), QStringLiteral("\n"));
    for (int i = 0; i < std::min(static_cast<int>(viewers_.size()), kMost); ++i)
        if (placeOf(i).contains(at)) words = accessibleName().split(QStringLiteral(", ")).value(i, words);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), words, this);
    return true;
}

}  // namespace kupets::view
