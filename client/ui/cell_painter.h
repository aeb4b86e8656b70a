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
    double freshness = 0;  // 1: changed by somebody just now, fades to 0
    int lead = 0;          // more room at the left, of the first column
    unsigned seed = 0;     // varies the grey bars of Loading
};

inline constexpr int kCellPadding = 10;
inline constexpr int kFirstCellLead = 6;  // so that the first column stands under the title of its page

void paintCell(QPainter* painter, const QRect& rect, const CellContent& content, const CellState& state);
/// Width that the content wants, padding included.
int cellWidth(const CellContent& content);

}  // namespace kupets::ui
