// What a board asks of its columns, and when. Columns that end the way hold most records of a base that is some years
// old, and nobody waits for them: the others are asked first. A base that answers quickly is asked for all at once.
#include <algorithm>

#include "client/data/value_format.h"
#include "client/model/board_private.h"
#include "client/model/query_text.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr unsigned kMostRowsPerColumn = 100;
constexpr qint64 kRefetchEveryMs = 200;
constexpr qint64 kQuickMs = 100;
constexpr qint64 kRest = 5;               // times as long as an answer took, before it is asked for again
constexpr std::size_t kMostKept = 1'000;  // of the tiles that one has scrolled through, when they are asked for again

Result<Value> keyOf(const v1::Group& group) {
    return group.keys_size() == 1 ? wire::fromProto(group.keys(0)) : Result<Value>(Null{});
}

}  // namespace

bool BoardModel::Private::belongs(Part part, const BoardStage& stage) {
    return part == Part::Whole || stage.closed == (part == Part::Closed);
}

/// The columns of a part, as a filter; empty when it is all of them.
std::string BoardModel::Private::columnsOf(Part part) const {
    std::string any;
    if (part == Part::Whole) return any;
    for (const BoardStage& stage : *stages) {
        if (belongs(part, stage)) any = filterOr(any, filterEquals(columnField->name(), stage.value));
    }
    const bool mayBeWithout = part == Part::Open && lane.isNil() && !columnField->def.required();
    return mayBeWithout ? filterOr(any, filterEquals(columnField->name(), Null{})) : any;
}

void BoardModel::Private::askGroups() {
    if (columnField == nullptr || !stages || lanesAwaited) return;
    closedTimer.stop();
    const auto ends = [](const BoardStage& stage) { return stage.closed; };
    const bool both = std::ranges::any_of(*stages, ends) && !std::ranges::all_of(*stages, ends);
    const bool quick = shown && took[Part::Whole] <= kQuickMs;
    ask(both && !quick ? Part::Open : Part::Whole);
}

void BoardModel::Private::askAnew() {
    for (BoardColumn* column : columns) column->d_->counted = column->d_->counted && !column->isClosed();
    askGroups();
}

void BoardModel::Private::ask(Part part) {
    v1::GroupRequest request;
    *request.mutable_set() = recordSet(columnsOf(part));
    request.add_by(columnField->name());
    if (sumCell >= 0) {
        v1::Aggregate* sum = request.add_aggregates();
        sum->set_function(v1::Aggregate::FUNCTION_SUM);
        sum->set_path(board.sum_field());
    }
    for (const std::string& path : paths) request.add_columns(path);
    std::size_t most = kRowsPerColumn;
    for (const BoardColumn* column : columns) most = std::max(most, column->d_->tiles.size());
    request.set_rows_per_group(static_cast<unsigned>(std::min<std::size_t>(most, kMostRowsPerColumn)));
    const qint64 asked = clock.elapsed();
    (part == Part::Closed ? closedAsked : openAsked) = asked;
    const auto done = [this, part, asked](Result<v1::GroupReply> reply) {
        if (loading) Q_EMIT q.loadingChanged(loading = false);
        if (!reply) return onFailed(reply.error());
        took[part] = clock.elapsed() - asked;
        if (part != Part::Whole) took[Part::Whole] = took[Part::Open] + took[Part::Closed];
        if (movesPending.empty())
            take(part, *reply);  // else it may be older than what is being moved, which asks again
    };
    net::CallHandle& call = part == Part::Closed ? closedCall : groupsCall;
    call.cancel();
    call = context.connection->call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request, this, done);
    if (!shown && !loading) Q_EMIT q.loadingChanged(loading = true);
}

void BoardModel::Private::take(Part part, const v1::GroupReply& reply) {
    if (!stages) return;
    if (part != Part::Closed) arrange(reply);
    shown = true;
    tellSteps(reply);
    for (BoardColumn* column : columns) {
        if (!belongs(part, column->d_->stage)) continue;
        const auto mine = std::ranges::find_if(reply.groups(), [column](const v1::Group& group) {
            const auto key = keyOf(group);
            return group.keys_size() == 1 && key && *key == column->d_->stage.value;
        });
        fill(*column, mine == reply.groups().end() ? nullptr : &*mine);
    }
    if (part == Part::Open) {
        std::erase_if(awaited, [this](const Uuid& id) { return columnOf(id) != nullptr; });
    } else {
        awaited.clear();
    }
    Q_EMIT q.movesShown();
    if (part != Part::Open) return;
    const bool fresh = !std::ranges::all_of(columns, [](const BoardColumn* column) { return column->d_->counted; });
    const qint64 rest = kRest * took[Part::Closed] - (clock.elapsed() - closedAsked);
    fresh ? ask(Part::Closed) : closedTimer.start(static_cast<int>(std::max<qint64>(rest, 0)));
}

