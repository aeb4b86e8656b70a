#include "client/app/offline_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "client/ui/widgets.h"

namespace kupets::app {

using State = net::Connection::State;

OfflineBar::OfflineBar(net::Connection& connection, command::Commands& commands, QWidget* parent)
    : QWidget(parent), connection_(connection), commands_(commands) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 12, 4);
    row->setSpacing(8);
    icon_ = new QLabel(this);
    icon_->setPixmap(ui::icon(QStringLiteral("wifi-off"), ui::IconTone::Warning).pixmap(16, 16));
    text_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Warning, this);
    retry_ = ui::button(tr("Try now"), ui::ButtonKind::Ghost, {}, this);
    retry_->setProperty("fit", "small");
    row->addWidget(icon_);
    row->addWidget(text_, 1);
    row->addWidget(retry_);
    setFixedHeight(36);
    hide();
    tick_.setInterval(1000);
    connect(&tick_, &QTimer::timeout, this, &OfflineBar::refresh);
    connect(retry_, &QPushButton::clicked, this, [this] { connection_.retryNow(); });
    connect(&connection_, &net::Connection::stateChanged, this, &OfflineBar::refresh);
    connect(&commands_, &command::Commands::pendingChanged, this, &OfflineBar::refresh);
    refresh();
}

QString OfflineBar::words() const { return isHidden() ? QString() : text_->text(); }

void OfflineBar::refresh() {
    const bool online = connection_.isOnline();
    const int waiting = commands_.pending();
    if (online) {
        sending_ = (since_.isValid() || sending_) && waiting > 0;
        since_ = {};
    } else if (!since_.isValid()) {
        since_ = QDateTime::currentDateTime();
    }
    QStringList parts;
    if (online) {
        parts << tr("The connection is back. Being sent: %Ln change(s)", "", waiting);
    } else {
        parts << tr("No connection to %1 since %2")
                     .arg(connection_.server().text(), since_.toString(QStringLiteral("HH:mm")));
        const auto seconds = static_cast<int>((connection_.untilRetry().count() + 999) / 1000);
        if (connection_.state() == State::Reconnecting)
            parts << (seconds > 0 ? tr("next try in %Ln s", "", seconds) : tr("connecting…"));
        parts << (waiting > 0 ? tr("%Ln change(s) wait to be sent", "", waiting)
                              : tr("changes are kept and sent later"));
    }
    text_->setText(parts.join(QStringLiteral(" · ")));
    retry_->setVisible(!online);
    icon_->setVisible(!online);
    setVisible(sending_ || connection_.state() == State::Reconnecting ||
               (isVisible() && connection_.state() == State::Connecting));
    if (online)
        tick_.stop();
    else
        tick_.start();
}

void OfflineBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::tokens().warningSoft);
    painter.fillRect(QRect(0, height() - 1, width(), 1), ui::tokens().hairline);
}

}  // namespace kupets::app
