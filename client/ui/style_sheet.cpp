#include "client/ui/style_sheet.h"

#include <QHash>
#include <QRegularExpression>

#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

// @name stands for a token's colour.
constexpr auto kBase = R"(
* { outline: 0; }
QToolTip { background: @toast; color: @onToast; border: 1px solid @toast; padding: 4px 6px; }
QMainWindow, QDialog { background: @canvas; }
QWidget[surface="side"] { background: @side; }
QWidget[surface="canvas"] { background: @canvas; }
QWidget[surface="sunken"] { background: @sunken; }
QFrame[surface="lane"] { background: @sunken; border: 0; border-radius: 6px; }
QFrame[surface="target"] { background: @accentSoft; border: 0; border-radius: 6px; }
QFrame[surface="raised"] { background: @raised; border: 1px solid @hairline; border-radius: 6px; }
QFrame[line="true"] { background: @hairline; border: 0; }
QLabel { background: transparent; }
QLabel[keycap="true"] { background: @raised; border: 1px solid @outline; border-radius: 4px; padding: 1px 6px; color: @text; }
QLabel[tone="secondary"] { color: @secondary; }
QLabel[tone="muted"] { color: @muted; }
QLabel[tone="danger"] { color: @dangerText; }
QLabel[tone="success"] { color: @successText; }
QLabel[tone="warning"] { color: @warningText; }
QLabel[bubble="true"] { background: @dangerSoft; color: @dangerText; border: 1px solid @danger; border-radius: 6px; padding: 4px 8px; }
QFrame[banner="info"] { background: @accentSoft; border: 0; border-radius: 6px; }
QFrame[banner="danger"] { background: @dangerSoft; border: 0; border-radius: 6px; }
QFrame[banner="warning"] { background: @warningSoft; border: 0; border-radius: 6px; }
QFrame[banner="success"] { background: @successSoft; border: 0; border-radius: 6px; }
QScrollArea, QScrollArea > QWidget > QWidget[transparent="true"] { background: transparent; border: 0; }
QSplitter::handle { background: @hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: 0; }
QScrollBar::handle { background: @outline; border: 3px solid transparent; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 36px; margin: 0 3px; border: 0; border-radius: 3px; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 3px 0; border: 0; border-radius: 3px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
)";

