#include "client/view/hit_delegate.h"

#include <QPainter>
#include <QTextLayout>

#include "client/model/roles.h"
#include "client/model/search_model.h"
#include "client/model/word_match.h"
#include "client/ui/chip.h"
#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {
constexpr int kHeading = 28;
constexpr int kOneLine = 32;
constexpr int kTwoLines = 44;

/// One line, cut where there is no room, with what was typed in the accent's colour and heavier.
void drawMarked(QPainter* painter, const QRect& rect, const QString& text, const QString& typed, const QColor& color) {
    const QFontMetrics metrics(painter->font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
    const QList<model::Span> spans = typed.isEmpty() ? QList<model::Span>() : model::spansOf(shown, typed);
    painter->setPen(color);
    if (spans.isEmpty()) return painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, shown);
    QTextCharFormat strong;
    strong.setForeground(ui::tokens().accentText);
    strong.setFontWeight(QFont::DemiBold);
    QTextLayout layout(shown, painter->font());
    QList<QTextLayout::FormatRange> formats;
    for (const model::Span& span : spans)
        formats << QTextLayout::FormatRange{static_cast<int>(span.start), static_cast<int>(span.length), strong};
    layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width() + 40);
    layout.endLayout();
    painter->save();
    painter->setClipRect(rect, Qt::IntersectClip);
    layout.draw(painter, QPointF(rect.x(), rect.y() + (rect.height() - line.height()) / 2));
    painter->restore();
}

}  // namespace

HitDelegate::HitDelegate(bool icons, std::function<QString(const QModelIndex&)> iconOf, QObject* parent)
    : QStyledItemDelegate(parent), icons_(icons), iconOf_(std::move(iconOf)) {}

QString HitDelegate::headingOf(const QModelIndex& index) const {
    return icons_ ? index.data(model::SearchModel::SectionRole).toString() : QString();
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const int lines = index.data(model::SubtitleRole).toString().isEmpty() ? kOneLine : kTwoLines;
    return {100, lines + (headingOf(index).isEmpty() ? 0 : kHeading)};
}

void HitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ui::Tokens& t = ui::tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect rect = option.rect;
    if (const QString heading = headingOf(index); !heading.isEmpty()) {
        QFont face = ui::typeface(ui::TextStyle::Caption);
        face.setWeight(QFont::DemiBold);
        painter->setFont(face);
        painter->setPen(t.muted);
        painter->drawText(rect.adjusted(8, 4, -8, 0), Qt::AlignLeft | Qt::AlignTop, heading);
        rect.setTop(rect.top() + kHeading);
    }
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.state & QStyle::State_Selected ? t.selected : t.hover);
        painter->drawRoundedRect(rect.adjusted(0, 1, 0, -1), 4, 4);
    }
    QRect inner = rect.adjusted(8, 0, -8, 0);
    if (icons_) {
        ui::paintIcon(painter, QRect(inner.x(), inner.y(), 18, inner.height()), iconOf_ ? iconOf_(index) : QString(),
                      t.secondary);
        inner.adjust(28, 0, 0, 0);
    }
    if (const QVariant color = index.data(model::ChoiceColorNameRole); color.isValid()) {
        ui::paintDot(painter, QRect(inner.x() - 2, inner.y(), 16, inner.height()), color.toString());
        inner.adjust(22, 0, 0, 0);
    }
    if (const QString trailing = index.data(kTrailingRole).toString(); !trailing.isEmpty()) {
        painter->setFont(ui::typeface(ui::TextStyle::Caption));
        painter->setPen(t.muted);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, trailing);
        inner.adjust(0, 0, -painter->fontMetrics().horizontalAdvance(trailing) - 8, 0);
    }
    const QString subtitle = index.data(model::SubtitleRole).toString();
    const QFont body = ui::typeface(ui::TextStyle::Body);
    painter->setFont(body);
    painter->setPen(t.text);
    const QRect first = subtitle.isEmpty() ? inner : QRect(inner.x(), inner.y() + 4, inner.width(), 19);
    const QString marked = index.data(kMarkedRole).toString();
    drawMarked(painter, first, index.data().toString(), marked, t.text);
    if (!subtitle.isEmpty()) {
        const QFont caption = ui::typeface(ui::TextStyle::Caption);
        painter->setFont(caption);
        painter->setPen(t.secondary);
        const QRect second(inner.x(), inner.y() + 22, inner.width(), 18);
        drawMarked(painter, second, subtitle, marked, t.secondary);
    }
    painter->restore();
}

}  // namespace kupets::view
