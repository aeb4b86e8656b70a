// Puts the design on the application: palette, fonts, style and style sheet, light or dark. Owned by the composition
// root, one a program; lives in the GUI thread.
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace kupets::ui {

enum class Appearance { System, Light, Dark };

class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject* parent = nullptr);

    /// Restyles the whole application. With `System` it follows the desktop's setting, also when that changes later.
    void apply(Appearance appearance);
    Appearance appearance() const { return appearance_; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void portalSettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void askPortal();
    void setPortalScheme(const QVariant& value);
    void install(bool dark);
    bool systemIsDark() const;

    Appearance appearance_ = Appearance::System;
    int portalScheme_ = 0;  // of the desktop portal: 0 no preference, 1 dark, 2 light
    bool paletteWasDark_ = false;
};

}  // namespace kupets::ui
