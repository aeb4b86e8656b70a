#include "client/ui/toast.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>

#include "client/ui/widgets.h"

namespace kupets::ui {
namespace {

constexpr int kMost = 3;
constexpr int kStayDone = 6'000;
constexpr int kStayTrouble = 12'000;
constexpr int kShadow = 10;
constexpr int kWidest = 560;

}  // namespace

Toast::Toast(const QString& text, const QString& iconName, QWidget* parent) : QFrame(parent) {
    const Tokens& t = tokens();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kShadow + 12, kShadow + 8, kShadow + 8, kShadow + 8);
    row->setSpacing(8);
    auto* picture = new QLabel(this);
    picture->setPixmap(iconPixmap(iconName, t.onToast, 16, devicePixelRatioF()));
    text_ = label(text, TextStyle::Body, Tone::Normal, this);
    text_->setStyleSheet(QStringLiteral("color: %1;").arg(t.onToast.name()));
    text_->setWordWrap(text.size() > 80);
    text_->setMaximumWidth(kWidest);
    // A label that wraps would rather be a square.
    if (text_->wordWrap()) text_->setMinimumWidth(std::min(kWidest, text_->fontMetrics().horizontalAdvance(text) + 8));
    row->addWidget(picture);
    row->addWidget(text_, 1);
    auto* close = new QToolButton(this);
    close->setIcon(QIcon(iconPixmap(QStringLiteral("x"), t.onToast, 16, devicePixelRatioF())));
    close->setAccessibleName(tr("Close"));
    close->setStyleSheet(QStringLiteral(
        "QToolButton { background: transparent; border: 0; padding: 0; min-width: 24px; min-height: 24px; }"));
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &Toast::closed);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &Toast::closed);
    setAccessibleName(text);
}

QString Toast::text() const { return text_->text(); }

void Toast::setAction(const QString& text, std::function<void()> act) {
    auto* made = new QPushButton(text, this);
    made->setAccessibleName(text);
    made->setCursor(Qt::PointingHandCursor);
    made->setStyleSheet(QStringLiteral("QPushButton { background: transparent; border: 0; padding: 0 6px; min-height: "
                                       "24px; color: %1; font-weight: 600; }"
                                       "QPushButton:hover { text-decoration: underline; }")
                            .arg(tokens().toastAction.name()));
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(row->count() - 1, made);
    connect(made, &QPushButton::clicked, this, [this, act = std::move(act)] {
        if (act) act();
        Q_EMIT closed();
    });
}

void Toast::startTimer(int milliseconds) {
    timer_.setInterval(milliseconds);
    timer_.start();
}

void Toast::enterEvent(QEnterEvent*) { timer_.stop(); }
void Toast::leaveEvent(QEvent*) {
    if (timer_.interval() > 0) timer_.start();
}

void Toast::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int spread = kShadow; spread > 0; spread -= 2) {
        painter.setBrush(QColor(0, 0, 0, 8));
        painter.drawRoundedRect(QRectF(rect()).adjusted(spread, spread + 1, -spread, -spread + 3), 10, 10);
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(kShadow - spread, kShadow - spread + 2, spread - kShadow, spread - kShadow), 12,
            12);
    }
    painter.setBrush(tokens().toast);
    painter.drawRoundedRect(QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow), 8, 8);
}

ToastHost::ToastHost(QWidget* window) : QWidget(window) {
    setAttribute(Qt::WA_NoSystemBackground);
    window->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->setSizeConstraint(QLayout::SetFixedSize);
    hide();
}

void ToastHost::show(Kind kind, const QString& text, const QString& actionText, std::function<void()> act,
                     const QString& key) {
    while (layout()->count() >= kMost) {
        QLayoutItem* oldest = layout()->takeAt(0);
        delete oldest->widget();
        delete oldest;
    }
    const QString iconName = kind == Kind::Done   ? QStringLiteral("check")
                             : kind == Kind::Info ? QStringLiteral("info")
                                                  : QStringLiteral("triangle-alert");
    auto* toast = new Toast(text, iconName, this);
    toast->setObjectName(key);
    if (!actionText.isEmpty()) toast->setAction(actionText, std::move(act));
    layout()->addWidget(toast);
    static_cast<QVBoxLayout*>(layout())->setAlignment(toast, Qt::AlignHCenter);
    connect(toast, &Toast::closed, this, [this, toast] {
        layout()->removeWidget(toast);
        toast->hide();
        toast->deleteLater();
        arrange();
    });
    toast->startTimer(kind == Kind::Trouble ? kStayTrouble : kStayDone);
    toast->QWidget::show();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    arrange();
}

void ToastHost::dismiss(const QString& key) {
    for (Toast* toast : findChildren<Toast*>(key, Qt::FindDirectChildrenOnly)) Q_EMIT toast->closed();
}

void ToastHost::clear() {
    clearLayout(layout());
    hide();
}

QStringList ToastHost::texts() const {
    QStringList all;
    for (int i = 0; i < layout()->count(); ++i)
        if (const auto* toast = qobject_cast<const Toast*>(layout()->itemAt(i)->widget())) all << toast->text();
    return all;
}

bool ToastHost::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible()) arrange();
    return QWidget::eventFilter(watched, event);
}

void ToastHost::arrange() {
    setVisible(layout()->count() > 0);
    if (!isVisibleTo(parentWidget())) return;
    layout()->activate();
    adjustSize();
    const QSize room = parentWidget()->size();
    move((room.width() - width()) / 2, room.height() - height() - 8);
    raise();
}

}  // namespace kupets::ui
