#include "client/view/board_page.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <algorithm>

#include "client/ui/empty_state.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/board_column_view.h"
#include "client/view/page_header.h"
#include "client/view/tile_delegate.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kEdge = 56;   // how near the edge scrolling begins while a tile is carried
constexpr int kStep = 18;   // how far each time
constexpr int kPause = 16;  // milliseconds between
}  // namespace

BoardPage::BoardPage(Host& host, const std::string& entity, QWidget* parent)
    : Page(parent),
      host_(host),
      entity_(entity),
      snapshot_(host.context().schema->snapshot()),
      definition_(snapshot_->entity(entity)),
      model_(new model::BoardModel(host.context(), this)) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new PageHeader(host, *definition_, PageHeader::Kind::Board, this);
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));
    auto* body = new QWidget(this);
    stack_ = new QStackedLayout(body);
    stack_->addWidget(new ui::Skeleton(ui::Skeleton::Shape::List, body));
    scroll_ = new QScrollArea(body);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    strip_ = new QWidget(scroll_);
    strip_->setProperty("transparent", true);
    row_ = new QHBoxLayout(strip_);
    row_->setContentsMargins(ui::metrics::kPage, 12, ui::metrics::kPage, 12);
    row_->setSpacing(12);
    scroll_->setWidget(strip_);
    stack_->addWidget(scroll_);
    empty_ = new ui::EmptyState(body);
    stack_->addWidget(empty_);
    column->addWidget(body, 1);
    buildTools(header);

    connect(header->newButton(), &QPushButton::clicked, this, [this] { host_.openNew(entity_); });
    connect(model_, &model::BoardModel::columnsChanged, this, &BoardPage::buildColumns);
    connect(model_, &model::BoardModel::lanesChanged, this, &BoardPage::fillLanes);
    connect(model_, &model::BoardModel::failed, this, [this](const Error& error) {
        if (!views_.empty()) return;
        empty_->setContent(QStringLiteral("wifi-off"), tr("Could not load the board"),
                           wordsOf(host_.context(), error, entity_), tr("Try again"));
        stack_->setCurrentWidget(empty_);
    });
    connect(empty_, &ui::EmptyState::acted, this, [this] {
        stack_->setCurrentIndex(0);
        model_->refresh();
    });
    connect(model_, &model::BoardModel::moveRefused, this, [this](const Uuid&, const Error& error) {
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error, entity_));
    });
    scrollTimer_.setInterval(kPause);
    connect(&scrollTimer_, &QTimer::timeout, this, &BoardPage::scrollWhileCarrying);
    model_->setEntity(entity_);
    const auto lane =
        Uuid::parse(fromQt(host_.settings().value(QStringLiteral("board/%1/lane").arg(toQt(entity_))).toString()));
    if (lane) model_->setLane(*lane);
}

BoardPage::~BoardPage() { delete carriedPicture_; }

QString BoardPage::address() const { return QStringLiteral("board/") + toQt(entity_); }
QString BoardPage::title() const { return say(host_.context(), definition_->def().plural()); }
QString BoardPage::iconName() const { return iconOf(*definition_); }

void BoardPage::shown() {
    for (BoardColumnView* view : views_)
        if (view->tiles()->model()->rowCount() > 0) return view->tiles()->setFocus();
}

void BoardPage::buildTools(PageHeader* header) {
    lanes_ = new QComboBox(this);
    lanes_->setMinimumWidth(180);
    lanes_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    lanes_->setAccessibleName(tr("Which board"));
    lanes_->hide();
    connect(lanes_, &QComboBox::activated, this, [this] {
        const auto lane = Uuid::parse(fromQt(lanes_->currentData().toString()));
        model_->setLane(lane.value_or(Uuid{}));
        host_.settings().setValue(QStringLiteral("board/%1/lane").arg(toQt(entity_)), lanes_->currentData());
    });
    header->tools()->addWidget(lanes_);
    header->tools()->addSpacing(4);
    search_ = new ui::SearchField(tr("Quick search"), this);
    search_->setFixedWidth(220);
    connect(search_, &ui::SearchField::searched, this, [this](const QString& text) { model_->setSearch(text); });
    header->tools()->addWidget(search_);
}

