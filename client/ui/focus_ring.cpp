#include "client/ui/focus_ring.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTabBar>

#include "client/ui/tokens.h"

namespace kupets::ui {
namespace {

class Ring final : public QWidget {
public:
    explicit Ring(QWidget* parent) : QWidget(parent) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens().accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kRadius + 2, metrics::kRadius + 2);
    }
};

bool wantsRing(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QTabBar*>(widget) ||
           widget->property("focusRing").toBool();
}

}  // namespace

FocusRing::FocusRing(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { focusMoved(now); });
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress: {
            const int key = static_cast<QKeyEvent*>(event)->key();
            byKeyboard_ = key == Qt::Key_Tab || key == Qt::Key_Backtab || (byKeyboard_ && key != Qt::Key_Escape);
            break;
        }
        case QEvent::MouseButtonPress:
            byKeyboard_ = false;
            if (ring_) ring_->hide();
            break;
        case QEvent::Move:
        case QEvent::Resize:
        case QEvent::Hide:
            if (watched == target_) follow();
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

void FocusRing::focusMoved(QWidget* now) {
    if (ring_) ring_->hide();
    target_ = byKeyboard_ && now && wantsRing(now) ? now : nullptr;
    if (target_) follow();
}

void FocusRing::follow() {
    if (!target_ || !target_->isVisible()) {
        if (ring_) ring_->hide();
        return;
    }
    QWidget* host = target_->parentWidget() ? target_->parentWidget() : target_.data();
    if (!ring_ || ring_->parentWidget() != host) {
        delete ring_;
        ring_ = new Ring(host);
    }
    ring_->setGeometry(QRect(target_->mapTo(host, QPoint()), target_->size()).adjusted(-3, -3, 3, 3));
    ring_->raise();
    ring_->show();
}

}  // namespace kupets::ui
