// The design in numbers: colours, spaces, sizes and type. docs/design.md says what each is for; nothing else in the
// client names a colour or a font size. Plain values, any thread.
#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <vector>

namespace kupets::ui {

/// One theme's colours. Text colours are readable (4.5 : 1) on every surface that they are paired with in `textPairs`.
struct Tokens {
    bool dark = false;

    QColor canvas;  // the page
    QColor side;    // navigation and the card's chronology
    QColor raised;  // popovers, menus, tiles, inputs
    QColor sunken;  // board columns, read-only inputs
    QColor hover;   // under the pointer
    QColor pressed;
    QColor selected;  // the current row, the current page in the navigation
    QColor hairline;  // 1 px lines between parts
    QColor outline;   // borders of inputs and buttons (3 : 1 against canvas)
    QColor shadow;

    QColor text;
    QColor secondary;  // labels, secondary facts
    QColor muted;      // placeholders, hints, counts

    QColor accent;  // filled buttons, focus, the mark of the current page
    QColor accentHover;
    QColor accentText;  // links and icons in accent colour
    QColor accentSoft;  // ground of a chip or banner in accent colour
    QColor onAccent;

    QColor danger, dangerSoft, dangerText;
    QColor success, successSoft, successText;
    QColor warning, warningSoft, warningText;
    QColor fresh;  // ground of a row that somebody else has just changed
    QColor toast, onToast, toastAction;
};

const Tokens& lightTokens();
const Tokens& darkTokens();

/// The tokens in force: those of the last theme applied (Theme::apply), the light ones before. GUI thread only.
const Tokens& tokens();

/// Contrast of two opaque colours after WCAG 2.2, 1 to 21.
double contrast(const QColor& a, const QColor& b);

struct ColorPair {
    QString name;
    QColor text;
    QColor ground;
    double least;
};
/// Every text colour with every surface that it stands on, and every outline that has to be seen.
std::vector<ColorPair> textPairs(const Tokens& theme);

/// Ground and text of a chip. `color` is a name ("green") or "#rrggbb"; unknown and empty names are neutral.
struct ChipColors {
    QColor ground;
    QColor text;
    QColor dot;
};
ChipColors chipColors(const QString& color, const Tokens& theme);
/// The names that a chip's colour may have.
const std::vector<QString>& chipColorNames();

/// Spaces and sizes in logical pixels, all on a grid of 4.
namespace metrics {
inline constexpr int kGrid = 4;
inline constexpr int kGap = 8;
inline constexpr int kPad = 12;
inline constexpr int kPage = 16;
inline constexpr int kRadius = 6;
inline constexpr int kControl = 32;  // height of buttons and inputs
inline constexpr int kControlSmall = 28;
inline constexpr int kRow = 32;  // height of a table row
inline constexpr int kRowCompact = 26;
inline constexpr int kIcon = 16;
inline constexpr int kTopBar = 52;
inline constexpr int kNavigation = 224;
inline constexpr int kNavigationFolded = 56;
inline constexpr int kTileWidth = 272;
}  // namespace metrics

enum class TextStyle { Caption, Body, BodyStrong, Heading, Title, Display };
/// The font of a style in the best family installed: Inter, Noto Sans, DejaVu Sans, then the system's.
QFont typeface(TextStyle style);

}  // namespace kupets::ui
