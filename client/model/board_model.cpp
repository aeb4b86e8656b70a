// BoardModel: what is asked, and how answers become columns.
#include "client/model/board_model.h"

#include <algorithm>

#include "client/data/value_format.h"
#include "client/model/board_private.h"
#include "client/model/query_text.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr int kMinuteMs = 60'000;

}  // namespace

BoardModel::Private::Private(BoardModel& owner, data::Context ctx) : q(owner), context(ctx) {
    clock.start();
    refetchTimer.setSingleShot(true);
    connect(&refetchTimer, &QTimer::timeout, this, &Private::askGroups);
    closedTimer.setSingleShot(true);
    connect(&closedTimer, &QTimer::timeout, this, [this] { ask(Part::Closed); });
    connect(&minuteTimer, &QTimer::timeout, this, &Private::refetchSoon);
    fadeTimer.setInterval(50);
    connect(&fadeTimer, &QTimer::timeout, this, &Private::fade);
    connect(context.feed, &data::Feed::changed, this, &Private::onFeed);
    connect(context.schema, &data::SchemaMirror::changed, this, &Private::restart);
    connect(context.connection, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
        if (state == net::Connection::State::Online && entity != nullptr && !shown) restart();
    });
}

void BoardModel::Private::restart() {
    for (net::CallHandle* call : {&lanesCall, &stagesCall, &groupsCall, &closedCall}) call->cancel();
    closedTimer.stop();
    schema = context.schema->snapshot();
    entity = schema ? schema->entity(entityName) : nullptr;
    if (entity == nullptr) return;
    board = boardOf(*entity);
    columnField = entity->field(chosenField.empty() ? board.column_field() : chosenField);
    if (columnField == nullptr) columnField = entity->field(board.column_field());
    if (columnField == nullptr) return;
    choosePaths();
    stages.reset();
    shown = false;
    if (lanes.empty()) askLanes();
    askStages();
    askGroups();
}

bool BoardModel::Private::isByStages() const { return columnField != nullptr && columnField->target != nullptr; }

void BoardModel::Private::choosePaths() {
    paths = {entity->def().title_field()};
    if (chosenTiles.empty()) {
        paths.insert(paths.end(), board.tile_fields().begin(), board.tile_fields().end());
    } else {
        paths.insert(paths.end(), chosenTiles.begin(), chosenTiles.end());
    }
    tileFields = paths.size() - 1;
    const auto cellOf = [this](const std::string& path) {
        const auto at = static_cast<std::size_t>(std::ranges::find(paths, path) - paths.begin());
        if (at == paths.size()) paths.push_back(path);
        return at;
    };
    sumCell = board.sum_field().empty() ? -1 : static_cast<int>(cellOf(board.sum_field()));
    marks.clear();
    for (const v1::BoardMark& mark : board.marks()) {
        const std::size_t when = cellOf("=" + mark.when());
        const std::string& text = mark.text_path();
        marks.push_back({when, text.empty() ? std::nullopt : std::optional(cellOf(text)), &mark});
    }
    read.clear();
    for (const std::string& path : paths) read.merge(entitiesRead(*entity, path));
    marks.empty() ? minuteTimer.stop() : minuteTimer.start(kMinuteMs);
}

