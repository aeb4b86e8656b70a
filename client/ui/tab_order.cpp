#include "client/ui/tab_order.h"

#include <QLayout>
#include <QWidget>

namespace kupets::ui {
namespace {

QWidget* through(QWidget* before, QWidget* widget);

QWidget* through(QWidget* before, const QLayout& layout) {
    for (int at = 0; at < layout.count(); ++at) {
        QLayoutItem* item = layout.itemAt(at);
        if (QWidget* widget = item->widget()) {
            before = through(before, widget);
        } else if (const QLayout* inner = item->layout()) {
            before = through(before, *inner);
        }
    }
    return before;
}

QWidget* through(QWidget* before, QWidget* widget) {
    const bool whole = widget->focusProxy() && widget->isAncestorOf(widget->focusProxy());
    if (whole || (widget->focusPolicy() & Qt::TabFocus)) {
        QWidget::setTabOrder(before, widget);
        return widget;
    }
    return widget->layout() ? through(before, *widget->layout()) : before;
}

}  // namespace

void tabAsRead(QWidget* part) {
    if (part->layout()) through(part, *part->layout());
}

}  // namespace kupets::ui
