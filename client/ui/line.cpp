#include "client/ui/line.h"

#include <QFontDatabase>
#include <QPainter>
#include <QRawFont>
#include <QTextLayout>
#include <algorithm>
#include <array>
#include <cmath>

#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

constexpr int kRemembered = 2048;  // lines a face: many screens of cells
constexpr double kEndless = 1e6;

QFont medium() {
    QFont font = typeface(TextStyle::Body);
    font.setWeight(QFont::Medium);
    return font;
}

/// Nobody sees more letters than pixels: a note of a hundred pages costs no more than a line.
QString oneLine(const QString& text, int width) {
    QString line = text.size() > width ? text.left(std::max(width, 16)) : text;
    for (QChar& letter : line)
        if (letter == QLatin1Char('\n') || letter == QLatin1Char('\t') || letter == QLatin1Char('\r') ||
            letter == QChar::LineSeparator || letter == QChar::ParagraphSeparator)
            letter = QLatin1Char(' ');
    return line;
}

}  // namespace

LineFace::LineFace(const QFont& font, bool tabular)
    : font_(font), metrics_(font), tabular_(tabular), lines_(kRemembered), cuts_(kRemembered) {}

LineFace::Line LineFace::set(const QString& text) const {
    QTextLayout layout(text, font_);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid()) line.setLineWidth(kEndless);
    layout.endLayout();
    if (!line.isValid()) return {};
    Line made{layout.glyphRuns(), line.naturalTextWidth()};
    // Baselines at 0: whoever paints knows where the line stands.
    for (QGlyphRun& run : made.runs) {
        QList<QPointF> positions = run.positions();
        for (QPointF& at : positions) at.ry() -= line.ascent();
        run.setPositions(positions);
    }
    return made;
}

/// Each digit in the middle of the widest one's place.
LineFace::Line LineFace::setTabular(const QString& text) const {
    const QRawFont raw = QRawFont::fromFont(font_, QFontDatabase::Cyrillic);
    const QList<quint32> glyphs = raw.glyphIndexesForString(text);
    if (glyphs.size() != text.size() || glyphs.contains(0)) return set(text);  // a glyph of another font
    const QList<QPointF> digits = raw.advancesForGlyphIndexes(raw.glyphIndexesForString(QStringLiteral("0123456789")));
    double widest = 0;
    for (const QPointF& digit : digits) widest = std::max(widest, digit.x());
    const QList<QPointF> advances = raw.advancesForGlyphIndexes(glyphs);
    QList<QPointF> positions(glyphs.size());
    Line made;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool digit = text[i].isDigit();
        positions[i] = QPointF(made.width + (digit ? (widest - advances[i].x()) / 2 : 0), 0);
        made.width += digit ? widest : advances[i].x();
    }
    QGlyphRun run;
    run.setRawFont(raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    made.runs = {run};
    return made;
}

const LineFace::Line& LineFace::lineOf(const QString& text) const {
    if (const Line* known = lines_.object(text)) return *known;
    auto* made = new Line(tabular_ ? setTabular(text) : set(text));
    lines_.insert(text, made);
    return *made;
}

const LineFace::Line& LineFace::fitted(const QString& text, int width) const {
    const QString whole = oneLine(text, width);
    const Line& line = lineOf(whole);
    if (line.width <= width && whole.size() == text.size()) return line;
    const Cut* cut = cuts_.object(whole);
    if (!cut || cut->width != width) {
        auto* made = new Cut{metrics_.elidedText(whole + QChar(0x2026), Qt::ElideRight, width), width};
        cuts_.insert(whole, made);
        cut = made;
    }
    return lineOf(cut->text);
}

int LineFace::width(const QString& text) const {
    return text.isEmpty() ? 0 : static_cast<int>(std::ceil(lineOf(oneLine(text, 4096)).width));
}

void LineFace::paint(QPainter* painter, const QRect& rect, Qt::Alignment alignment, const QString& text,
                     const QColor& color) const {
    if (text.isEmpty() || rect.width() <= 0) return;
    const Line& line = fitted(text, rect.width());
    const double room = rect.width() - line.width;
    const double x = rect.x() + (alignment & Qt::AlignRight ? room : alignment & Qt::AlignHCenter ? room / 2 : 0);
    const double base = rect.y() + (rect.height() - metrics_.height()) / 2 + metrics_.ascent();
    painter->setPen(color);
    for (const QGlyphRun& run : line.runs) painter->drawGlyphRun(QPointF(x, base), run);
}

const LineFace& lineFace(LineStyle style) {
    static const std::array<LineFace, 7> faces{LineFace(typeface(TextStyle::Caption)),
                                               LineFace(typeface(TextStyle::Body)),
                                               LineFace(medium()),
                                               LineFace(typeface(TextStyle::BodyStrong)),
                                               LineFace(typeface(TextStyle::Caption), true),
                                               LineFace(typeface(TextStyle::Body), true),
                                               LineFace(typeface(TextStyle::BodyStrong), true)};
    return faces[static_cast<std::size_t>(style)];
}

}  // namespace kupets::ui
