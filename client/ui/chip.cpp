#include "client/ui/chip.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmapCache>
#include <algorithm>

#include "client/ui/icon.h"
#include "client/ui/line.h"
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

/// Painted once and kept until the theme changes: a screen of a table shows the same few hundreds of times.
template <typename Paint>
QPixmap remembered(const QString& what, const QSize& size, qreal ratio, Paint paint) {
    const QString key = QStringLiteral("%1@%2").arg(what).arg(ratio);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture)) return picture;
    picture = QPixmap((QSizeF(size) * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    paint(painter, QRect(QPoint(), size));
    painter.end();
    QPixmapCache::insert(key, picture);
    return picture;
}

}  // namespace

int chipWidth(const QString& text) { return lineFace(LineStyle::Caption).width(text) + 2 * kPadding; }

int paintChip(QPainter* painter, const QRect& area, const QString& text, const QString& color) {
    const int width = std::min(chipWidth(text), area.width());
    if (width < 2 * kPadding) return 0;
    const int height = std::min(kChipHeight, area.height());
    const QPixmap chip = remembered(
        QStringLiteral("kupets-chip:%1:%2:%3x%4").arg(text, color).arg(width).arg(height), QSize(width, height),
        painter->device()->devicePixelRatioF(), [&](QPainter& onto, const QRect& rect) {
            const ChipColors colors = chipColors(color, tokens());
            onto.setBrush(colors.ground);
            onto.drawRoundedRect(rect, height / 2.0, height / 2.0);
            lineFace(LineStyle::Caption)
                .paint(&onto, rect.adjusted(kPadding, 0, -kPadding + 1, 0), Qt::AlignLeft, text, colors.text);
        });
    painter->drawPixmap(area.x(), area.y() + (area.height() - height) / 2, chip);
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
    const QPixmap avatar = remembered(QStringLiteral("kupets-avatar:%1:%2").arg(name).arg(size), QSize(size, size),
                                      painter->device()->devicePixelRatioF(), [&](QPainter& onto, const QRect& rect) {
                                          const ChipColors colors = chipColors(
                                              chipColorNames()[static_cast<std::size_t>(colorIndex(name))], tokens());
                                          onto.setBrush(colors.ground);
                                          onto.drawEllipse(rect);
                                          QFont letters = typeface(TextStyle::BodyStrong);
                                          letters.setPixelSize(std::max(8, size * 2 / 5));
                                          onto.setFont(letters);
                                          onto.setPen(colors.text);
                                          onto.drawText(rect, Qt::AlignCenter, initialsOf(name));
                                      });
    painter->drawPixmap(area.x() + (area.width() - size) / 2, area.y() + (area.height() - size) / 2, avatar);
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

QSize Chip::sizeHint() const { return {chipWidth(text_) + (removable_ ? 16 : 0), kChipHeight}; }

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

void paintDot(QPainter* painter, const QRect& area, const QString& color) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(chipColors(color, tokens()).dot);
    painter->drawEllipse(QRectF(area.x() + (area.width() - 8) / 2.0, area.y() + (area.height() - 8) / 2.0, 8, 8));
    painter->restore();
}

Dot::Dot(QWidget* parent) : QWidget(parent) {
    setFixedSize(16, 16);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void Dot::setColor(const QString& color) {
    color_ = color;
    update();
}

void Dot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintDot(&painter, rect(), color_);
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
