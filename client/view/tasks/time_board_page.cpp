#include "client/view/tasks/time_board_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

#include "client/ui/widgets.h"
#include "client/view/board_column_view.h"
#include "client/view/page_header.h"
#include "client/view/tasks/segments.h"
#include "client/view/tasks/time_tile_delegate.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kLeast = 184;  // of a column
constexpr const char* kMineKey = "time/task/mine";

QString nameOf(model::When when) {
    switch (when) {
        case model::When::Overdue:
            return TimeBoardPage::tr("Overdue");
        case model::When::Today:
            return TimeBoardPage::tr("Today");
        case model::When::Tomorrow:
            return TimeBoardPage::tr("Tomorrow");
        case model::When::Week:
            return TimeBoardPage::tr("This week");
        case model::When::Later:
            return TimeBoardPage::tr("Later");
        case model::When::Never:
            return TimeBoardPage::tr("Without a deadline");
    }
    return {};
}

/// What an empty column means; good news where it is.
QString emptyWords(model::When when) {
    return when == model::When::Overdue ? TimeBoardPage::tr("Nothing is overdue")
                                        : TimeBoardPage::tr("Drag a task here");
}

}  // namespace

TimeBoardPage::TimeBoardPage(Host& host, QWidget* parent) : Page(parent), host_(host), board_(host.context()) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const schema::Entity& task = *host.context().schema->entity("task");
    auto* header = new PageHeader(host, task, PageHeader::Kind::Time, this);
    connect(header->newButton(), &QPushButton::clicked, this, [this] { host_.openNew("task"); });
    const Segments whose = addSegments(header->tools(), {tr("Mine"), tr("Everybody's")}, this);
    mine_ = whose.parts[0];
    team_ = whose.parts[1];
    connect(mine_, &QPushButton::clicked, this, [this] { setMine(true); });
    connect(team_, &QPushButton::clicked, this, [this] { setMine(false); });
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inner = new QWidget(scroll);
    inner->setProperty("transparent", true);
    auto* row = new QHBoxLayout(inner);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(8);
    for (std::size_t i = 0; i < model::kWhens; ++i) {
        columns_.push_back(addColumn(static_cast<model::When>(i), inner));
        row->addWidget(columns_.back().whole, 1);
    }
    for (std::size_t i = 0; i < model::kWhens; ++i) connectTiles(i);
    scroll->setWidget(inner);
    column->addWidget(scroll, 1);
    connect(&board_, &model::TimeBoard::failed, this, [this](const Error& error) {
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error, "task"));
    });
    connect(&board_, &model::TimeBoard::moved, this,
            [this](const Uuid&, const Uuid& set, const QString& words) { host_.done(words, set); });
    setMine(host_.settings().value(QLatin1String(kMineKey), true).toBool());
}

TimeBoardPage::~TimeBoardPage() { delete carriedPicture_; }

void TimeBoardPage::setMine(bool mine) {
    host_.settings().setValue(QLatin1String(kMineKey), mine);
    mine_->setChecked(mine);
    team_->setChecked(!mine);
    board_.setMine(mine);
}

void TimeBoardPage::shown() {
    for (const Column& column : columns_)
        if (column.tiles->model()->rowCount() > 0) return column.tiles->setFocus();
    columns_.front().tiles->setFocus();
}

TimeBoardPage::Column TimeBoardPage::addColumn(model::When when, QWidget* parent) {
    Column made{};
    auto* whole = new QFrame(parent);
    whole->setProperty("surface", "lane");
    whole->setAttribute(Qt::WA_StyledBackground);
    whole->setMinimumWidth(kLeast);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 12, 8);
    head->setSpacing(8);
    auto* name = new ui::ElidedLabel(nameOf(when), whole);
    name->setFont(ui::typeface(ui::TextStyle::BodyStrong));
    head->addWidget(name, 1);
    made.count =
        ui::label({}, ui::TextStyle::Caption, when == model::When::Overdue ? ui::Tone::Danger : ui::Tone::Muted, whole);
    head->addWidget(made.count);
    column->addLayout(head);
    made.empty = ui::label(emptyWords(when), ui::TextStyle::Caption, ui::Tone::Muted, whole);
    made.empty->setAlignment(Qt::AlignHCenter);
    made.empty->setContentsMargins(8, 16, 8, 0);
    made.empty->setWordWrap(true);
    made.empty->hide();
    column->addWidget(made.empty);
    model::TimeColumn* source = board_.column(when);
    made.tiles = new TileList(whole);
    made.tiles->setAccessibleName(nameOf(when));
    made.tiles->setFrameShape(QFrame::NoFrame);
    made.tiles->setProperty("slim", true);
    made.tiles->setDragEnabled(false);
    made.tiles->setEditTriggers(QAbstractItemView::NoEditTriggers);
    made.tiles->viewport()->setAutoFillBackground(false);
    made.tiles->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    made.tiles->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    made.tiles->setUniformItemSizes(true);
    made.tiles->setMouseTracking(true);
    made.delegate = new TimeTileDelegate(*source, host_.context().language, made.tiles);
    made.tiles->setItemDelegate(made.delegate);
    made.tiles->setModel(source);
    column->addWidget(made.tiles, 1);
    made.whole = whole;
    return made;
}

