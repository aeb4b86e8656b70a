// BoardPage: tiles on their way, by the pointer, by keys, and those that others move.
#include <QEasingCurve>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPropertyAnimation>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <algorithm>

#include "client/model/board_stages.h"
#include "client/ui/widgets.h"
#include "client/view/board_column_view.h"
#include "client/view/board_page.h"
#include "client/view/tile_delegate.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kEdge = 56;       // how near the edge scrolling begins while a tile is carried
constexpr int kStep = 18;       // how far each time
constexpr int kStepTime = 180;  // milliseconds of a colleague's move
constexpr std::size_t kMostSteps = 8;
}  // namespace

void BoardPage::lift(BoardColumnView* from, const QModelIndex& index, const QPoint& grip) {
    if (!from->column()) return;
    carried_ = from->column()->idAt(index.row());
    carriedFrom_ = from;
    grip_ = grip;
    from->delegate()->setDragged(index);
    from->tiles()->viewport()->update();
    const QPixmap picture = pictureOf(*from, index);
    carriedPicture_ = new QLabel(window());
    carriedPicture_->setAttribute(Qt::WA_TransparentForMouseEvents);
    carriedPicture_->setPixmap(picture);
    carriedPicture_->resize(picture.deviceIndependentSize().toSize());
    carriedPicture_->show();
    setCursor(Qt::ClosedHandCursor);
    scrollTimer_.start();
}

QPixmap BoardPage::pictureOf(const BoardColumnView& view, const QModelIndex& index) const {
    const QSize size(view.width() - 24, view.delegate()->tileHeight());
    const qreal ratio = devicePixelRatioF();
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    view.delegate()->paintTile(&painter, QRect(QPoint(), size), index, true, false);
    return picture;
}

BoardColumnView* BoardPage::columnAt(const QPoint& globalPosition) const {
    if (!scroll_->rect().contains(scroll_->mapFromGlobal(globalPosition))) return nullptr;
    for (BoardColumnView* view : views_) {
        const QPoint at = view->mapFromGlobal(globalPosition);
        if (view->isHidden()) continue;
        if (at.x() >= 0 && at.x() < view->width()) return view;
    }
    return nullptr;
}

void BoardPage::carry(const QPoint& globalPosition) {
    if (!carriedPicture_) return;
    lastPosition_ = globalPosition;
    carriedPicture_->move(window()->mapFromGlobal(globalPosition) - grip_);
    carriedPicture_->raise();
    const BoardColumnView* target = columnAt(globalPosition);
    for (BoardColumnView* view : views_) view->setTarget(view == target && view != carriedFrom_);
}

void BoardPage::scrollWhileCarrying() {
    if (!carriedPicture_) return scrollTimer_.stop();
    const QPoint at = scroll_->mapFromGlobal(lastPosition_);
    QScrollBar* bar = scroll_->horizontalScrollBar();
    if (at.x() > scroll_->width() - kEdge) bar->setValue(bar->value() + kStep);
    if (at.x() < kEdge) bar->setValue(bar->value() - kStep);
    if (BoardColumnView* view = columnAt(lastPosition_)) {
        const int y = view->tiles()->mapFromGlobal(lastPosition_).y();
        QScrollBar* inner = view->tiles()->verticalScrollBar();
        if (y > view->tiles()->height() - kEdge / 2) inner->setValue(inner->value() + kStep);
        if (y < kEdge / 2) inner->setValue(inner->value() - kStep);
    }
    carry(lastPosition_);
}

void BoardPage::drop(const QPoint& globalPosition) {
    BoardColumnView* to = columnAt(globalPosition);
    const Uuid record = carried_;
    const BoardColumnView* from = carriedFrom_;
    endCarry();
    if (to && to != from) moveTo(record, to);
}

void BoardPage::endCarry() {
    scrollTimer_.stop();
    delete carriedPicture_;
    if (carriedFrom_) {
        carriedFrom_->delegate()->setDragged({});
        carriedFrom_->tiles()->viewport()->update();
    }
    carriedFrom_ = nullptr;
    for (BoardColumnView* view : views_) view->setTarget(false);
    unsetCursor();
}

void BoardPage::moveTo(const Uuid& record, BoardColumnView* to) {
    if (!to->column() || record.isNil()) return;
    if (!model_->move(record, to->column())) return;
    if (to->isNarrow() || to->isHidden()) return;
    if (const int row = to->column()->rowOf(record); row >= 0) {
        to->tiles()->setCurrentIndex(to->column()->index(row));
        to->tiles()->setFocus();
    }
}

void BoardPage::tellMoved(const Uuid& record, const Uuid& changeSet) {
    const model::BoardColumn* column = model_->columnOf(record);
    if (column == nullptr) return;
    Host& host = host_;
    const QString words = tr("Moved to “%1”").arg(column->title());
    host.done(words, changeSet);
}

