#include "client/view/tasks/time_tile_delegate.h"

#include <QPainter>

#include "client/data/value_format.h"
#include "client/ui/chip.h"
#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kPad = 12;
constexpr int kLine = 18;
constexpr int kFoot = 22;
constexpr int kBetween = 8;
constexpr int kSide = 8;

}  // namespace

TimeTileDelegate::TimeTileDelegate(const model::TimeColumn& column, data::Language language, QObject* parent)
    : QStyledItemDelegate(parent), column_(column), language_(language) {}

int TimeTileDelegate::tileHeight() { return 2 * (kPad - 1) + 2 * kLine + 2 + 6 + kFoot; }

QSize TimeTileDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {100, tileHeight() + kBetween};
}

void TimeTileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QRect tile = QRect(option.rect.x() + kSide, option.rect.y(), option.rect.width() - 2 * kSide, tileHeight());
    if (dragged_ == index) {  // its place stays visible while it is carried
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(ui::tokens().outline, 1, Qt::DashLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), ui::metrics::kRadius,
                                 ui::metrics::kRadius);
        return;
    }
    const bool focused = option.widget && option.widget->hasFocus();
    paintTile(painter, tile, index, focused && (option.state & QStyle::State_Selected),
              option.state & QStyle::State_MouseOver);
}

void TimeTileDelegate::paintTile(QPainter* painter, const QRect& rect, const QModelIndex& index, bool selected,
                                 bool hovered) const {
    const ui::Tokens& t = ui::tokens();
    const model::TimeTask& task = column_.task(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(selected ? t.accent : t.hairline, selected ? 2 : 1));
    painter->setBrush(hovered && !selected ? t.hover : t.raised);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), ui::metrics::kRadius, ui::metrics::kRadius);
    const QRect inner = rect.adjusted(kPad, kPad - 1, -kPad, -(kPad - 1));
    int left = inner.x();
    if (task.priority == "high") {
        ui::paintIcon(painter, QRect(left, inner.y(), 14, kLine), QStringLiteral("flag"), t.dangerText);
        left += 18;
    }
    ui::lineFace(ui::LineStyle::BodyMedium)
        .paint(painter, QRect(left, inner.y(), inner.right() + 1 - left, kLine), Qt::AlignLeft, task.name, t.text);
    ui::lineFace(ui::LineStyle::Caption)
        .paint(painter, QRect(inner.x(), inner.y() + kLine + 2, inner.width(), kLine), Qt::AlignLeft, task.about,
               t.secondary);
    paintFoot(painter, QRect(inner.x(), inner.bottom() + 1 - kFoot, inner.width(), kFoot), task);
    painter->restore();
}

void TimeTileDelegate::paintFoot(QPainter* painter, const QRect& foot, const model::TimeTask& task) const {
    const ui::Tokens& t = ui::tokens();
    const ui::LineFace& caption = ui::lineFace(ui::LineStyle::CaptionTabular);
    int left = foot.x();
    const auto say = [&](const QString& icon, const QString& words, const QColor& color) {
        ui::paintIcon(painter, QRect(left, foot.y(), 13, foot.height()), icon, color);
        const int wide = std::min(caption.width(words), foot.right() - left - 17 - kFoot - 8);
        caption.paint(painter, QRect(left + 17, foot.y(), wide + 1, foot.height()), Qt::AlignLeft, words, color);
        left += 17 + wide + 12;
    };
    if (task.due) {
        const Timestamp now = SystemClock().now();
        say(QStringLiteral("clock"), data::displayMomentBriefly(*task.due, now, language_),
            *task.due < now ? t.dangerText : t.secondary);
    }
    if (!task.steps.isEmpty() && left < foot.right() - 80) say(QStringLiteral("list-checks"), task.steps, t.secondary);
    if (!task.owner.isEmpty())
        ui::paintAvatar(painter, QRect(foot.right() + 1 - kFoot, foot.y(), kFoot, kFoot), task.owner);
}

}  // namespace kupets::view