void TimeBoardPage::connectTiles(std::size_t place) {
    TileList* tiles = columns_[place].tiles;
    model::TimeColumn* source = board_.column(static_cast<model::When>(place));
    connect(source, &model::TimeColumn::countChanged, this, [this, place] { refreshColumn(place); });
    connect(tiles, &TileList::opened, this,
            [this, source](const QModelIndex& index) { host_.openRecord({"task", source->task(index.row()).id}); });
    connect(tiles, &TileList::pulled, this,
            [this, place](const QModelIndex& index, const QPoint& grip) { lift(place, index, grip); });
    connect(tiles, &TileList::carried, this, &TimeBoardPage::carry);
    connect(tiles, &TileList::dropped, this, &TimeBoardPage::drop);
    connect(tiles, &TileList::carryCancelled, this, &TimeBoardPage::endCarry);
    connect(tiles, &TileList::sidewaysPressed, this,
            [this, place](int direction, bool move) { step(place, direction, move); });
    refreshColumn(place);
}

void TimeBoardPage::refreshColumn(std::size_t place) {
    const model::TimeColumn* source = board_.column(static_cast<model::When>(place));
    const Column& column = columns_[place];
    column.count->setText(source->count() > 0 ? locale().toString(source->count()) : QString());
    column.empty->setVisible(board_.isReady() && source->count() == 0);
    column.tiles->setVisible(source->count() > 0 || !board_.isReady());
    if (QLayout* layout = column.whole->layout()) {
        // An empty column keeps its words at the top.
        static_cast<QVBoxLayout*>(layout)->setStretchFactor(column.empty, source->count() == 0 ? 1 : 0);
        column.empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    }
}

void TimeBoardPage::lift(std::size_t from, const QModelIndex& index, const QPoint& grip) {
    carried_ = index.data(model::RecordIdRole).value<Uuid>();
    carriedFrom_ = static_cast<int>(from);
    grip_ = grip;
    const Column& column = columns_[from];
    column.delegate->setDragged(index);
    column.tiles->viewport()->update();
    const QSize size(column.tiles->viewport()->width() - 16, TimeTileDelegate::tileHeight());
    QPixmap picture(size * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    column.delegate->paintTile(&painter, QRect(QPoint(), size), index, true, false);
    painter.end();
    carriedPicture_ = new QLabel(window());
    carriedPicture_->setAttribute(Qt::WA_TransparentForMouseEvents);
    carriedPicture_->setPixmap(picture);
    carriedPicture_->resize(size);
    carriedPicture_->show();
    setCursor(Qt::ClosedHandCursor);
}

int TimeBoardPage::columnAt(const QPoint& globalPosition) const {
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].whole->rect().contains(columns_[i].whole->mapFromGlobal(globalPosition)))
            return static_cast<int>(i);
    return -1;
}

void TimeBoardPage::setTarget(int place) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const bool target = static_cast<int>(i) == place && place != carriedFrom_ && place != 0;
        ui::restyle(columns_[i].whole, "surface", target ? "target" : "lane");
    }
}

void TimeBoardPage::carry(const QPoint& globalPosition) {
    if (!carriedPicture_) return;
    carriedPicture_->move(window()->mapFromGlobal(globalPosition) - grip_);
    carriedPicture_->raise();
    setTarget(columnAt(globalPosition));
}

void TimeBoardPage::drop(const QPoint& globalPosition) {
    const int to = columnAt(globalPosition);
    const int from = carriedFrom_;
    const Uuid task = carried_;
    endCarry();
    if (to >= 0 && to != from) board_.move(task, static_cast<model::When>(to));
}

void TimeBoardPage::endCarry() {
    delete carriedPicture_;
    if (carriedFrom_ >= 0) {
        const Column& from = columns_[static_cast<std::size_t>(carriedFrom_)];
        from.delegate->setDragged({});
        from.tiles->viewport()->update();
    }
    setTarget(-1);
    carriedFrom_ = -1;
    unsetCursor();
}

/// Arrows walk from column to column, with Ctrl they take the task along.
void TimeBoardPage::step(std::size_t from, int direction, bool move) {
    const int to = static_cast<int>(from) + direction;
    if (to < 0 || to >= static_cast<int>(columns_.size())) return;
    TileList* tiles = columns_[from].tiles;
    if (move) {
        if (tiles->currentIndex().isValid())
            board_.move(tiles->currentIndex().data(model::RecordIdRole).value<Uuid>(), static_cast<model::When>(to));
        return;
    }
    TileList* next = columns_[static_cast<std::size_t>(to)].tiles;
    if (next->model()->rowCount() == 0) return step(static_cast<std::size_t>(to), direction, false);
    next->setFocus();
    if (!next->currentIndex().isValid()) next->setCurrentIndex(next->model()->index(0, 0));
}

QString TimeBoardPage::title() const { return tr("Tasks by time"); }

command::Actions TimeBoardPage::list(TimeBoardPage* self) {
    return {{.id = QStringLiteral("time.refresh"),
             .text = tr("Refresh"),
             .iconName = QStringLiteral("refresh-cw"),
             .keys = {Qt::Key_F5},
             .place = command::Place::Board,
             .run = [self] { self->board_.refresh(); }},
            {.id = QStringLiteral("time.mine"),
             .text = tr("Only my tasks, or everybody's"),
             .iconName = QStringLiteral("user-round"),
             .place = command::Place::Board,
             .run = [self] { self->setMine(!self->board_.isMine()); }},
            {.id = QStringLiteral("time.new"),
             .text = tr("New task"),
             .iconName = QStringLiteral("plus"),
             .keys = {QKeySequence(Qt::CTRL | Qt::Key_N)},
             .place = command::Place::Board,
             .run = [self] { self->host_.openNew("task"); }}};
}

}  // namespace kupets::view