/// All columns but its own, by name; the first letter chooses.
void BoardPage::openMoveMenu(BoardColumnView* from, const QModelIndex& index) {
    if (!from->column() || !index.isValid()) return;
    const Uuid record = from->column()->idAt(index.row());
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (BoardColumnView* view : views_) {
        if (view == from || !view->column()) continue;
        QPointer<BoardColumnView> to = view;
        const QColor dot = ui::chipColors(view->column()->colorName(), ui::tokens()).dot;
        menu->addAction(
            QIcon(ui::iconPixmap(QStringLiteral("circle-dot"), dot, ui::metrics::kIcon, devicePixelRatioF())),
            view->column()->title(), this, [this, record, to] {
                if (to) moveTo(record, to);
            });
    }
    if (!menu->actions().empty()) menu->setActiveAction(menu->actions().front());
    menu->popup(from->tiles()->viewport()->mapToGlobal(from->tiles()->visualRect(index).center()));
}

void BoardPage::closeTile(BoardColumnView* from, const QModelIndex& index, bool lost) {
    const auto ends = [lost](const BoardColumnView* view) {
        return view->column() && view->column()->isClosed() && view->column()->stage().lost == lost;
    };
    // Of several successes the last one: the others are on the way to it.
    const auto to = std::find_if(views_.rbegin(), views_.rend(), ends);
    if (to != views_.rend() && *to != from && from->column()) moveTo(from->column()->idAt(index.row()), *to);
}

/// A tile as it stands now: it is shown on its way to where it will stand.
void BoardPage::rememberStep(const Uuid& record, const model::BoardColumn* from, const model::BoardColumn* to) {
    if (!isVisible() || steps_.size() >= kMostSteps || style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0)
        return;
    const auto viewOf = [this](const model::BoardColumn* column) {
        const auto found = std::ranges::find(views_, column, [](BoardColumnView* view) { return view->column(); });
        return found == views_.end() ? nullptr : *found;
    };
    BoardColumnView* here = viewOf(from);
    BoardColumnView* there = viewOf(to);
    if (here == nullptr || there == nullptr || here->isHidden() || here->isNarrow()) return;
    const QModelIndex index = from->index(from->rowOf(record));
    const QRect item = here->tiles()->visualRect(index);
    if (!here->tiles()->viewport()->rect().intersects(item)) return;
    const QRect tile = here->delegate()->tileRect(item);
    steps_.push_back(
        {record, pictureOf(*here, index), here->tiles()->viewport()->mapTo(window(), tile.topLeft()), there});
}

void BoardPage::showSteps() {
    for (Step& step : std::exchange(steps_, {})) {
        if (!step.to || !step.to->column()) continue;
        QPoint end = step.to->mapTo(window(), QPoint(12, 60));
        if (const int row = step.to->column()->rowOf(step.record); row >= 0 && !step.to->isNarrow()) {
            const QRect item = step.to->tiles()->visualRect(step.to->column()->index(row));
            end = step.to->tiles()->viewport()->mapTo(window(), step.to->delegate()->tileRect(item).topLeft());
        }
        auto* picture = new QLabel(window());
        picture->setAttribute(Qt::WA_TransparentForMouseEvents);
        picture->setPixmap(step.picture);
        picture->resize(step.picture.deviceIndependentSize().toSize());
        picture->move(step.from);
        picture->show();
        auto* way = new QPropertyAnimation(picture, "pos", picture);
        way->setDuration(kStepTime);
        way->setEasingCurve(QEasingCurve::OutCubic);
        way->setStartValue(step.from);
        way->setEndValue(end);
        connect(way, &QPropertyAnimation::finished, picture, &QObject::deleteLater);
        way->start();
    }
}

void BoardPage::stepAside(BoardColumnView* from, int direction, bool move) {
    const auto at = std::find(views_.begin(), views_.end(), from) - views_.begin() + direction;
    BoardColumnView* to = nullptr;
    for (auto next = at; to == nullptr && next >= 0 && next < static_cast<std::ptrdiff_t>(views_.size());
         next += direction) {
        BoardColumnView* view = views_[static_cast<std::size_t>(next)];
        // One walks among columns that show their tiles; a tile may go into any.
        if (move || (!view->isHidden() && !view->isNarrow())) to = view;
    }
    if (to == nullptr) return;
    const QModelIndex now = from->tiles()->currentIndex();
    if (move) {
        if (now.isValid() && from->column()) moveTo(from->column()->idAt(now.row()), to);
    } else {
        to->tiles()->setFocus();
        const int rows = to->tiles()->model()->rowCount();
        if (rows > 0) to->tiles()->setCurrentIndex(to->tiles()->model()->index(std::clamp(now.row(), 0, rows - 1), 0));
    }
    scroll_->ensureWidgetVisible(to, 40, 0);
}

void BoardPage::removeTile(BoardColumnView* from, const QModelIndex& index) {
    if (!from->column()) return;
    const QString name = index.data().toString();
    Host& host = host_;
    const std::string entity = entity_;
    host.commands().remove(
        entity_, {from->column()->idAt(index.row())}, name, this, [&host, name, entity](Result<data::Saved> saved) {
            if (!saved) return host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), saved.error(), entity));
            host.done(tr("Deleted: %1").arg(name), saved->changeSet, name);
        });
}

void BoardPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && carriedPicture_)
        endCarry();
    else
        Page::keyPressEvent(event);
}

}  // namespace kupets::view
