#include "client/ui/cell_painter.h"

#include <QPainter>
#include <algorithm>

#include "client/ui/chip.h"
#include "client/ui/empty_state.h"
#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

constexpr double kPast = 0.45;  // of the banner above

QColor blend(const QColor& top, const QColor& under, double share) {
    const auto mix = [&](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return {mix(top.red(), under.red()), mix(top.green(), under.green()), mix(top.blue(), under.blue())};
}

}  // namespace

QColor rowGround(bool past) { return past ? blend(tokens().warningSoft, tokens().canvas, kPast) : tokens().canvas; }

namespace {

void paintGround(QPainter* painter, const QRect& rect, const CellState& state) {
    const Tokens& t = tokens();
    QColor ground = state.selected ? t.selected : state.hovered ? t.hover : rowGround(state.past);
    if (!state.rule.isEmpty() && !state.selected) ground = chipColors(state.rule, t).ground;
    if (state.freshness > 0) ground = blend(t.fresh, ground, state.freshness);
    painter->fillRect(rect, ground);
    painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), t.hairline);
    if (state.current && state.focused) {
        painter->setPen(QPen(t.accent, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -2));
    }
}

void paintChips(QPainter* painter, const QRect& inner, const CellContent& content) {
    int x = inner.x();
    for (int i = 0; i < content.chips.size(); ++i) {
        const int left = inner.right() + 1 - x;
        if (left < 24) break;
        x += paintChip(painter, QRect(x, inner.y(), left, inner.height()), content.chips[i],
                       content.chipColors.value(i)) +
             4;
    }
}

void paintCheck(QPainter* painter, const QRect& inner, bool checked) {
    if (checked)
        paintIcon(painter, QRect(inner.x(), inner.y() + (inner.height() - 16) / 2, 16, 16), QStringLiteral("check"),
                  tokens().accentText);
}

const LineFace& faceOf(const CellContent& content) {
    const bool digits = content.kind == CellContent::Kind::Number || content.kind == CellContent::Kind::Stamp;
    return lineFace(digits ? LineStyle::BodyTabular : content.strong ? LineStyle::BodyMedium : LineStyle::Body);
}

}  // namespace

int cellWidth(const CellContent& content) {
    int width = 0;
    switch (content.kind) {
        case CellContent::Kind::Chips:
            for (const QString& chip : content.chips) width += chipWidth(chip) + 4;
            break;
        case CellContent::Kind::Person:
            width = 26 + lineFace(LineStyle::Body).width(content.text);
            break;
        case CellContent::Kind::Check:
            width = 16;
            break;
        default:
            width = faceOf(content).width(content.text);
    }
    return width + 2 * kCellPadding;
}

void paintCell(QPainter* painter, const QRect& rect, const CellContent& content, const CellState& state) {
    const Tokens& t = tokens();
    paintGround(painter, rect, state);
    QRect inner = rect.adjusted(kCellPadding, 0, -kCellPadding, -1);
    if (inner.width() < 4) return;
    const LineFace& face = faceOf(content);
    const QColor ink = content.muted                            ? t.muted
                       : state.rule.isEmpty() || state.selected ? t.text
                                                                : chipColors(state.rule, t).text;
    switch (content.kind) {
        case CellContent::Kind::Loading:
            return paintSkeletonBar(painter, inner, state.seed);
        case CellContent::Kind::Chips:
            return paintChips(painter, inner, content);
        case CellContent::Kind::Check:
            return paintCheck(painter, inner, content.checked);
        case CellContent::Kind::Number:
            return face.paint(painter, inner, Qt::AlignRight, content.text, ink);
        case CellContent::Kind::Person:
            if (content.text.isEmpty()) return;
            paintAvatar(painter, QRect(inner.x(), inner.y() + (inner.height() - 20) / 2, 20, 20), content.text);
            inner.adjust(26, 0, 0, 0);
            break;
        case CellContent::Kind::Link:
            if (!state.hoveredCell) break;
            face.paint(painter, inner, Qt::AlignLeft, content.text, t.accentText);
            painter->fillRect(
                QRect(inner.x(), inner.center().y() + 8, std::min(inner.width(), face.width(content.text)), 1),
                t.accentText);
            return;
        case CellContent::Kind::Text:
        case CellContent::Kind::Stamp:
            break;
    }
    face.paint(painter, inner, Qt::AlignLeft, content.text, ink);
}

}  // namespace kupets::ui