void BoardPage::fillLanes() {
    lanes_->clear();
    for (const auto& [id, name] : model_->lanes()) lanes_->addItem(name, toQt(id.text()));
    lanes_->setVisible(lanes_->count() > 1);
    int at = lanes_->findData(toQt(model_->lane().text()));
    if (at < 0 && lanes_->count() > 0) {
        at = 0;  // stages of several pipelines side by side say nothing: one begins with the first
        model_->setLane(model_->lanes().front().first);
    }
    lanes_->setCurrentIndex(at);
}

void BoardPage::buildColumns() {
    endCarry();
    ui::clearLayout(row_);
    views_.clear();
    for (model::BoardColumn* column : model_->columns()) {
        auto* view = new BoardColumnView(*column, *definition_, strip_);
        row_->addWidget(view);
        views_.push_back(view);
        connectColumn(view);
    }
    row_->addStretch(1);
    if (views_.empty()) {
        empty_->setContent(QStringLiteral("square-kanban"), tr("The board has no columns yet"), {}, tr("Try again"));
        stack_->setCurrentWidget(empty_);
    } else {
        stack_->setCurrentWidget(scroll_);
    }
}

void BoardPage::connectColumn(BoardColumnView* view) {
    TileList* tiles = view->tiles();
    connect(tiles, &TileList::pulled, this,
            [this, view](const QModelIndex& index, const QPoint& grip) { lift(view, index, grip); });
    connect(tiles, &TileList::carried, this, &BoardPage::carry);
    connect(tiles, &TileList::dropped, this, &BoardPage::drop);
    connect(tiles, &TileList::carryCancelled, this, &BoardPage::endCarry);
    connect(tiles, &TileList::opened, this, [this, view](const QModelIndex& index) {
        if (view->column()) host_.openRecord({entity_, view->column()->idAt(index.row())});
    });
    connect(tiles, &TileList::sidewaysPressed, this,
            [this, view](int direction, bool move) { stepAside(view, direction, move); });
    connect(tiles, &TileList::removeRequested, this,
            [this, view](const QModelIndex& index) { removeTile(view, index); });
}

void BoardPage::lift(BoardColumnView* from, const QModelIndex& index, const QPoint& grip) {
    if (!from->column()) return;
    carried_ = from->column()->idAt(index.row());
    carriedFrom_ = from;
    grip_ = grip;
    from->delegate()->setDragged(index);
    from->tiles()->viewport()->update();
    const QSize size(from->width() - 24, from->delegate()->tileHeight());
    const qreal ratio = devicePixelRatioF();
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    from->delegate()->paintTile(&painter, QRect(QPoint(), size), index, true, false);
    painter.end();
    carriedPicture_ = new QLabel(window());
    carriedPicture_->setAttribute(Qt::WA_TransparentForMouseEvents);
    carriedPicture_->setPixmap(picture);
    carriedPicture_->resize(size);
    carriedPicture_->show();
    setCursor(Qt::ClosedHandCursor);
    scrollTimer_.start();
}

BoardColumnView* BoardPage::columnAt(const QPoint& globalPosition) const {
    if (!scroll_->rect().contains(scroll_->mapFromGlobal(globalPosition))) return nullptr;
    for (BoardColumnView* view : views_) {
        const QPoint at = view->mapFromGlobal(globalPosition);
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
    const QString column = to->column()->title();
    if (!model_->move(record, to->column())) return;
    if (const int row = to->column()->rowOf(record); row >= 0) {
        to->tiles()->setCurrentIndex(to->column()->index(row));
        to->tiles()->setFocus();
    }
    Host& host = host_;
    host.toast(ui::ToastHost::Kind::Done, tr("Moved to “%1”").arg(column), tr("Undo"),
               [&host] { host.commands().undo(); });
}

void BoardPage::stepAside(BoardColumnView* from, int direction, bool move) {
    const auto here = std::find(views_.begin(), views_.end(), from) - views_.begin();
    const auto there = here + direction;
    if (there < 0 || there >= static_cast<std::ptrdiff_t>(views_.size())) return;
    BoardColumnView* to = views_[static_cast<std::size_t>(there)];
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
            host.toast(ui::ToastHost::Kind::Done, tr("Deleted: %1").arg(name), tr("Undo"),
                       [&host, set = saved->changeSet, name] { host.takeBack(set, name); });
        });
}

void BoardPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && carriedPicture_)
        endCarry();
    else
        Page::keyPressEvent(event);
}

}  // namespace kupets::view
