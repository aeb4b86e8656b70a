// Choices as coloured chips and people as round initials. Painted by functions for delegates, and as widgets for forms.
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

class QPainter;

namespace kupets::ui {

/// Width that a chip with this text takes.
int chipWidth(const QString& text);
inline constexpr int kChipHeight = 22;
/// Paints a chip at the left of `area`, centred vertically, cut to it. Returns the width used.
int paintChip(QPainter* painter, const QRect& area, const QString& text, const QString& color);

/// Up to two letters: «Анна Петрова» gives «АП».
QString initialsOf(const QString& name);
/// A circle with initials in a colour that is always the same for a name.
void paintAvatar(QPainter* painter, const QRect& area, const QString& name);

class Chip : public QWidget {
    Q_OBJECT
public:
    Chip(const QString& text, const QString& color, QWidget* parent = nullptr);
    /// With a cross that emits `removed` (also by Delete and Backspace).
    void setRemovable(bool removable);
    void setText(const QString& text);
    void setColor(const QString& color);
    QString text() const { return text_; }
    QString color() const { return color_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {kChipHeight * 2, kChipHeight}; }

Q_SIGNALS:
    void removed();
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRect crossRect() const;

    QString text_;
    QString color_;
    bool removable_ = false;
};

/// The small round sign of a colour that stands before the words of a choice.
void paintDot(QPainter* painter, const QRect& area, const QString& color);

class Dot : public QWidget {
    Q_OBJECT
public:
    explicit Dot(QWidget* parent = nullptr);
    void setColor(const QString& color);
    QString color() const { return color_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString color_;
};

class Avatar : public QWidget {
    Q_OBJECT
public:
    explicit Avatar(const QString& name, int size = 28, QWidget* parent = nullptr);
    void setName(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString name_;
};

}  // namespace kupets::ui
