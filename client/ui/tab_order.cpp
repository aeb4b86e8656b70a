#include "client/ui/tab_order.h"

#include <QLayout>
#include <QWidget>
#include <optional>

namespace kupets::ui {
namespace {

/// Qt puts in order only what takes the focus by itself; for that moment, what only hands it on does so too.
class AsStop {
public:
    explicit AsStop(QWidget* widget) : widget_(widget), proxy_(widget->focusProxy()) {
        if (proxy_) widget->setFocusProxy(nullptr);
        policy_ = widget->focusPolicy();
        if (!(policy_ & Qt::TabFocus)) widget->setFocusPolicy(Qt::StrongFocus);
    }
    ~AsStop() {
        if (widget_->focusPolicy() != policy_) widget_->setFocusPolicy(policy_);
        if (proxy_) widget_->setFocusProxy(proxy_);
    }
    AsStop(const AsStop&) = delete;
    AsStop& operator=(const AsStop&) = delete;

private:
    QWidget* widget_;
    QWidget* proxy_;
    Qt::FocusPolicy policy_ = Qt::NoFocus;
};

void collect(const QLayout& layout, QList<QWidget*>& out) {
    for (int at = 0; at < layout.count(); ++at) {
        QLayoutItem* item = layout.itemAt(at);
        if (QWidget* widget = item->widget()) {
            out << widget;
        } else if (const QLayout* inner = item->layout()) {
            collect(*inner, out);
        }
    }
}

/// As its layout has them, then those without a place in it.
QList<QWidget*> childrenAsRead(const QWidget* widget) {
    QList<QWidget*> out;
    if (widget->layout()) collect(*widget->layout(), out);
    for (QObject* child : widget->children())
        if (auto* each = qobject_cast<QWidget*>(child); each && !each->isWindow() && !out.contains(each)) out << each;
    return out;
}

QWidget* through(QWidget* before, QWidget* widget) {
    const QWidget* proxy = widget->focusProxy();
    if (proxy && !widget->isAncestorOf(proxy)) return before;
    std::optional<AsStop> stop;  // until all in it has its place: a proxy that is set brings its owner to itself
    if (proxy || (widget->focusPolicy() & Qt::TabFocus)) {
        const AsStop first(before);
        stop.emplace(widget);
        QWidget::setTabOrder(before, widget);
        before = widget;
    }
    for (QWidget* child : childrenAsRead(widget)) before = through(before, child);
    return before;
}

}  // namespace

void tabAsRead(QWidget* part) {
    QWidget* before = part;
    for (QWidget* child : childrenAsRead(part)) before = through(before, child);
}

}  // namespace kupets::ui
