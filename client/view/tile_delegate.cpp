#include "client/view/tile_delegate.h"

#include <QPainter>

#include "client/model/board_model.h"
#include "client/ui/chip.h"
#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kPad = 12;
constexpr int kTitle = 18;
constexpr int kReferences = 18;
constexpr int kFoot = 22;
constexpr int kGap = 8;
constexpr int kMargin = 12;

bool isReference(int type) { return type == v1::REFERENCE; }
bool isText(int type) { return type == v1::TEXT || type == v1::PHONES || type == v1::EMAILS || type == v1::ADDRESS; }

QList<model::TileCell> cellsOf(const QModelIndex& index) {
    return index.data(model::TileCellsRole).value<QList<model::TileCell>>();
}

}  // namespace

TileDelegate::TileDelegate(const schema::Entity& entity, QObject* parent) : QStyledItemDelegate(parent) {
    for (const std::string& path : entity.def().board().tile_fields()) {
        const schema::Field* field = entity.field(path);
        if (!field || isReference(field->type()) || isText(field->type()))
            hasReferences_ = true;
        else
            hasFoot_ = true;
    }
    height_ = 2 * (kPad - 1) + kTitle + (hasReferences_ ? kReferences + 2 : 0) + (hasFoot_ ? kFoot + 6 : 0);
}

QSize TileDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {100, height_ + kGap}; }

void TileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    // The scroll bar comes and goes in the margin at the right; the tile keeps its width.
    const QRect tile(option.rect.x() + kMargin, option.rect.y(), ui::metrics::kTileWidth - 2 * kMargin, height_);
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

void TileDelegate::paintTile(QPainter* painter, const QRect& rect, const QModelIndex& index, bool selected,
                             bool hovered) const {
    const ui::Tokens& t = ui::tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor ground = hovered && !selected ? t.hover : t.raised;
    const QVariant fresh = index.data(model::HighlightRole);
    if (fresh.isValid() && fresh.toDouble() > 0) ground = t.fresh;
    painter->setPen(Qt::NoPen);
    QColor shade = t.shadow;
    shade.setAlpha(shade.alpha() / 4);
    painter->setBrush(shade);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 1.5, -0.5, 1), ui::metrics::kRadius, ui::metrics::kRadius);
    painter->setPen(QPen(selected ? t.accent : t.hairline, selected ? 2 : 1));
    painter->setBrush(ground);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), ui::metrics::kRadius, ui::metrics::kRadius);
    if (index.data(model::PendingRole).toBool()) painter->setOpacity(0.6);
    const QRect inner = rect.adjusted(kPad, kPad - 1, -kPad, -(kPad - 1));
    paintText(painter, inner, index);
    if (hasFoot_) paintFoot(painter, QRect(inner.x(), inner.bottom() + 1 - kFoot, inner.width(), kFoot), index);
    painter->restore();
}

void TileDelegate::paintText(QPainter* painter, QRect inner, const QModelIndex& index) const {
    const ui::Tokens& t = ui::tokens();
    const QRect first(inner.x(), inner.y(), inner.width(), kTitle);
    ui::lineFace(ui::LineStyle::BodyMedium).paint(painter, first, Qt::AlignLeft, index.data().toString(), t.text);
    if (!hasReferences_) return;
    QStringList parts;
    for (const model::TileCell& cell : cellsOf(index))
        if ((isReference(cell.fieldType) || isText(cell.fieldType)) && !cell.text.isEmpty()) parts << cell.text;
    const QRect second(inner.x(), inner.y() + kTitle + 2, inner.width(), kReferences);
    ui::lineFace(ui::LineStyle::Caption)
        .paint(painter, second, Qt::AlignLeft, parts.join(QStringLiteral(" · ")), t.secondary);
}

void TileDelegate::paintFoot(QPainter* painter, const QRect& foot, const QModelIndex& index) const {
    const ui::Tokens& t = ui::tokens();
    int left = foot.x();
    int right = foot.right() + 1;
    const ui::LineFace& caption = ui::lineFace(ui::LineStyle::CaptionTabular);
    const ui::LineFace& strong = ui::lineFace(ui::LineStyle::BodyStrongTabular);
    const auto cells = cellsOf(index);
    for (const model::TileCell& cell : cells)
        if (cell.fieldType == v1::USER && !cell.text.isEmpty()) {
            ui::paintAvatar(painter, QRect(right - kFoot, foot.y(), kFoot, kFoot), cell.text);
            right -= kFoot + 8;
        }
    for (const model::TileCell& cell : cells) {
        const bool date = cell.fieldType == v1::DATE || cell.fieldType == v1::DATE_TIME;
        if (cell.text.isEmpty() || cell.fieldType == v1::USER || isReference(cell.fieldType) || isText(cell.fieldType))
            continue;
        if (date) {
            const int width = caption.width(cell.text);
            if (right - width - 16 < left) continue;
            caption.paint(painter, QRect(right - width, foot.y(), width, foot.height()), Qt::AlignLeft, cell.text,
                          t.secondary);
            ui::paintIcon(painter, QRect(right - width - 16, foot.y(), 12, foot.height()), QStringLiteral("calendar"),
                          t.muted);
            right -= width + 24;
        } else {
            const int width = std::min(strong.width(cell.text), right - left);
            if (width < 20) continue;
            strong.paint(painter, QRect(left, foot.y(), width, foot.height()), Qt::AlignLeft, cell.text, t.text);
            left += width + 8;
        }
    }
}

}  // namespace kupets::view
