#include "client/ui/chip.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

constexpr int kPadding = 8;

int colorIndex(const QString& name) {
    const auto& names = chipColorNames();
    unsigned sum = 17;
    for (const QChar letter : name) sum = sum * 31 + letter.unicode();
    return 1 + static_cast<int>((sum ^ (sum >> 15)) % (names.size() - 1));
}

}  // namespace

int chipWidth(const QString& text, const QFont& font) {
    return QFontMetrics(font).horizontalAdvance(text) + 2 * kPadding;
}

int paintChip(QPainter* painter, const QRect& area, const QString& text, const QString& color, const QFont& font) {
    const int width = std::min(chipWidth(text, font), area.width());
    if (width < 2 * kPadding) return 0;
    const ChipColors colors = chipColors(color, tokens());
    const int height = std::min(kChipHeight, area.height());
    const QRect chip(area.x(), area.y() + (area.height() - height) / 2, width, height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.ground);
    painter->drawRoundedRect(chip, height / 2.0, height / 2.0);
    painter->setPen(colors.text);
    painter->setFont(font);
    const QRect inner = chip.adjusted(kPadding, 0, -kPadding + 1, 0);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(font).elidedText(text, Qt::ElideRight, inner.width()));
    painter->restore();
    return width;
}

QString initialsOf(const QString& name) {
    QString initials;
    for (const QString& word : name.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto letter = std::find_if(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber(); });
        if (letter != word.end()) initials += letter->toUpper();
        if (initials.size() == 2) break;
    }
    return initials;
}

void paintAvatar(QPainter* painter, const QRect& area, const QString& name) {
    const int size = std::min(area.width(), area.height());
    const QRect circle(area.x() + (area.width() - size) / 2, area.y() + (area.height() - size) / 2, size, size);
    const ChipColors colors = chipColors(chipColorNames()[static_cast<std::size_t>(colorIndex(name))], tokens());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.ground);
    painter->drawEllipse(circle);
    QFont letters = typeface(TextStyle::BodyStrong);
    letters.setPixelSize(std::max(8, size * 2 / 5));
    painter->setFont(letters);
    painter->setPen(colors.text);
    painter->drawText(circle, Qt::AlignCenter, initialsOf(name));
    painter->restore();
}

Chip::Chip(const QString& text, const QString& color, QWidget* parent) : QWidget(parent), text_(text), color_(color) {
    setFont(typeface(TextStyle::Caption));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(text);
    setFixedHeight(kChipHeight);
}

void Chip::setRemovable(bool removable) {
    removable_ = removable;
    setFocusPolicy(removable ? Qt::StrongFocus : Qt::NoFocus);
    setProperty("focusRing", removable);
    updateGeometry();
}

void Chip::setText(const QString& text) {
    text_ = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Chip::setColor(const QString& color) {
    color_ = color;
    update();
}

QSize Chip::sizeHint() const { return {chipWidth(text_, font()) + (removable_ ? 16 : 0), kChipHeight}; }

QRect Chip::crossRect() const { return {width() - 20, 0, 20, height()}; }

void Chip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ChipColors colors = chipColors(color_, tokens());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.ground);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setPen(colors.text);
    const QRect inner = rect().adjusted(kPadding, 0, removable_ ? -20 : -kPadding + 1, 0);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(text_, Qt::ElideRight, inner.width()));
    if (removable_) paintIcon(&painter, crossRect().adjusted(2, 5, -6, -5), QStringLiteral("x"), colors.text);
}

void Chip::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint())) return;
    if (removable_ && crossRect().contains(event->position().toPoint()))
        Q_EMIT removed();
    else
        Q_EMIT clicked();
}

void Chip::keyPressEvent(QKeyEvent* event) {
    if (removable_ && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace))
        Q_EMIT removed();
    else
        QWidget::keyPressEvent(event);
}

Avatar::Avatar(const QString& name, int size, QWidget* parent) : QWidget(parent), name_(name) {
    setFixedSize(size, size);
    setAccessibleName(name);
}

void Avatar::setName(const QString& name) {
    name_ = name;
    setAccessibleName(name);
    update();
}

void Avatar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintAvatar(&painter, rect(), name_);
}

}  // namespace kupets::ui
