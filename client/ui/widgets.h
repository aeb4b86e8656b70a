// Small ready-made widgets in the design's look: buttons, labels, lines, cards. All are owned by the parent given, or
// by the layout that takes them.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::ui {

enum class ButtonKind { Normal, Primary, Ghost, Danger, Link };

QPushButton* button(const QString& text, ButtonKind kind = ButtonKind::Normal, const QString& iconName = {},
                    QWidget* parent = nullptr);
/// A square ghost button. `name` is its tool tip and its accessible name; a shortcut is shown in the tool tip only.
QToolButton* iconButton(const QString& iconName, const QString& name, QWidget* parent = nullptr,
                        const QString& shortcut = {});
QToolButton* smallIconButton(const QString& iconName, const QString& name, QWidget* parent = nullptr);

enum class Tone { Normal, Secondary, Muted, Danger, Success, Warning };
QLabel* label(const QString& text, TextStyle style = TextStyle::Body, Tone tone = Tone::Normal,
              QWidget* parent = nullptr);
void setTone(QLabel* target, Tone tone);
/// Sets a property that the style sheet looks at, and restyles the widget.
void restyle(QWidget* widget, const char* property, const QVariant& value);

QFrame* horizontalLine(QWidget* parent = nullptr);
QFrame* verticalLine(QWidget* parent = nullptr);

/// A soft coloured strip with an icon and a text that wraps: "info", "danger", "warning", "success".
class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(const QString& kind, QWidget* parent = nullptr);
    void setText(const QString& text);
    /// A button at the right end; the banner keeps it.
    QPushButton* addAction(const QString& text);
    QString text() const { return text_->text(); }

private:
    QLabel* icon_;
    QLabel* text_;
    QString kind_;
};

/// One line of text, cut with an ellipsis when there is no room; the whole text is then in the tool tip.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);
    void setFullText(const QString& text);
    QString fullText() const { return full_; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString full_;
};

/// Removes and deletes everything in a layout.
void clearLayout(QLayout* layout);

}  // namespace kupets::ui