constexpr auto kButtons = R"(
QPushButton, QToolButton { background: @raised; color: @text; border: 1px solid @outline; border-radius: 6px;
  padding: 0 12px; min-height: 30px; font-weight: 500; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed, QPushButton:open, QToolButton:open { background: @pressed; }
QPushButton:disabled, QToolButton:disabled { color: @muted; background: @sunken; border-color: @hairline; }
QPushButton[variant="primary"] { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton[variant="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[variant="primary"]:disabled { background: @sunken; color: @muted; border-color: @hairline; }
QPushButton[variant="danger"] { color: @dangerText; }
QPushButton[variant="danger"]:hover { background: @dangerSoft; border-color: @danger; }
QPushButton[variant="ghost"], QToolButton[variant="ghost"] { background: transparent; border-color: transparent; color: @secondary; }
QPushButton[variant="ghost"]:hover, QToolButton[variant="ghost"]:hover { background: @hover; color: @text; }
QPushButton[variant="ghost"]:pressed, QToolButton[variant="ghost"]:pressed,
QToolButton[variant="ghost"]:open { background: @pressed; }
QPushButton[variant="ghost"]:checked, QToolButton[variant="ghost"]:checked { background: @selected; color: @accentText; }
QPushButton[variant="ghost"]:disabled, QToolButton[variant="ghost"]:disabled { background: transparent; border-color: transparent; color: @muted; }
QPushButton[variant="search"] { text-align: left; font-weight: 400; color: @muted; padding: 0 10px; }
QPushButton[variant="quiet"] { background: transparent; border: 0; text-align: left; font-weight: 400; color: @muted; padding: 0 10px; min-height: 30px; }
QPushButton[variant="quiet"][written="true"] { color: @text; }
QPushButton[variant="link"] { background: transparent; border: 0; color: @accentText; padding: 0 2px; min-height: 20px; text-align: left; }
QPushButton[variant="link"]:hover { text-decoration: underline; }
QPushButton[fit="small"], QToolButton[fit="small"] { min-height: 26px; padding: 0 8px; }
QPushButton[fit="icon"], QToolButton[fit="icon"] { padding: 0; min-width: 0; min-height: 0; }
QPushButton[fit="icon-small"], QToolButton[fit="icon-small"] { padding: 0; min-width: 0; min-height: 0; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[variant="segment"] { border-radius: 0; border-color: @outline; color: @secondary; padding: 0 10px; margin-left: -1px; min-height: 26px; }
QPushButton[variant="segment"][edge="first"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; margin-left: 0; }
QPushButton[variant="segment"][edge="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QPushButton[variant="segment"]:checked { background: @selected; color: @accentText; border-color: @outline; }
)";

constexpr auto kInputs = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: @raised; color: @text; border: 1px solid @outline;
  border-radius: 6px; padding: 0 8px; min-height: 30px; selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit, QTextEdit { padding: 4px 4px; }
QPlainTextEdit[oneLine="true"] { min-height: 0; padding: 1px 4px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: @muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @accent; padding: 0 7px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 3px; }
QPlainTextEdit[oneLine="true"]:focus { padding: 0 3px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"], QFrame[invalid="true"] { border: 1px solid @danger; }
QLineEdit[invalid="true"]:focus, QPlainTextEdit[invalid="true"]:focus { border: 2px solid @danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @sunken; color: @secondary; border-color: @hairline; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: @sunken; border-color: @hairline; color: @text; }
QLineEdit[inline="true"], QComboBox[inline="true"], QPlainTextEdit[inline="true"] { border: 2px solid @accent; border-radius: 0; padding: 0 6px; min-height: 0; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus, QLineEdit[bare="true"]:hover { border: 0; background: transparent; padding: 0; min-height: 26px; }
QPlainTextEdit[bare="true"], QPlainTextEdit[bare="true"]:focus, QPlainTextEdit[bare="true"]:hover { border: 0; background: transparent; padding: 0; min-height: 0; }
QLineEdit QToolButton { background: transparent; border: 0; padding: 0; min-width: 0; min-height: 0; }
QFrame[field="true"] { background: @raised; border: 1px solid @outline; border-radius: 6px; }
QFrame[field="true"]:hover { border-color: @muted; }
QFrame[field="true"][focused="true"] { border: 2px solid @accent; }
QFrame[field="true"][invalid="true"] { border: 1px solid @danger; }
QFrame[field="true"][vacant="true"] { background: transparent; border: 1px dashed @outline; }
QFrame[field="true"][vacant="true"][focused="true"] { border: 2px solid @accent; }
QFrame[field="true"][target="true"] { background: @accentSoft; border: 2px solid @accent; }
QProgressBar { background: @hairline; border: 0; border-radius: 1px; }
QProgressBar::chunk { background: @accent; border-radius: 1px; }
QFrame[field="true"][locked="true"] { background: @sunken; border-color: @hairline; }
QFrame[field="true"][inlineField="true"] { border: 2px solid @accent; border-radius: 0; }
QComboBox { padding-right: 4px; }
QComboBox::drop-down { border: 0; width: 26px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(:/kupets/icons/controls/chevron-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @outline; border-radius: 6px; padding: 4px; outline: 0; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; color: @text; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover { background: @hover; color: @text; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 16px; height: 16px; border: 1px solid @muted; border-radius: 4px; background: @raised; }
QCheckBox::indicator:hover, QAbstractItemView::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent; image: url(:/kupets/icons/controls/check.svg); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent; image: url(:/kupets/icons/controls/minus.svg); }
QCheckBox::indicator:disabled { background: @sunken; border-color: @outline; }
QCheckBox::indicator:checked:disabled { background: @muted; border-color: @muted; }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @muted; border-radius: 9px; background: @raised; }
QRadioButton::indicator:checked { border: 5px solid @accent; width: 8px; height: 8px; }
)";

constexpr auto kViews = R"(
QAbstractItemView { background: @canvas; color: @text; border: 0; selection-background-color: @selected; selection-color: @text;
  alternate-background-color: @canvas; }
QTableView { gridline-color: @hairline; }
QSlider { background: transparent; min-height: 24px; }
QSlider::groove:horizontal { background: @outline; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: @raised; border: 2px solid @accent; width: 12px; margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:focus { background: @accent; }
QSlider::sub-page:horizontal:disabled { background: @outline; }
QSlider::handle:horizontal:disabled { border-color: @outline; }
QHeaderView { background: @canvas; border: 0; }
QHeaderView::section { background: @canvas; border: 0; padding: 0; }
QTableCornerButton::section { background: @canvas; border: 0; border-bottom: 1px solid @hairline; }
QListView[popover="true"]::item { padding: 0 4px; border-radius: 4px; color: @text; }
QListView[popover="true"]::item:hover, QListView[popover="true"]::item:selected { background: @hover; }
QListView[slim="true"] { background: transparent; }
QListView[popover="true"] { background: transparent; }
QTabWidget::pane { border: 0; border-top: 1px solid @hairline; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @secondary; border: 0; border-bottom: 2px solid transparent; padding: 0 4px; margin-right: 16px;
  min-height: 36px; font-weight: 500; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accentText; }
QMenu { background: @raised; border: 1px solid @outline; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 0 24px 0 8px; min-height: 28px; border-radius: 4px; color: @text; background: transparent; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @muted; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 0; }
QMenu::indicator { width: 14px; height: 14px; padding-left: 8px; }
QMenu::indicator:checked { image: url(:/kupets/icons/controls/check-accent.svg); }
QMenu::right-arrow { image: url(:/kupets/icons/controls/chevron-right.svg); width: 14px; height: 14px; }
QProgressBar { background: @sunken; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
)";

}  // namespace

QString styleSheet(const Tokens& t) {
    const QHash<QString, QColor> colors = {{"canvas", t.canvas},
                                           {"side", t.side},
                                           {"raised", t.raised},
                                           {"sunken", t.sunken},
                                           {"hover", t.hover},
                                           {"pressed", t.pressed},
                                           {"selected", t.selected},
                                           {"hairline", t.hairline},
                                           {"outline", t.outline},
                                           {"text", t.text},
                                           {"secondary", t.secondary},
                                           {"muted", t.muted},
                                           {"accent", t.accent},
                                           {"accentHover", t.accentHover},
                                           {"accentText", t.accentText},
                                           {"accentSoft", t.accentSoft},
                                           {"onAccent", t.onAccent},
                                           {"danger", t.danger},
                                           {"dangerSoft", t.dangerSoft},
                                           {"dangerText", t.dangerText},
                                           {"successSoft", t.successSoft},
                                           {"successText", t.successText},
                                           {"warningSoft", t.warningSoft},
                                           {"warningText", t.warningText},
                                           {"toast", t.toast},
                                           {"onToast", t.onToast}};
    const QString text =
        QLatin1String(kBase) + QLatin1String(kButtons) + QLatin1String(kInputs) + QLatin1String(kViews);
    static const QRegularExpression token(QStringLiteral("@([A-Za-z]+)"));
    QString out;
    out.reserve(text.size() + 1024);
    qsizetype last = 0;
    for (auto it = token.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(text).mid(last, match.capturedStart() - last);
        Q_ASSERT(colors.contains(match.captured(1)));
        out += colors.value(match.captured(1)).name();
        last = match.capturedEnd();
    }
    out += QStringView(text).mid(last);
    return out;
}

}  // namespace kupets::ui
