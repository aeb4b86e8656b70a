#include "client/app/tray.h"

#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>

#include "client/ui/tokens.h"

namespace kupets::app {
namespace {

constexpr int kSide = 64;
constexpr int kStays = 15'000;  // milliseconds
constexpr std::size_t kMostWords = 3;

QIcon marked(const QIcon& plain) {
    QPixmap picture = plain.pixmap(kSide, kSide);
    picture.setDevicePixelRatio(1);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::tokens().danger);
    const double side = picture.width() * 0.42;
    painter.drawEllipse(QRectF(picture.width() - side, 0, side, side));
    return QIcon(picture);
}

}  // namespace

Tray::Tray(const QIcon& icon) : plain_(icon) {
    if (!QSystemTrayIcon::isSystemTrayAvailable()) return;
    menu_ = std::make_unique<QMenu>();
    menu_->addAction(tr("Open Kupets"), this, &Tray::windowWanted);
    menu_->addAction(tr("Notices"), this, &Tray::noticesWanted);
    menu_->addSeparator();
    menu_->addAction(tr("Close Kupets"), this, &Tray::quitWanted);
    icon_ = std::make_unique<QSystemTrayIcon>(plain_);
    icon_->setContextMenu(menu_.get());
    connect(icon_.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) Q_EMIT windowWanted();
    });
    connect(icon_.get(), &QSystemTrayIcon::messageClicked, this, [this] {
        if (last_)
            Q_EMIT recordWanted(*last_);
        else
            Q_EMIT noticesWanted();
    });
    setUnread(0);
    icon_->show();
}

Tray::~Tray() = default;

void Tray::setUnread(int count) {
    if (!icon_ || count == unread_) return;
    unread_ = count;
    icon_->setIcon(count > 0 ? marked(plain_) : plain_);
    icon_->setToolTip(count > 0 ? tr("Kupets: %Ln new notice(s)", "", count) : tr("Kupets"));
}

bool Tray::announce(const std::vector<model::Notice>& notices) {
    if (!icon_ || !QSystemTrayIcon::supportsMessages() || notices.empty()) return false;
    QStringList words;
    for (const model::Notice& notice : notices)
        if (static_cast<std::size_t>(words.size()) < kMostWords) words << notice.text;
    if (notices.size() > kMostWords) words << tr("and %Ln more", "", static_cast<int>(notices.size() - kMostWords));
    last_ = notices.size() == 1 ? notices.front().about : std::nullopt;
    icon_->showMessage(tr("Kupets"), words.join(QLatin1Char('\n')), plain_, kStays);
    return true;
}

}  // namespace kupets::app
