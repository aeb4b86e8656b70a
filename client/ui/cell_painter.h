// How one cell of a table looks, without knowing where its content comes from. Fast: called for every visible cell at
// each scroll.
#pragma once

#include <QColor>
#include <QRect>
#include <QString>
#include <QStringList>

class QPainter;

namespace kupets::ui {

struct CellContent {
    enum class Kind { Text, Number, Stamp, Link, Chips, Person, Check, Loading };  // Stamp: a date, digits in columns
    Kind kind = Kind::Text;
    QString text;
    QStringList chips;       // of Kind::Chips
    QStringList chipColors;  // as many
    bool checked = false;
    bool strong = false;  // the record's title
    bool muted = false;
};

struct CellState {
    bool selected = false;
    bool current = false;  // the one that the keyboard is on
    bool focused = false;  // the table has the focus
    bool hovered = false;  // the pointer is on its row
    bool hoveredCell = false;
    bool past = false;     // as it was, not as it is
    double freshness = 0;  // 1: changed by somebody just now, fades to 0
    QString rule;          // a colour's name: what a rule of the view paints the cell in
    unsigned seed = 0;     // varies the grey bars of Loading
};

inline constexpr int kCellPadding = 10;

/// What rows stand on: the canvas, or warm where they are not of today.
QColor rowGround(bool past);
void paintCell(QPainter* painter, const QRect& rect, const CellContent& content, const CellState& state);
/// Width that the content wants, padding included.
int cellWidth(const CellContent& content);

}  // namespace kupets::ui
