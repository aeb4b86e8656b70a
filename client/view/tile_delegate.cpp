#include "client/view/tile_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "client/data/path.h"
#include "client/ui/chip.h"
#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kPad = 12;
constexpr int kTitle = 18;
constexpr int kFactLine = 18;
constexpr int kFactsALine = 2;
constexpr int kFoot = 22;
constexpr int kSigns = 18;
constexpr int kSignIcon = 14;
constexpr int kGap = 8;
constexpr int kMargin = 12;

/// What a fact says by itself; others need their label beside them.
bool speaks(int type) {
    return type == v1::REFERENCE || type == v1::TEXT || type == v1::PHONES || type == v1::EMAILS ||
           type == v1::ADDRESS || type == v1::LONG_TEXT || type == v1::CHOICE || type == v1::MULTI_CHOICE ||
           type == v1::URL || type == v1::AUTO_NUMBER;
}
bool isDate(int type) { return type == v1::DATE || type == v1::DATE_TIME; }

/// Fields that stand at the foot: the first sum, the first date, the first person.
struct Foot {
    int sum = -1;
    int date = -1;
    int person = -1;
    template <typename TypeOf>
    Foot(int count, const TypeOf& typeOf) {
        for (int i = 0; i < count; ++i) {
            const int type = typeOf(i);
            if (type == v1::MONEY && sum < 0) sum = i;
            if (isDate(type) && date < 0) date = i;
            if (type == v1::USER && person < 0) person = i;
        }
    }
    bool has(int field) const { return field == sum || field == date || field == person; }
    int count() const { return (sum >= 0 ? 1 : 0) + (date >= 0 ? 1 : 0) + (person >= 0 ? 1 : 0); }
};

QList<model::TileCell> cellsOf(const QModelIndex& index) {
    return index.data(model::TileCellsRole).value<QList<model::TileCell>>();
}

Foot footFields(const QList<model::TileCell>& cells) {
    return Foot(static_cast<int>(cells.size()), [&cells](int i) { return cells[i].fieldType; });
}

}  // namespace

TileDelegate::TileDelegate(const schema::Entity& entity, const model::BoardModel& board, QObject* parent)
    : QStyledItemDelegate(parent), hasSigns_(board.hasMarks()) {
    const std::vector<std::string> paths = board.tileFields();
    const Foot foot(static_cast<int>(paths.size()), [&](int i) {
        const schema::Field* field = data::resolve(entity, paths[static_cast<std::size_t>(i)]).field();
        return field == nullptr ? 0 : static_cast<int>(field->type());
    });
    hasFoot_ = foot.count() > 0;
    factLines_ = (static_cast<int>(paths.size()) - foot.count() + kFactsALine - 1) / kFactsALine;
    height_ = 2 * (kPad - 1) + kTitle + (factLines_ > 0 ? 2 + factLines_ * kFactLine : 0) + (hasFoot_ ? kFoot + 6 : 0) +
              (hasSigns_ ? kSigns + 6 : 0);
}

QSize TileDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {100, height_ + kGap}; }

QRect TileDelegate::tileRect(const QRect& item) const {
    // The scroll bar comes and goes in the margin at the right; the tile keeps its width.
    return {item.x() + kMargin, item.y(), ui::metrics::kTileWidth - 2 * kMargin, height_};
}

QRect TileDelegate::inside(const QRect& tile) const { return tile.adjusted(kPad, kPad - 1, -kPad, -(kPad - 1)); }

QRect TileDelegate::signLineOf(const QRect& inner) const {
    return {inner.x(), inner.bottom() + 1 - kSigns, inner.width(), kSigns};
}

QRect TileDelegate::footOf(const QRect& inner) const {
    const int below = hasSigns_ ? kSigns + 6 : 0;
    return {inner.x(), inner.bottom() + 1 - kFoot - below, inner.width(), kFoot};
}

void TileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QRect tile = tileRect(option.rect);
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
    const QRect inner = inside(rect);
    paintText(painter, inner, index);
    if (hasFoot_) paintFoot(painter, footOf(inner), index);
    if (hasSigns_) paintSigns(painter, signLineOf(inner), index);
    painter->restore();
}