/// Columns are made anew only when they are others.
void BoardModel::Private::arrange(const v1::GroupReply& reply) {
    std::vector<BoardStage> wanted = *stages;
    for (const v1::Group& group : reply.groups()) {
        const auto key = keyOf(group);
        if (!key || std::ranges::find(wanted, *key, &BoardStage::value) != wanted.end()) continue;
        if (isNull(*key)) {
            BoardStage without;
            without.title = data::say(context.language, "Не указано", "Not set");
            wanted.insert(wanted.begin(), std::move(without));
        } else {  // of another lane, or not to be seen
            BoardStage& other = wanted.emplace_back();
            other.value = *key;
            other.title = group.titles_size() == 1 ? toQt(group.titles(0)) : QString();
        }
    }
    const auto same = [](const BoardColumn* column, const BoardStage& stage) {
        return column->d_->stage.value == stage.value;
    };
    if (!std::ranges::equal(columns, wanted, same)) {
        for (BoardColumn* column : std::exchange(columns, {})) column->deleteLater();
        for (std::size_t i = 0; i < wanted.size(); ++i) columns.push_back(new BoardColumn(q));
        for (std::size_t i = 0; i < wanted.size(); ++i) columns[i]->d_->stage = wanted[i];
        Q_EMIT q.columnsChanged();
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) columns[i]->d_->stage = std::move(wanted[i]);
}

/// Tiles that stand in another column now than before: views show how they go.
void BoardModel::Private::tellSteps(const v1::GroupReply& reply) {
    for (const v1::Group& group : reply.groups()) {
        const auto view = wire::RowSetView::open(group.rows());
        const auto key = keyOf(group);
        if (!view || !view->hasIds() || !key) continue;
        const auto to = std::ranges::find_if(
            columns, [&key](const BoardColumn* column) { return column->d_->stage.value == *key; });
        for (std::size_t row = 0; to != columns.end() && row < view->rows(); ++row) {
            BoardColumn* from = columnOf(view->id(row));
            if (from != nullptr && from != *to) Q_EMIT q.aboutToMove(view->id(row), from, *to);
        }
    }
}

void BoardModel::Private::fill(BoardColumn& column, const v1::Group* group) {
    column.d_->moreCall.cancel();
    column.d_->againCall.cancel();
    column.d_->counted = true;
    column.d_->count = group == nullptr ? 0 : group->count();
    column.d_->lastKey = group == nullptr ? std::string() : group->last_key();
    std::vector<Tile> tiles = group == nullptr ? std::vector<Tile>() : tilesOf(group->rows());
    column.d_->sum = Null{};
    if (group != nullptr && group->aggregates_size() == 1) {
        column.d_->sum = withCurrency(wire::fromProto(group->aggregates(0)).value_or(Null{}), tiles);
    }
    // Who has scrolled further keeps his place.
    const std::size_t before = column.d_->tiles.size();
    if (before > tiles.size() && tiles.size() < column.d_->count) {
        askAgain(column, before);
    } else {
        showTiles(column, std::move(tiles));
    }
    Q_EMIT column.headerChanged();
}

void BoardModel::Private::askAgain(BoardColumn& column, std::size_t tiles) {
    v1::QueryRequest request;
    *request.mutable_set() = recordSet(filterEquals(columnField->name(), column.d_->stage.value));
    for (const std::string& path : paths) request.add_columns(path);
    request.set_limit(static_cast<unsigned>(std::min(tiles, kMostKept)));
    const auto done = [this, &column](Result<v1::QueryReply> reply) {
        if (!reply) return onFailed(reply.error());
        if (!movesPending.empty()) return;
        column.d_->lastKey = reply->last_key();
        showTiles(column, tilesOf(reply->rows()));
    };
    column.d_->againCall = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, &column, done);
}

void BoardModel::Private::refetchSoon() {
    if (refetchTimer.isActive()) return;
    const qint64 rest = std::max(kRefetchEveryMs, kRest * took[Part::Open]);
    refetchTimer.start(static_cast<int>(std::clamp<qint64>(rest - (clock.elapsed() - openAsked), 0, rest)));
}

}  // namespace kupets::model
