// One line of text, shaped once and remembered: what tables, tiles and chips paint at every frame of a scroll. Shaping
// is most of what a text costs, and a table shows the same names and sums again and again. GUI thread.
#pragma once

#include <QCache>
#include <QFont>
#include <QFontMetrics>
#include <QGlyphRun>
#include <QString>

class QPainter;

namespace kupets::ui {

/// Tabular: all digits take the same width, so that numbers stand in columns whatever the font.
enum class LineStyle { Caption, Body, BodyMedium, BodyStrong, CaptionTabular, BodyTabular, BodyStrongTabular };

class LineFace {
public:
    explicit LineFace(const QFont& font, bool tabular = false);

    const QFont& font() const { return font_; }
    /// Of the whole text, in whole pixels.
    int width(const QString& text) const;
    /// Centred vertically, cut with an ellipsis where there is no room; line breaks are spaces.
    void paint(QPainter* painter, const QRect& rect, Qt::Alignment alignment, const QString& text,
               const QColor& color) const;

private:
    struct Line {
        QList<QGlyphRun> runs;
        double width = 0;
    };
    struct Cut {
        QString text;
        int width = 0;  // that it was made for
    };
    const Line& lineOf(const QString& text) const;
    const Line& fitted(const QString& text, int width) const;
    Line set(const QString& text) const;
    Line setTabular(const QString& text) const;

    QFont font_;
    QFontMetrics metrics_;
    bool tabular_;
    mutable QCache<QString, Line> lines_;
    mutable QCache<QString, Cut> cuts_;
};

/// The faces that the design has. They live as long as the program.
const LineFace& lineFace(LineStyle style);

}  // namespace kupets::ui
