#include "client/view/board_page.h"

#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <algorithm>

#include "client/data/path.h"
#include "client/model/board_stages.h"
#include "client/model/query_text.h"
#include "client/ui/empty_state.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/board_column_view.h"
#include "client/view/filter_bar.h"
#include "client/view/page_header.h"
#include "client/view/view_menu.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kPause = 16;  // milliseconds between
constexpr int kSearch = 220;
constexpr int kSearchBesideLanes = 160;
}  // namespace

BoardPage::BoardPage(Host& host, const std::string& entity, QWidget* parent)
    : Page(parent),
      host_(host),
      entity_(entity),
      snapshot_(host.context().schema->snapshot()),
      definition_(snapshot_->entity(entity)),
      model_(new model::BoardModel(host.context(), this)),
      state_(new ViewState(host, *definition_, this, QStringLiteral("board"))) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new PageHeader(host, *definition_, PageHeader::Kind::Board, this);
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));
    filter_ = new FilterBar(host.context(), *definition_, this);
    column->addWidget(filter_);
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
    viewMenu_ = new ViewMenu(host, *definition_, *state_, this);
    header->aside()->addWidget(viewMenu_);
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
        if (error.code == ErrorCode::Cancelled) return;  // given up by the person himself
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error, entity_));
    });
    connect(model_, &model::BoardModel::moveSaved, this, &BoardPage::tellMoved);
    connect(model_, &model::BoardModel::aboutToMove, this, &BoardPage::rememberStep);
    connect(model_, &model::BoardModel::movesShown, this, &BoardPage::showSteps);
    connect(state_, &ViewState::changed, this, &BoardPage::applyFilter);
    connect(filter_, &FilterBar::changed, this,
            [this](const std::string& text) { state_->edit([&](v1::TableView& view) { view.set_filter(text); }); });
    connect(filter_, &FilterBar::closed, this, &BoardPage::shown);
    scrollTimer_.setInterval(kPause);
    connect(&scrollTimer_, &QTimer::timeout, this, &BoardPage::scrollWhileCarrying);
    restoreChoices();
}

QString BoardPage::key(const char* what) const {
    return QStringLiteral("board/%1/%2").arg(toQt(entity_), QLatin1String(what));
}

/// What this person chose the last time.
void BoardPage::restoreChoices() {
    QSettings& settings = host_.settings();
    std::vector<std::string> tiles;
    for (const QString& path : settings.value(key("tiles")).toStringList()) {
        if (data::resolve(*definition_, fromQt(path)).field() != nullptr) tiles.push_back(fromQt(path));
    }
    closed_ = static_cast<ClosedColumns>(settings.value(key("closed"), static_cast<int>(closed_)).toInt());
    model_->setTileFields(std::move(tiles));
    model_->setColumnField(fromQt(settings.value(key("by")).toString()));
    setMine(settings.value(key("mine")).toBool());
    state_->restore();
    model_->setEntity(entity_);
    if (const auto lane = Uuid::parse(fromQt(settings.value(key("lane")).toString()))) model_->setLane(*lane);
}

void BoardPage::setMine(bool mine) {
    const auto& owners = definition_->def().access().owner_paths();
    if (owners.empty()) return;
    host_.settings().setValue(key("mine"), mine);
    if (mine_ != nullptr) mine_->setChecked(mine);
    applyFilter();
}

/// What the filter says, and only mine where that is switched on.
void BoardPage::applyFilter() {
    const v1::TableView& view = state_->shown();
    if (filter_->text() != view.filter()) filter_->setText(view.filter());
    const auto& owners = definition_->def().access().owner_paths();
    const bool mine = !owners.empty() && host_.settings().value(key("mine")).toBool();
    const QString filter = toQt(model::filterAnd(view.filter(), mine ? owners.Get(0) + " = ME()" : std::string()));
    const std::pair<QString, bool> wanted(filter, view.favourites());
    if (std::exchange(asked_, wanted) != wanted) model_->setFilter(filter, view.favourites());
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
        host_.settings().setValue(key("lane"), lanes_->currentData());
    });
    header->tools()->addWidget(lanes_);
    header->tools()->addSpacing(4);
    search_ = new ui::SearchField(tr("Quick search"), this);
    search_->setFixedWidth(kSearch);
    connect(search_, &ui::SearchField::searched, this, [this](const QString& text) { model_->setSearch(text); });
    header->tools()->addWidget(search_);
    filterButton_ = ui::iconButton(QStringLiteral("list-filter"), tr("Filter"), this, QStringLiteral("F3"));
    filterButton_->setCheckable(true);
    connect(filterButton_, &QToolButton::clicked, this, [this](bool on) { filter_->setOpen(on); });
    connect(filter_, &FilterBar::openChanged, filterButton_, &QToolButton::setChecked);
    header->tools()->addWidget(filterButton_);
    if (!definition_->def().access().owner_paths().empty()) {
        mine_ = ui::iconButton(QStringLiteral("user-round"), tr("Only mine"), this);
        mine_->setCheckable(true);
        connect(mine_, &QToolButton::clicked, this, &BoardPage::setMine);
        header->tools()->addWidget(mine_);
    }
    options_ = ui::iconButton(QStringLiteral("sliders-horizontal"), tr("What the board shows"), this);
    connect(options_, &QToolButton::clicked, this, [this] { openOptions(options_); });
    header->tools()->addWidget(options_);
}

