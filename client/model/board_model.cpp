// BoardModel: what is asked, and how answers become columns.
#include "client/model/board_model.h"

#include <algorithm>

#include "client/data/reference_colors.h"
#include "client/data/value_format.h"
#include "client/model/board_private.h"
#include "client/model/query_text.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr unsigned kMostRowsPerColumn = 100;
constexpr int kRefetchEveryMs = 200;

}  // namespace

BoardModel::Private::Private(BoardModel& owner, data::Context ctx) : q(owner), context(ctx) {
    clock.start();
    refetchTimer.setSingleShot(true);
    connect(&refetchTimer, &QTimer::timeout, this, &Private::askGroups);
    fadeTimer.setInterval(50);
    connect(&fadeTimer, &QTimer::timeout, this, &Private::fade);
    connect(context.feed, &data::Feed::changed, this, &Private::onFeed);
    connect(context.schema, &data::SchemaMirror::changed, this, &Private::restart);
    connect(context.connection, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
        if (state == net::Connection::State::Online && entity != nullptr && !groups) restart();
    });
}

void BoardModel::Private::restart() {
    for (net::CallHandle* call : {&lanesCall, &stagesCall, &groupsCall}) call->cancel();
    schema = context.schema->snapshot();
    entity = schema ? schema->entity(entityName) : nullptr;
    columnField = entity == nullptr ? nullptr : entity->field(entity->def().board().column_field());
    if (columnField == nullptr) return;
    const v1::BoardDef& board = entity->def().board();
    paths = {entity->def().title_field()};
    paths.insert(paths.end(), board.tile_fields().begin(), board.tile_fields().end());
    sumCell = -1;
    if (!board.sum_field().empty()) {
        const auto at = std::ranges::find(paths, board.sum_field());
        sumCell = static_cast<int>(at - paths.begin());
        if (at == paths.end()) paths.push_back(board.sum_field());
    }
    stages.reset();
    groups.reset();
    if (lanes.empty()) askLanes();
    askStages();
    askGroups();
}

