#include "client/ui/form_grid.h"

#include <QWidget>
#include <algorithm>

namespace kupets::ui {
namespace {
constexpr int kColumnGap = 20;
constexpr int kRowGap = 12;
}  // namespace

FormGrid::FormGrid(int mostColumns, int leastWidth, QWidget* parent)
    : QLayout(parent), mostColumns_(std::max(1, mostColumns)), leastWidth_(leastWidth) {
    setContentsMargins(0, 0, 0, 0);
}

FormGrid::~FormGrid() {
    for (const Item& item : items_) delete item.item;
}

void FormGrid::addField(QWidget* field, bool wide) {
    addChildWidget(field);
    items_.push_back({new QWidgetItem(field), wide});
    invalidate();
}

QLayoutItem* FormGrid::itemAt(int index) const {
    return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)].item : nullptr;
}

QLayoutItem* FormGrid::takeAt(int index) {
    if (index < 0 || index >= count()) return nullptr;
    QLayoutItem* item = items_[static_cast<std::size_t>(index)].item;
    items_.erase(items_.begin() + index);
    return item;
}

QSize FormGrid::minimumSize() const {
    int width = 0;
    for (const Item& item : items_) width = std::max(width, item.item->minimumSize().width());
    return {std::min(width, leastWidth_), 0};
}

void FormGrid::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FormGrid::arrange(const QRect& rect, bool apply) const {
    const int columns = std::clamp((rect.width() + kColumnGap) / (leastWidth_ + kColumnGap), 1, mostColumns_);
    const int width = (rect.width() - (columns - 1) * kColumnGap) / columns;
    int y = rect.y();
    int column = 0;
    int line = 0;
    const auto nextRow = [&] {
        if (line > 0) y += line + kRowGap;
        line = 0;
        column = 0;
    };
    for (const Item& item : items_) {
        if (item.item->isEmpty()) continue;
        if (item.wide && column > 0) nextRow();
        const int own = item.wide ? rect.width() : width;
        const int height =
            item.item->hasHeightForWidth() ? item.item->heightForWidth(own) : item.item->sizeHint().height();
        if (apply) item.item->setGeometry(QRect(rect.x() + column * (width + kColumnGap), y, own, height));
        line = std::max(line, height);
        if (item.wide || ++column == columns) nextRow();
    }
    return y + line - rect.y() - (line == 0 && y > rect.y() ? kRowGap : 0);
}

}  // namespace kupets::ui
