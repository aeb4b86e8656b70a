#include "client/ui/icon.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

QString resource(const QString& name) { return QStringLiteral(":/kupets/icons/%1.svg").arg(name); }

const QByteArray& source(const QString& name) {
    static QHash<QString, QByteArray> cache;
    auto found = cache.find(name);
    if (found == cache.end()) {
        QFile file(resource(hasIcon(name) ? name : QStringLiteral("circle-dot")));
        QByteArray text;
        if (file.open(QIODevice::ReadOnly)) text = file.readAll();
        text.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
        found = cache.insert(name, text);
    }
    return *found;
}

QColor toneColor(IconTone tone) {
    const Tokens& t = tokens();
    switch (tone) {
        case IconTone::Normal:
            return t.secondary;
        case IconTone::Strong:
            return t.text;
        case IconTone::Accent:
            return t.accentText;
        case IconTone::Muted:
            return t.muted;
        case IconTone::Danger:
            return t.dangerText;
        case IconTone::OnAccent:
            return t.onAccent;
        case IconTone::Success:
            return t.successText;
        case IconTone::Warning:
            return t.warningText;
    }
    return t.text;
}

class Engine final : public QIconEngine {
public:
    Engine(QString name, IconTone tone) : name_(std::move(name)), tone_(tone) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const int size = qMin(rect.width(), rect.height());
        const QPixmap pixmap = iconPixmap(name_, colorOf(mode, state), size, painter->device()->devicePixelRatioF());
        painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, pixmap);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return iconPixmap(name_, colorOf(mode, state), qMin(size.width(), size.height()), 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
        return iconPixmap(name_, colorOf(mode, state), qRound(qMin(size.width(), size.height()) / scale), scale);
    }
    QIconEngine* clone() const override { return new Engine(name_, tone_); }
    bool isNull() override { return false; }

private:
    QColor colorOf(QIcon::Mode mode, QIcon::State state) const {
        if (mode == QIcon::Disabled) return tokens().muted;
        return toneColor(state == QIcon::On && tone_ == IconTone::Normal ? IconTone::Accent : tone_);
    }

    QString name_;
    IconTone tone_;
};

}  // namespace

bool hasIcon(const QString& name) { return !name.isEmpty() && QFile::exists(resource(name)); }

QIcon icon(const QString& name, IconTone tone) { return QIcon(new Engine(name, tone)); }

QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal ratio) {
    const QString key =
        QStringLiteral("kupets-icon:%1:%2:%3:%4").arg(name, color.name(QColor::HexArgb)).arg(size).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    const int pixels = qMax(1, qRound(size * ratio));
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QByteArray svg = source(name);
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter* painter, const QRect& rect, const QString& name, const QColor& color) {
    const int size = qMin(rect.width(), rect.height());
    painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2,
                        iconPixmap(name, color, size, painter->device()->devicePixelRatioF()));
}

}  // namespace kupets::ui
