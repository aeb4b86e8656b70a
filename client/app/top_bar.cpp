#include "client/app/top_bar.h"

#include <QHBoxLayout>
#include <QPainter>

#include "client/ui/chip.h"
#include "client/ui/widgets.h"
#include "client/view/notices/bell.h"

namespace kupets::app {
namespace {

constexpr int kSearchWidth = 360;

/// Initials in a circle, as a button.
class UserButton final : public QAbstractButton {
public:
    explicit UserButton(QWidget* parent) : QAbstractButton(parent) {
        setFixedSize(32, 32);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        ui::paintAvatar(&painter, rect(), text());
    }
};

}  // namespace

ConnectionBadge::ConnectionBadge(net::Connection& connection, QWidget* parent)
    : QAbstractButton(parent), connection_(connection) {
    setFocusPolicy(Qt::TabFocus);
    tick_.setInterval(1000);
    connect(&tick_, &QTimer::timeout, this, &ConnectionBadge::refresh);
    connect(&connection_, &net::Connection::stateChanged, this, &ConnectionBadge::refresh);
    connect(this, &QAbstractButton::clicked, this, [this] { connection_.retryNow(); });
    refresh();
}

void ConnectionBadge::refresh() {
    QString words;
    QString tip;
    using State = net::Connection::State;
    switch (connection_.state()) {
        case State::Online:
            tip = tr("Connected to %1").arg(connection_.server().text());
            break;
        case State::Reconnecting: {
            const int seconds = static_cast<int>((connection_.untilRetry().count() + 999) / 1000);
            words = seconds > 0 ? tr("No connection, next try in %Ln s", "", seconds) : tr("Connecting…");
            tip = tr("What you change is kept and sent when the connection is back. Click to try now.");
            break;
        }
        case State::Connecting:
            words = tr("Connecting…");
            break;
        default:
            words = tr("No connection");
            break;
    }
    if (connection_.state() == State::Reconnecting)
        tick_.start();
    else
        tick_.stop();
    setText(words);
    setToolTip(tip);
    setAccessibleName(words.isEmpty() ? tip : words);
    setCursor(connection_.state() == State::Reconnecting ? Qt::PointingHandCursor : Qt::ArrowCursor);
    updateGeometry();
    update();
}

QSize ConnectionBadge::sizeHint() const {
    const int words =
        text().isEmpty() ? 0 : QFontMetrics(ui::typeface(ui::TextStyle::Caption)).horizontalAdvance(text()) + 20;
    return {24 + words, 28};
}

void ConnectionBadge::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    const bool online = connection_.isOnline();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (!online) {
        painter.setBrush(t.warningSoft);
        painter.drawRoundedRect(rect(), ui::metrics::kRadius, ui::metrics::kRadius);
    }
    painter.setBrush(online ? t.success : t.warning);
    painter.drawEllipse(QRectF(8, height() / 2.0 - 4, 8, 8));
    if (text().isEmpty()) return;
    painter.setFont(ui::typeface(ui::TextStyle::Caption));
    painter.setPen(t.warningText);
    painter.drawText(rect().adjusted(24, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

TopBar::TopBar(net::Connection& connection, QWidget* parent) : QWidget(parent) {
    setFixedHeight(ui::metrics::kTopBar);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 16, 1);
    row->setSpacing(4);
    back_ = ui::iconButton(QStringLiteral("arrow-left"), tr("Back"), this, QStringLiteral("Alt+←"));
    forward_ = ui::iconButton(QStringLiteral("arrow-right"), tr("Forward"), this, QStringLiteral("Alt+→"));
    row->addWidget(back_);
    row->addWidget(forward_);
    row->addStretch(1);
    search_ = ui::button(tr("Search or command"), ui::ButtonKind::Normal, QStringLiteral("search"), this);
    search_->setFixedWidth(kSearchWidth);
    search_->setProperty("variant", "search");
    auto* inside = new QHBoxLayout(search_);
    inside->setContentsMargins(0, 0, 10, 0);
    inside->addStretch(1);
    inside->addWidget(ui::label(QStringLiteral("Ctrl+K"), ui::TextStyle::Caption, ui::Tone::Muted, search_));
    row->addWidget(search_);
    row->addStretch(1);
    row->addWidget(new ConnectionBadge(connection, this));
    bell_ = new view::Bell(this);
    row->addWidget(bell_);
    row->addSpacing(8);
    user_ = new UserButton(this);
    row->addWidget(user_);
    connect(back_, &QToolButton::clicked, this, &TopBar::backRequested);
    connect(forward_, &QToolButton::clicked, this, &TopBar::forwardRequested);
    connect(search_, &QPushButton::clicked, this, &TopBar::searchRequested);
    connect(user_, &QAbstractButton::clicked, this, &TopBar::userMenuRequested);
    connect(bell_, &QAbstractButton::clicked, this, &TopBar::noticesRequested);
}

void TopBar::setHistory(bool canGoBack, bool canGoForward) {
    back_->setEnabled(canGoBack);
    forward_->setEnabled(canGoForward);
}

void TopBar::setUser(const QString& name) {
    user_->setText(name);
    user_->setToolTip(name);
    user_->setAccessibleName(tr("Menu of %1").arg(name));
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::tokens().canvas);
    painter.fillRect(QRect(0, height() - 1, width(), 1), ui::tokens().hairline);
}

}  // namespace kupets::app