void TileDelegate::paintText(QPainter* painter, QRect inner, const QModelIndex& index) const {
    const ui::Tokens& t = ui::tokens();
    const QRect first(inner.x(), inner.y(), inner.width(), kTitle);
    ui::lineFace(ui::LineStyle::BodyMedium).paint(painter, first, Qt::AlignLeft, index.data().toString(), t.text);
    if (factLines_ == 0) return;
    const QList<model::TileCell> cells = cellsOf(index);
    const Foot foot = footFields(cells);
    QStringList parts;
    for (int i = 0; i < cells.size(); ++i) {
        if (foot.has(i) || cells[i].text.isEmpty()) continue;
        parts << (speaks(cells[i].fieldType) ? cells[i].text
                                             : QStringLiteral("%1: %2").arg(cells[i].label, cells[i].text));
    }
    for (int line = 0; line < factLines_; ++line) {
        const QRect area(inner.x(), inner.y() + kTitle + 2 + line * kFactLine, inner.width(), kFactLine);
        ui::lineFace(ui::LineStyle::Caption)
            .paint(painter, area, Qt::AlignLeft, parts.mid(line * kFactsALine, kFactsALine).join(QStringLiteral(" · ")),
                   t.secondary);
    }
}

void TileDelegate::paintFoot(QPainter* painter, const QRect& foot, const QModelIndex& index) const {
    const ui::Tokens& t = ui::tokens();
    int right = foot.right() + 1;
    const ui::LineFace& caption = ui::lineFace(ui::LineStyle::CaptionTabular);
    const QList<model::TileCell> cells = cellsOf(index);
    const Foot fields = footFields(cells);
    const auto text = [&cells](int field) { return field < 0 ? QString() : cells[field].text; };
    if (const QString person = text(fields.person); !person.isEmpty()) {
        ui::paintAvatar(painter, QRect(right - kFoot, foot.y(), kFoot, kFoot), person);
        right -= kFoot + 8;
    }
    if (const QString date = text(fields.date); !date.isEmpty()) {
        const int width = caption.width(date);
        caption.paint(painter, QRect(right - width, foot.y(), width, foot.height()), Qt::AlignLeft, date, t.secondary);
        ui::paintIcon(painter, QRect(right - width - 16, foot.y(), 12, foot.height()), QStringLiteral("calendar"),
                      t.muted);
        right -= width + 24;
    }
    ui::lineFace(ui::LineStyle::BodyStrongTabular)
        .paint(painter, QRect(foot.x(), foot.y(), right - foot.x(), foot.height()), Qt::AlignLeft, text(fields.sum),
               t.text);
}

QList<TileDelegate::Sign> TileDelegate::signsOf(const QRect& line, const QModelIndex& index) const {
    const ui::LineFace& caption = ui::lineFace(ui::LineStyle::CaptionTabular);
    QList<Sign> signs;
    int left = line.x();
    for (const model::TileMark& mark : index.data(model::TileMarksRole).value<QList<model::TileMark>>()) {
        const int width = kSignIcon + (mark.text.isEmpty() ? 0 : 4 + caption.width(mark.text));
        if (left + width > line.right()) break;
        signs << Sign{QRect(left, line.y(), width, line.height()), mark};
        left += width + 12;
    }
    return signs;
}

void TileDelegate::paintSigns(QPainter* painter, const QRect& line, const QModelIndex& index) const {
    const ui::LineFace& caption = ui::lineFace(ui::LineStyle::CaptionTabular);
    for (const Sign& sign : signsOf(line, index)) {
        const bool quiet = sign.mark.color.isEmpty() || sign.mark.color == QLatin1String("gray");
        const QColor color = quiet ? ui::tokens().secondary : ui::chipColors(sign.mark.color, ui::tokens()).text;
        ui::paintIcon(painter, QRect(sign.area.x(), sign.area.y(), kSignIcon, sign.area.height()), sign.mark.icon,
                      color);
        if (!sign.mark.text.isEmpty())
            caption.paint(painter, sign.area.adjusted(kSignIcon + 4, 0, 1, 0), Qt::AlignLeft, sign.mark.text, color);
    }
}

bool TileDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index) {
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QRect inner = inside(tileRect(option.rect));
    QString words;
    for (const Sign& sign : signsOf(signLineOf(inner), index)) {
        if (!hasSigns_ || !sign.area.adjusted(-4, -4, 4, 4).contains(event->pos())) continue;
        words =
            sign.mark.text.isEmpty() ? sign.mark.label : QStringLiteral("%1: %2").arg(sign.mark.label, sign.mark.text);
    }
    const QList<model::TileCell> cells = cellsOf(index);
    const int person = footFields(cells).person;
    if (words.isEmpty() && person >= 0 && event->pos().y() >= footOf(inner).y() &&
        event->pos().x() > inner.right() - kFoot)
        words = cells[person].text;
    if (words.isEmpty()) words = index.data().toString();
    QToolTip::showText(event->globalPos(), words, view);
    return true;
}

}  // namespace kupets::view