void BoardPage::openOptions(QWidget* anchor) {
    BoardChoices now;
    now.tileFields = model_->tileFields();
    now.columnField = model_->columnField() == nullptr ? std::string() : model_->columnField()->name();
    now.closed = closed_;
    const schema::Field* lane = data::resolve(*definition_, definition_->def().board().lane_field()).field();
    const QString pipelines =
        lane == nullptr || lane->target == nullptr ? QString() : say(host_.context(), lane->target->def().plural());
    auto* options = new BoardOptions(*definition_, host_.context(), now, pipelines, anchor);
    connect(options, &BoardOptions::tileFieldsChosen, this, [this](const std::vector<std::string>& paths) {
        QStringList kept;
        for (const std::string& path : paths) kept << toQt(path);
        host_.settings().setValue(key("tiles"), kept);
        model_->setTileFields(paths);
    });
    connect(options, &BoardOptions::columnFieldChosen, this, [this](const std::string& field) {
        host_.settings().setValue(key("by"), toQt(field));
        model_->setColumnField(field);
        fillLanes();
    });
    connect(options, &BoardOptions::closedChosen, this, [this](ClosedColumns closed) {
        closed_ = closed;
        opened_.clear();
        host_.settings().setValue(key("closed"), static_cast<int>(closed));
        arrangeColumns();
    });
    connect(options, &BoardOptions::rulesRequested, this, [this] {
        const command::Actions all = host_.actions();
        const command::Action* go = command::findAction(all, QStringLiteral("pipeline.") + toQt(entity_));
        if (go != nullptr) go->run();
    });
    connect(options, &BoardOptions::lanesRequested, this, [this, lane] { host_.openTable(lane->target->name()); });
    options->open(Qt::AlignRight);
}

/// Columns that end the way: beside the others, narrow, or not at all.
void BoardPage::arrangeColumns() {
    for (BoardColumnView* view : views_) {
        if (!view->column()) continue;
        const bool closed = view->column()->isClosed();
        view->setVisible(!closed || closed_ != ClosedColumns::Hidden);
        const std::string id = toText(view->column()->value());
        view->setNarrow(closed && closed_ == ClosedColumns::Narrow && !opened_.contains(id));
    }
}

void BoardPage::fillLanes() {
    lanes_->clear();
    for (const auto& [id, name] : model_->lanes()) lanes_->addItem(name, toQt(id.text()));
    const bool stages = model_->columnField() == nullptr || model_->columnField()->target != nullptr;
    lanes_->setVisible(lanes_->count() > 1 && stages);
    search_->setFixedWidth(lanes_->isHidden() ? kSearch : kSearchBesideLanes);
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
        auto* view = new BoardColumnView(*column, *definition_, *model_, strip_);
        row_->addWidget(view);
        views_.push_back(view);
        connectColumn(view);
    }
    row_->addStretch(1);
    arrangeColumns();
    if (views_.empty() && model_->isLoading()) {
        stack_->setCurrentIndex(0);
    } else if (views_.empty()) {
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
    connect(tiles, &TileList::moveRequested, this,
            [this, view](const QModelIndex& index) { openMoveMenu(view, index); });
    connect(tiles, &TileList::closeRequested, this,
            [this, view](const QModelIndex& index, bool lost) { closeTile(view, index, lost); });
    connect(view, &BoardColumnView::headClicked, this, [this, view] {
        if (!view->column() || !view->column()->isClosed() || closed_ != ClosedColumns::Narrow) return;
        const std::string id = toText(view->column()->value());
        if (!opened_.erase(id)) opened_.insert(id);
        arrangeColumns();
    });
}

}  // namespace kupets::view