void BoardModel::Private::askLanes() {
    const schema::Field* laneField = data::resolve(*entity, board.lane_field()).field();
    if (laneField == nullptr || laneField->target == nullptr) return;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(laneField->target->name());
    request.add_columns(laneField->target->def().title_field());
    request.set_limit(1000);
    lanesAwaited = lanes.empty();
    const auto done = [this](Result<v1::QueryReply> reply) {
        lanesAwaited = false;
        if (!reply) return onFailed(reply.error());
        const auto view = wire::RowSetView::open(reply->rows());
        const bool first = lanes.empty();
        lanes.clear();
        for (std::size_t row = 0; view && view->hasIds() && row < view->rows(); ++row)
            lanes.emplace_back(view->id(row), toQt(view->text(row, 0)));
        Q_EMIT q.lanesChanged();
        if (first && !shown) askGroups();
    };
    lanesCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

/// The columns in their order, those without records too.
void BoardModel::Private::askStages() {
    if (!isByStages()) {
        stages = stagesOf(*columnField, context.language);
        return;
    }
    v1::QueryRequest request;
    request.mutable_set()->set_entity(columnField->target->name());
    const std::string& tie = board.column_lane_path();
    if (!lane.isNil() && !tie.empty()) request.mutable_set()->set_filter(filterEquals(tie, lane));
    for (std::string& column : stageColumns(*entity)) request.add_columns(std::move(column));
    request.set_limit(1000);
    const auto done = [this](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        const auto view = wire::RowSetView::open(reply->rows());
        if (view) stages = readStages(*entity, *view, context.language);
        askGroups();
    };
    stagesCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

v1::RecordSet BoardModel::Private::recordSet(const std::string& columnFilter) const {
    v1::RecordSet set;
    set.set_entity(entityName);
    std::string all = filter;
    // The columns of a lane are of that lane: no need to look at each record's.
    const bool told =
        !columnFilter.empty() && board.lane_field() == board.column_field() + "." + board.column_lane_path();
    if (!lane.isNil() && isByStages() && !told) all = filterAnd(filterEquals(board.lane_field(), lane), all);
    all = filterAnd(columnFilter, all);
    set.set_filter(all);
    set.set_search(search);
    set.set_favourites(favourites);
    return set;
}

std::vector<Tile> BoardModel::Private::tilesOf(const v1::RowSet& rows) const {
    std::vector<Tile> tiles;
    const auto view = wire::RowSetView::open(rows);
    if (!view || !view->hasIds() || view->columns() != paths.size()) return tiles;
    for (std::size_t row = 0; row < view->rows(); ++row) {
        Tile tile{view->id(row), view->version(row), {}};
        for (std::size_t column = 0; column < paths.size(); ++column) {
            const bool titled = view->kind(column) == v1::Column::KIND_ID || view->kind(column) == v1::Column::KIND_IDS;
            tile.cells.push_back(
                {view->value(row, column), titled ? std::string(view->companion(row, column)) : std::string()});
        }
        tiles.push_back(std::move(tile));
    }
    return tiles;
}

void BoardModel::Private::askMore(BoardColumn& column) {
    v1::QueryRequest request;
    *request.mutable_set() = recordSet(filterEquals(columnField->name(), column.d_->stage.value));
    for (const std::string& path : paths) request.add_columns(path);
    if (!column.d_->lastKey.empty()) request.set_after_key(column.d_->lastKey);
    request.set_limit(kRowsPerColumn);
    const auto done = [this, &column](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        std::vector<Tile> tiles = column.d_->tiles;
        for (Tile& tile : tilesOf(reply->rows())) {
            if (column.rowOf(tile.id) < 0) tiles.push_back(std::move(tile));
        }
        if (!reply->last_key().empty()) column.d_->lastKey = reply->last_key();
        if (!reply->more()) column.d_->count = tiles.size();
        showTiles(column, std::move(tiles));
    };
    column.d_->moreCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, &column, done);
}

void BoardModel::Private::onFeed(const data::FeedBatch& batch) {
    if (columnField == nullptr) return;
    const schema::Field* laneField = data::resolve(*entity, board.lane_field()).field();
    if (laneField != nullptr && laneField->target != nullptr && batch.touches(laneField->target->name())) askLanes();
    if (columnField->target != nullptr && batch.touches(columnField->target->name())) askStages();
    for (const data::RecordEvent& event : batch.records) {
        if (event.key.entity == entityName) awaited.insert(event.key.id);
    }
    bool touched = batch.touches(entityName);
    for (const std::string& name : read) touched = touched || batch.touches(name);
    if (touched) refetchSoon();
}

void BoardModel::Private::onFailed(const Error& error) {
    if (error.code != ErrorCode::Cancelled) Q_EMIT q.failed(error);
}

BoardModel::BoardModel(data::Context context, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(*this, context)) {}
// Columns are children and go before d_ would let them.
BoardModel::~BoardModel() {
    for (BoardColumn* column : d_->columns) delete column;
}

void BoardModel::setEntity(const std::string& entity) {
    if (entity == d_->entityName) return;
    d_->entityName = entity;
    d_->lanes.clear();
    d_->lane = {};
    d_->restart();
}

void BoardModel::setLane(const Uuid& lane) {
    if (lane == d_->lane) return;
    d_->lane = lane;
    d_->restart();
}

void BoardModel::setColumnField(const std::string& field) {
    if (field == d_->chosenField) return;
    d_->chosenField = field;
    d_->restart();
}

const schema::Field* BoardModel::columnField() const { return d_->columnField; }

void BoardModel::setTileFields(std::vector<std::string> paths) {
    if (paths == d_->chosenTiles) return;
    d_->chosenTiles = std::move(paths);
    if (d_->entity == nullptr || d_->columnField == nullptr) return;
    d_->restart();
    // Tiles that are here have other cells than those that come.
    for (BoardColumn* column : std::exchange(d_->columns, {})) column->deleteLater();
    Q_EMIT columnsChanged();
}

std::vector<std::string> BoardModel::tileFields() const {
    if (!d_->chosenTiles.empty()) return d_->chosenTiles;
    return {d_->board.tile_fields().begin(), d_->board.tile_fields().end()};
}

bool BoardModel::hasMarks() const { return !d_->marks.empty(); }

void BoardModel::setFilter(const QString& expression, bool favourites) {
    d_->filter = fromQt(expression.trimmed());
    d_->favourites = favourites;
    d_->askAnew();
}

void BoardModel::setSearch(const QString& fragment) {
    d_->search = fromQt(fragment.trimmed());
    d_->askAnew();
}

const std::string& BoardModel::entity() const { return d_->entityName; }
Uuid BoardModel::lane() const { return d_->lane; }
const std::vector<std::pair<Uuid, QString>>& BoardModel::lanes() const { return d_->lanes; }
const std::vector<BoardColumn*>& BoardModel::columns() const { return d_->columns; }
BoardColumn* BoardModel::columnOf(const Uuid& record) const { return d_->columnOf(record); }
bool BoardModel::isLoading() const { return d_->loading; }
bool BoardModel::move(const Uuid& record, BoardColumn* to) { return d_->move(record, to); }
void BoardModel::refresh() { d_->restart(); }

}  // namespace kupets::model
