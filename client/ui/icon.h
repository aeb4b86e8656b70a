// The icon set: Lucide's line icons (client/ui/icons, ISC licence), drawn in the colours of the theme in force at the
// moment of painting, sharp at any scale. GUI thread.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRect;

namespace kupets::ui {

enum class IconTone { Normal, Strong, Accent, Muted, Danger, OnAccent, Success, Warning };

/// An icon for buttons and menus. An unknown name gives the neutral icon "circle-dot": entity files name icons freely.
QIcon icon(const QString& name, IconTone tone = IconTone::Normal);
/// The same as a pixmap in any colour.
QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal ratio);
void paintIcon(QPainter* painter, const QRect& rect, const QString& name, const QColor& color);
bool hasIcon(const QString& name);

}  // namespace kupets::ui
