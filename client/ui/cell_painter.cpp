#include "client/ui/cell_painter.h"

#include <QFontDatabase>
#include <QGlyphRun>
#include <QHash>
#include <QPainter>
#include <QRawFont>
#include <algorithm>

#include "client/ui/chip.h"
#include "client/ui/empty_state.h"
#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

/// Fonts and their measures, looked up once: QFontMetrics for every cell of every frame would be felt.
struct Faces {
    QFont body = typeface(TextStyle::Body);
    QFont strong = [] {
        QFont f = typeface(TextStyle::Body);
        f.setWeight(QFont::Medium);
        return f;
    }();
    QFont chip = typeface(TextStyle::Caption);
    QFontMetrics bodyMetrics{body};
    QFontMetrics strongMetrics{strong};
};
const Faces& faces() {
    static const Faces all;
    return all;
}

struct Digits {
    QRawFont raw;
    double digit = 0;
    double ascent = 0;
    double height = 0;
};
const Digits& digitsOf(const QFont& font) {
    static QHash<QString, Digits> cache;
    auto found = cache.find(font.key());
    if (found == cache.end()) {
        Digits made{QRawFont::fromFont(font, QFontDatabase::Cyrillic), 0, 0, 0};
        for (char c = '0'; c <= '9'; ++c) {
            const auto glyphs = made.raw.glyphIndexesForString(QString(QLatin1Char(c)));
            const auto advances = made.raw.advancesForGlyphIndexes(glyphs);
            if (!advances.isEmpty()) made.digit = std::max(made.digit, advances.front().x());
        }
        made.ascent = made.raw.ascent();
        made.height = made.raw.ascent() + made.raw.descent();
        found = cache.insert(font.key(), made);
    }
    return *found;
}

QVector<quint32> glyphsOf(const Digits& face, const QString& text) { return face.raw.glyphIndexesForString(text); }

QColor blend(const QColor& top, const QColor& under, double share) {
    const auto mix = [&](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return {mix(top.red(), under.red()), mix(top.green(), under.green()), mix(top.blue(), under.blue())};
}

void paintGround(QPainter* painter, const QRect& rect, const CellState& state) {
    const Tokens& t = tokens();
    QColor ground = state.selected ? t.selected : state.hovered ? t.hover : t.canvas;
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
                       content.chipColors.value(i), faces().chip) +
             4;
    }
}

void paintCheck(QPainter* painter, const QRect& inner, bool checked) {
    if (checked)
        paintIcon(painter, QRect(inner.x(), inner.y() + (inner.height() - 16) / 2, 16, 16), QStringLiteral("check"),
                  tokens().accentText);
}

}  // namespace

int tabularWidth(const QString& text, const QFont& font) {
    const Digits& face = digitsOf(font);
    const auto glyphs = glyphsOf(face, text);
    if (glyphs.size() != text.size() || glyphs.contains(0)) return QFontMetrics(font).horizontalAdvance(text);
    const auto advances = face.raw.advancesForGlyphIndexes(glyphs);
    double width = 0;
    for (int i = 0; i < text.size(); ++i) width += text[i].isDigit() ? face.digit : advances[i].x();
    return static_cast<int>(width + 0.99);
}

void paintTabular(QPainter* painter, const QRect& rect, Qt::Alignment alignment, const QString& text, const QFont& font,
                  const QColor& color) {
    painter->setPen(color);
    const Digits& face = digitsOf(font);
    const auto glyphs = glyphsOf(face, text);
    if (glyphs.size() != text.size() || glyphs.contains(0)) {  // a glyph of another font: draw it plainly
        painter->setFont(font);
        painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter), text);
        return;
    }
    const auto advances = face.raw.advancesForGlyphIndexes(glyphs);
    QVector<QPointF> positions(glyphs.size());
    double x = 0;
    for (int i = 0; i < text.size(); ++i) {
        const bool digit = text[i].isDigit();
        positions[i] = QPointF(x + (digit ? (face.digit - advances[i].x()) / 2 : 0), 0);
        x += digit ? face.digit : advances[i].x();
    }
    QGlyphRun run;
    run.setRawFont(face.raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    const double left = alignment & Qt::AlignRight ? rect.x() + rect.width() - x : rect.x();
    const double base = rect.y() + (rect.height() - face.height) / 2 + face.ascent;
    painter->drawGlyphRun(QPointF(left, base), run);
}

int cellWidth(const CellContent& content) {
    const Faces& f = faces();
    int width = 0;
    switch (content.kind) {
        case CellContent::Kind::Number:
            width = tabularWidth(content.text, f.body);
            break;
        case CellContent::Kind::Chips:
            for (const QString& chip : content.chips) width += chipWidth(chip, f.chip) + 4;
            break;
        case CellContent::Kind::Person:
            width = 26 + f.bodyMetrics.horizontalAdvance(content.text);
            break;
        case CellContent::Kind::Check:
            width = 16;
            break;
        default:
            width = (content.strong ? f.strongMetrics : f.bodyMetrics).horizontalAdvance(content.text);
    }
    return width + 2 * kCellPadding;
}

void paintCell(QPainter* painter, const QRect& rect, const CellContent& content, const CellState& state) {
    const Tokens& t = tokens();
    const Faces& f = faces();
    paintGround(painter, rect, state);
    QRect inner = rect.adjusted(kCellPadding + state.lead, 0, -kCellPadding, -1);
    if (inner.width() < 4) return;
    const QColor ink = content.muted ? t.muted : t.text;
    switch (content.kind) {
        case CellContent::Kind::Loading:
            paintSkeletonBar(painter, inner, state.seed);
            return;
        case CellContent::Kind::Chips:
            paintChips(painter, inner, content);
            return;
        case CellContent::Kind::Check:
            paintCheck(painter, inner, content.checked);
            return;
        case CellContent::Kind::Stamp:
        case CellContent::Kind::Number: {
            const Qt::Alignment side = content.kind == CellContent::Kind::Number ? Qt::AlignRight : Qt::AlignLeft;
            if (tabularWidth(content.text, f.body) <= inner.width()) {
                paintTabular(painter, inner, side, content.text, f.body, ink);
                return;
            }
            painter->setFont(f.body);
            painter->setPen(ink);
            painter->drawText(inner, static_cast<int>(Qt::AlignVCenter | side),
                              f.bodyMetrics.elidedText(content.text, Qt::ElideRight, inner.width()));
            return;
        }
        case CellContent::Kind::Person:
            if (content.text.isEmpty()) return;
            paintAvatar(painter, QRect(inner.x(), inner.y() + (inner.height() - 20) / 2, 20, 20), content.text);
            inner.adjust(26, 0, 0, 0);
            break;
        case CellContent::Kind::Text:
        case CellContent::Kind::Link:
            break;
    }
    const bool link = content.kind == CellContent::Kind::Link;
    QFont face = content.strong ? f.strong : f.body;
    const bool pointed = link && state.hoveredCell;
    if (pointed) face.setUnderline(true);
    painter->setFont(face);
    painter->setPen(pointed ? t.accentText : ink);
    const QFontMetrics& measure = content.strong ? f.strongMetrics : f.bodyMetrics;
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      measure.elidedText(content.text, Qt::ElideRight, inner.width()));
}

}  // namespace kupets::ui
