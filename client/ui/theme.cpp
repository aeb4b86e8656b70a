#include "client/ui/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPalette>
#include <QPixmapCache>
#include <QStyleFactory>

#include "client/ui/style.h"
#include "client/ui/style_sheet.h"
#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

const Tokens* g_current = nullptr;  // as much the process's as QApplication::palette(), which it stands beside

const auto kPortalService = QStringLiteral("org.freedesktop.portal.Desktop");
const auto kPortalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const auto kPortalSettings = QStringLiteral("org.freedesktop.portal.Settings");
const auto kAppearance = QStringLiteral("org.freedesktop.appearance");
const auto kColorScheme = QStringLiteral("color-scheme");

QPalette makePalette(const Tokens& t) {
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, const QColor& color) { p.setColor(role, color); };
    set(QPalette::Window, t.canvas);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.raised);
    set(QPalette::AlternateBase, t.sunken);
    set(QPalette::Text, t.text);
    set(QPalette::PlaceholderText, t.muted);
    set(QPalette::Button, t.raised);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.onAccent);
    set(QPalette::Highlight, t.accent);
    set(QPalette::HighlightedText, t.onAccent);
    set(QPalette::Link, t.accentText);
    set(QPalette::LinkVisited, t.accentText);
    set(QPalette::ToolTipBase, t.toast);
    set(QPalette::ToolTipText, t.onToast);
    set(QPalette::Light, t.raised);
    set(QPalette::Midlight, t.hover);
    set(QPalette::Mid, t.hairline);
    set(QPalette::Dark, t.outline);
    set(QPalette::Shadow, t.shadow);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.muted);
    return p;
}

}  // namespace

const Tokens& tokens() { return g_current ? *g_current : lightTokens(); }

Theme::Theme(QObject* parent) : QObject(parent) {
    paletteWasDark_ = QApplication::palette().color(QPalette::Window).lightness() < 128;
    askPortal();
}

void Theme::askPortal() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(kPortalService, kPortalPath, kPortalSettings, QStringLiteral("SettingChanged"), this,
                SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage ask =
        QDBusMessage::createMethodCall(kPortalService, kPortalPath, kPortalSettings, QStringLiteral("Read"));
    ask << kAppearance << kColorScheme;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (reply.isValid()) setPortalScheme(reply.value().variant());
        call->deleteLater();
    });
}

void Theme::portalSettingChanged(const QString& space, const QString& key, const QDBusVariant& value) {
    if (space == kAppearance && key == kColorScheme) setPortalScheme(value.variant());
}

void Theme::setPortalScheme(const QVariant& value) {
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    const bool before = systemIsDark();
    portalScheme_ = inner.toInt();
    if (appearance_ == Appearance::System && before != systemIsDark()) install(systemIsDark());
}

bool Theme::systemIsDark() const { return portalScheme_ == 0 ? paletteWasDark_ : portalScheme_ == 1; }

void Theme::apply(Appearance appearance) {
    appearance_ = appearance;
    install(appearance == Appearance::System ? systemIsDark() : appearance == Appearance::Dark);
}

void Theme::install(bool dark) {
    const bool first = qApp->property("kupetsStyled").isNull();
    const Tokens* wanted = dark ? &darkTokens() : &lightTokens();
    if (!first && g_current == wanted) return;  // to style every widget anew takes a good part of a second
    g_current = wanted;
    if (first) {
        qApp->setProperty("kupetsStyled", true);
        QApplication::setStyle(new Style);
        QApplication::setFont(typeface(TextStyle::Body));
    }
    QPixmapCache::clear();
    QApplication::setPalette(makePalette(*g_current));
    qApp->setStyleSheet(styleSheet(*g_current));
    Q_EMIT changed();
}

}  // namespace kupets::ui
