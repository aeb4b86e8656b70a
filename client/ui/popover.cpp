#include "client/ui/popover.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "client/ui/tokens.h"

namespace kupets::ui {

void paintFloatingPanel(QPainter* painter, const QRect& rect) {
    const Tokens& t = tokens();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QColor shade = t.shadow;
    shade.setAlpha(t.shadow.alpha() / 10);
    painter->setBrush(shade);
    for (int inset = 2; inset < kFloatShadow; inset += 2)
        painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset + 3, -inset, -inset + 3), 18 - inset * 0.7,
                                 18 - inset * 0.7);
    painter->setPen(QPen(t.dark ? t.outline : t.hairline, 1));
    painter->setBrush(t.raised);
    painter->drawRoundedRect(
        QRectF(rect).adjusted(kFloatShadow - 0.5, kFloatShadow - 0.5, 0.5 - kFloatShadow, 0.5 - kFloatShadow), 8, 8);
}

namespace {
constexpr const char* kGrows = "growsForLists";
constexpr const char* kOwnHeight = "heightWithoutLists";
}  // namespace

void setGrowsForLists(QWidget* dialog) { dialog->setProperty(kGrows, true); }

void growFor(QWidget* window, int bottom) {
    if (!window->property(kGrows).toBool() || window->height() >= bottom) return;
    if (!window->property(kOwnHeight).isValid()) window->setProperty(kOwnHeight, window->height());
    window->resize(window->width(), bottom);
}

void shrinkAfter(QWidget* window) {
    const QVariant before = window->property(kOwnHeight);
    if (!before.isValid()) return;
    window->setProperty(kOwnHeight, {});
    window->resize(window->width(), before.toInt());  // not below what its layout needs
}

Popover::Popover(QWidget* anchor) : QWidget(anchor->window()), anchor_(anchor) {
    setFocusPolicy(Qt::StrongFocus);
    setProperty("layer", true);  // keys of the page below wait until it is closed
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(kFloatShadow, kFloatShadow, kFloatShadow, kFloatShadow);
    auto* inner = new QWidget(this);
    outer->addWidget(inner);
    content_ = new QVBoxLayout(inner);
    content_->setContentsMargins(8, 8, 8, 8);
    content_->setSpacing(4);
    hide();
}

Popover::~Popover() { qApp->removeEventFilter(this); }

void Popover::setContentWidth(int width) { width_ = width; }

void Popover::open(Qt::Alignment edge) {
    edge_ = edge;
    before_ = QApplication::focusWidget();
    if (width_ > 0) setFixedWidth(width_ + 2 * kFloatShadow);
    place();
    show();
    raise();
    place();
    setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void Popover::place() {
    if (!anchor_) return;
    if (layout()) layout()->activate();
    adjustSize();
    QWidget* host = parentWidget();
    const QRect at(anchor_->mapTo(host, QPoint()), anchor_->size());
    int x = edge_ & Qt::AlignRight ? at.right() + 1 - width() + kFloatShadow : at.left() - kFloatShadow;
    int y = at.bottom() + 1 + 4 - kFloatShadow;
    growFor(host, y + height());
    if (y + height() - kFloatShadow > host->height()) {
        const int above = at.top() - 4 - height() + kFloatShadow;
        y = above + kFloatShadow >= 0 ? above : qMax(-kFloatShadow + 4, host->height() - height() + kFloatShadow - 4);
    }
    x = qBound(4 - kFloatShadow, x, qMax(4 - kFloatShadow, host->width() - width() + kFloatShadow - 4));
    move(x, y);
}

void Popover::close() {
    if (!isVisible()) return;
    qApp->removeEventFilter(this);
    const bool hadFocus = isAncestorOf(QApplication::focusWidget()) || QApplication::focusWidget() == this;
    hide();
    shrinkAfter(parentWidget());
    if (hadFocus && before_) before_->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
    deleteLater();
}

bool Popover::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        const bool inside = widget && (widget == this || isAncestorOf(widget) || widget->window() != window());
        if (widget && !inside) {
            const bool onAnchor = anchor_ && (widget == anchor_ || anchor_->isAncestorOf(widget));
            const auto* mouse = static_cast<QMouseEvent*>(event);
            const bool inGeometry = rect()
                                        .adjusted(kFloatShadow, kFloatShadow, -kFloatShadow, -kFloatShadow)
                                        .contains(mapFromGlobal(mouse->globalPosition().toPoint()));
            if (inGeometry) return false;
            close();
            return onAnchor;  // a press on the button that opened it only closes it
        }
    } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && (widget == this || isAncestorOf(widget))) {
            close();
            return true;
        }
    } else if ((event->type() == QEvent::Resize || event->type() == QEvent::WindowDeactivate) &&
               watched == parentWidget()) {
        if (event->type() == QEvent::Resize && !parentWidget()->property(kGrows).toBool()) close();
    }
    return QWidget::eventFilter(watched, event);
}

void Popover::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void Popover::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintFloatingPanel(&painter, rect());
}

}  // namespace kupets::ui