void BoardModel::Private::askLanes() {
    const schema::Field* laneField = data::resolve(*entity, entity->def().board().lane_field()).field();
    if (laneField == nullptr || laneField->target == nullptr) return;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(laneField->target->name());
    request.add_columns(laneField->target->def().title_field());
    request.set_limit(1000);
    const auto done = [this](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        const auto view = wire::RowSetView::open(reply->rows());
        lanes.clear();
        for (std::size_t row = 0; view && view->hasIds() && row < view->rows(); ++row)
            lanes.emplace_back(view->id(row), toQt(view->text(row, 0)));
        Q_EMIT q.lanesChanged();
    };
    lanesCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

/// The columns in their order, those without records too.
void BoardModel::Private::askStages() {
    if (columnField->target == nullptr) {
        std::vector<Stage> made;
        for (const v1::ChoiceDef& choice : columnField->def.choices()) {
            made.push_back(
                {choice.value(), data::say(context.language, choice.label()), toQt(choice.color()), choice.closed()});
        }
        stages = std::move(made);
        return;
    }
    const schema::Entity& target = *columnField->target;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(target.name());
    const std::string& tie = entity->def().board().column_lane_path();
    if (!lane.isNil() && !tie.empty()) request.mutable_set()->set_filter(filterEquals(tie, lane));
    request.add_columns(target.def().title_field());
    for (const auto& field : target.fields()) {
        if (field->type() == v1::CHOICE) request.add_columns(field->name());
    }
    request.set_limit(1000);
    const auto done = [this, &target](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        const auto view = wire::RowSetView::open(reply->rows());
        std::vector<Stage> made;
        for (std::size_t row = 0; view && view->hasIds() && row < view->rows(); ++row) {
            Stage stage{view->id(row), toQt(view->text(row, 0)), data::colorOfRow(target, *view, row), false};
            for (std::size_t column = 1; column < view->columns(); ++column) {
                const schema::Field* field = target.field(view->path(column));
                const v1::ChoiceDef* choice = data::choiceOf(field, view->value(row, column));
                stage.closed = stage.closed || (choice != nullptr && choice->closed());
            }
            made.push_back(std::move(stage));
        }
        stages = std::move(made);
        rebuild();
    };
    stagesCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

v1::RecordSet BoardModel::Private::recordSet(const Value* columnValue) const {
    v1::RecordSet set;
    set.set_entity(entityName);
    std::string all = filter;
    if (!lane.isNil()) all = filterAnd(filterEquals(entity->def().board().lane_field(), lane), all);
    if (columnValue != nullptr) all = filterAnd(filterEquals(columnField->name(), *columnValue), all);
    set.set_filter(all);
    set.set_search(search);
    return set;
}

void BoardModel::Private::askGroups() {
    if (columnField == nullptr) return;
    groupsCall.cancel();
    sinceRefetch.start();
    v1::GroupRequest request;
    *request.mutable_set() = recordSet(nullptr);
    request.add_by(columnField->name());
    if (sumCell >= 0) {
        v1::Aggregate* sum = request.add_aggregates();
        sum->set_function(v1::Aggregate::FUNCTION_SUM);
        sum->set_path(entity->def().board().sum_field());
    }
    for (const std::string& path : paths) request.add_columns(path);
    std::size_t shown = kRowsPerColumn;
    for (const BoardColumn* column : columns) shown = std::max(shown, column->d_->tiles.size());
    request.set_rows_per_group(static_cast<unsigned>(std::min<std::size_t>(shown, kMostRowsPerColumn)));
    const auto done = [this](Result<v1::GroupReply> reply) {
        if (loading) Q_EMIT q.loadingChanged(loading = false);
        if (!reply) return onFailed(reply.error());
        if (!movesPending.empty()) return refetchSoon();  // it may be older than what is being moved
        groups = std::move(*reply);
        rebuild();
    };
    groupsCall = context.connection->call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request, this, done);
    if (!groups && !loading) Q_EMIT q.loadingChanged(loading = true);
}

/// Both answers are here: columns are made anew only when they are others.
void BoardModel::Private::rebuild() {
    if (!stages || !groups) return;
    std::vector<Stage> wanted = *stages;
    for (const v1::Group& group : groups->groups()) {
        const auto key = group.keys_size() == 1 ? wire::fromProto(group.keys(0)) : Result<Value>(Null{});
        if (!key || std::ranges::find(wanted, *key, &Stage::value) != wanted.end()) continue;
        if (isNull(*key)) {
            wanted.insert(wanted.begin(), {Null{}, data::say(context.language, "Не указано", "Not set"), {}, false});
        } else {  // of another lane, or not to be seen
            wanted.push_back({*key, group.titles_size() == 1 ? toQt(group.titles(0)) : QString(), {}, false});
        }
    }
    const auto same = [](const BoardColumn* column, const Stage& stage) { return column->d_->value == stage.value; };
    if (!std::ranges::equal(columns, wanted, same)) {
        for (BoardColumn* column : std::exchange(columns, {})) column->deleteLater();
        for (std::size_t i = 0; i < wanted.size(); ++i) columns.push_back(new BoardColumn(q));
        for (std::size_t i = 0; i < wanted.size(); ++i) columns[i]->d_->value = wanted[i].value;
        for (std::size_t i = 0; i < wanted.size(); ++i) columns[i]->d_->title = wanted[i].title;
        Q_EMIT q.columnsChanged();
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        BoardColumn::Private& column = *columns[i]->d_;
        column.title = wanted[i].title;
        column.colorName = wanted[i].colorName;
        column.closed = wanted[i].closed;
    }
    apply();
}

void BoardModel::Private::apply() {
    for (BoardColumn* column : columns) {
        const v1::Group* mine = nullptr;
        for (const v1::Group& group : groups->groups()) {
            if (group.keys_size() != 1) continue;
            if (const auto key = wire::fromProto(group.keys(0)); key && *key == column->d_->value) mine = &group;
        }
        fill(*column, mine);
    }
    awaited.clear();
}

void BoardModel::Private::fill(BoardColumn& column, const v1::Group* group) {
    column.d_->moreCall.cancel();
    column.d_->count = group == nullptr ? 0 : group->count();
    column.d_->lastKey = group == nullptr ? std::string() : group->last_key();
    std::vector<Tile> tiles = group == nullptr ? std::vector<Tile>() : tilesOf(group->rows());
    column.d_->sum = Null{};
    if (group != nullptr && group->aggregates_size() == 1) {
        column.d_->sum = withCurrency(wire::fromProto(group->aggregates(0)).value_or(Null{}), tiles);
    }
    showTiles(column, std::move(tiles));
    Q_EMIT column.headerChanged();
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
    *request.mutable_set() = recordSet(&column.d_->value);
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
    const schema::Field* laneField = data::resolve(*entity, entity->def().board().lane_field()).field();
    if (laneField != nullptr && laneField->target != nullptr && batch.touches(laneField->target->name())) askLanes();
    if (columnField->target != nullptr && batch.touches(columnField->target->name())) askStages();
    for (const data::RecordEvent& event : batch.records) {
        if (event.key.entity == entityName) awaited.insert(event.key.id);
    }
    bool touched = batch.touches(entityName);
    for (const std::string& path : paths) {
        for (const std::string& name : data::entitiesOnPath(*entity, path)) touched = touched || batch.touches(name);
    }
    if (touched) refetchSoon();
}

void BoardModel::Private::refetchSoon() {
    if (refetchTimer.isActive()) return;
    const qint64 passed = sinceRefetch.isValid() ? sinceRefetch.elapsed() : kRefetchEveryMs;
    refetchTimer.start(static_cast<int>(std::clamp<qint64>(kRefetchEveryMs - passed, 0, kRefetchEveryMs)));
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

void BoardModel::setFilter(const QString& expression) {
    d_->filter = fromQt(expression.trimmed());
    d_->askGroups();
}

void BoardModel::setSearch(const QString& fragment) {
    d_->search = fromQt(fragment.trimmed());
    d_->askGroups();
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
