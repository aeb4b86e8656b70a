// RecordTableModel: the question as it is asked, and pages as they come.
#include <algorithm>

#include "client/data/reference_colors.h"
#include "client/data/value_format.h"
#include "client/model/query_text.h"
#include "client/model/record_table_private.h"
#include "common/expr/check.h"
#include "common/expr/parse.h"

namespace kupets::model {

RecordTableModel::Private::Private(RecordTableModel& owner, data::Context ctx) : q(owner), context(ctx) {
    clock.start();
    refetchTimer.setSingleShot(true);
    connect(&refetchTimer, &QTimer::timeout, this, [this] {
        sinceRefetch.start();
        if (groups) return groups->ask();
        if (std::exchange(recountDue, false)) askCount();
        load();
    });
    fadeTimer.setInterval(50);
    connect(&fadeTimer, &QTimer::timeout, this, &Private::fade);
    connect(context.feed, &data::Feed::changed, this, &Private::onFeed);
    if (context.colors != nullptr) connect(context.colors, &data::ReferenceColors::changed, this, &Private::recolor);
    connect(context.schema, &data::SchemaMirror::changed, this, [this] { restart(false); });
    connect(context.connection, &net::Connection::stateChanged, this, [this](net::Connection::State state) {
        if (state == net::Connection::State::Online && entity != nullptr)
            groups ? groups->ask() : firstAwaited ? askWindow(0) : load();
    });
}

/// Begins the present query. The rows of the one before stay until its first page is here, unless they are of another
/// entity or have other columns.
void RecordTableModel::Private::restart(bool fromTop) {
    cancelAll();
    const schema::SnapshotPtr oldSchema = schema;
    const schema::Entity* oldEntity = entity;
    schema = context.schema->snapshot();
    entity = schema ? schema->entity(query.entity) : nullptr;
    if (entity == nullptr) return;  // SchemaMirror::changed begins it
    const bool sameEntity = oldEntity != nullptr && oldEntity->name() == entity->name();
    const std::vector<std::string> wanted = requested();
    const bool sameShape = sameEntity && wanted == shape && oldSchema == schema && !groups && query.groupBy.empty();
    shape = wanted;
    if (!sameShape) {
        q.beginResetModel();
        cache.clear();
        resolveColumns();
        regroup();
        if (!sameEntity || fromTop || groups) total = 0;
        q.endResetModel();
    } else {
        resolveColumns();
        Q_EMIT q.headerDataChanged(Qt::Horizontal, 0, q.columnCount() - 1);
    }
    if (!sameEntity) {
        edits.clear();
        highlights.clear();
        awaited.clear();
    }
    exact = false;
    if (groups) return groups->ask();
    firstAwaited = fromTop || total == 0;
    if (firstAwaited) {
        askWindow(0);
    } else {
        load();
    }
    askCount();
}

void RecordTableModel::Private::resolveColumns() {
    columns.clear();
    through.clear();
    const auto walk = [this](std::string_view path) {
        for (std::string& name : data::entitiesOnPath(*entity, path)) through.insert(std::move(name));
    };
    const auto add = [&](const std::string& path) {
        TableColumn column;
        column.path = path;
        column.label = data::pathLabel(*entity, path, context.language);
        column.resolved = data::resolve(*entity, path);
        const schema::Field* field = column.resolved.field();
        column.alignment = data::alignmentOf(field);
        if (path.starts_with('=')) resolveExpression(column);
        if (const auto named = query.labels.find(path); named != query.labels.end() && !named->second.empty())
            column.label = toQt(named->second);
        if (context.colors != nullptr && field != nullptr && field->isReference() && data::hasColors(field->target))
            column.colored = field->target;
        walk(path);
        columns.push_back(std::move(column));
    };
    if (query.columns.empty()) {
        for (const std::string& path : entity->def().table_columns()) add(path);
    } else {
        for (const std::string& path : query.columns) add(path);
    }
    for (const SortBy& sort : query.sort) walk(sort.path);
    for (const ColorWhen& rule : query.colors) {
        TableColumn condition;
        condition.path = '=' + rule.when;
        resolveExpression(condition);
    }
}

/// A computed column stands as its type wants, and changes when what it reads does.
void RecordTableModel::Private::resolveExpression(TableColumn& column) {
    const std::string_view text = std::string_view(column.path).substr(1);
    column.label = toQt(text);
    if (const auto ast = expr::parse(text)) column.through = entitiesRead(*ast, *entity);
    through.insert(column.through.begin(), column.through.end());
    const auto typed = expr::compile(text, *entity);
    if (!typed) return;
    switch ((*typed)->type()) {
        case schema::ValueType::Integer:
        case schema::ValueType::Decimal:
        case schema::ValueType::Money:
        case schema::ValueType::Duration:
            column.alignment = Qt::AlignRight | Qt::AlignVCenter;
            break;
        default:
            break;
    }
}

/// What a page is asked with: the columns shown, then one for each rule of colours.
std::vector<std::string> RecordTableModel::Private::requested() const {
    std::vector<std::string> paths = query.columns;
    if (paths.empty()) paths.assign(entity->def().table_columns().begin(), entity->def().table_columns().end());
    for (const ColorWhen& rule : query.colors) paths.push_back('=' + rule.when);
    return paths;
}

void RecordTableModel::Private::regroup() {
    groups.reset();
    if (!query.groupBy.empty()) groups = std::make_unique<Groups>(q, context);
}

v1::RecordSet RecordTableModel::Private::recordSet() const {
    v1::RecordSet set;
    set.set_entity(query.entity);
    set.set_filter(query.filter);
    set.set_search(query.search);
    if (query.asOf) set.set_as_of(*query.asOf);
    set.set_favourites(query.favourites);
    return set;
}

v1::QueryRequest RecordTableModel::Private::pageRequest() const {
    v1::QueryRequest request;
    *request.mutable_set() = recordSet();
    for (const std::string& path : requested()) request.add_columns(path);
    for (const SortBy& sort : query.sort) {
        v1::Sort* out = request.add_sort();
        out->set_path(sort.path);
        out->set_descending(sort.descending);
    }
    request.set_limit(kWindowRows);
    return request;
}

void RecordTableModel::Private::askCount() {
    countCall.cancel();
    if (groups) return;
    v1::CountRequest request;
    *request.mutable_set() = recordSet();
    const auto done = [this](Result<v1::CountReply> reply) {
        if (!reply) return;
        counted = static_cast<int>(std::min<std::uint64_t>(reply->total(), std::numeric_limits<int>::max()));
        if (firstAwaited) return;  // what is shown now belongs to another question
        setTotal(*counted, true);
        load();
    };
    countCall = context.connection->call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, request, this, done);
}

void RecordTableModel::Private::load() {
    if (entity == nullptr || firstAwaited || groups) return;
    std::set<int> busy;
    for (const auto& [window, call] : onTheirWay) busy.insert(window);
    const int windowCount = (total + kWindowRows - 1) / kWindowRows;
    const WindowPlan plan =
        planWindows(viewport, windowCount, busy, [this](int window) { return cache.isFresh(window); });
    for (const int window : plan.cancel) {
        onTheirWay.at(window).cancel();
        onTheirWay.erase(window);
    }
    for (const int window : plan.ask) askWindow(window);
    setLoading();
}

/// A page beside a fresh one is asked for by key, which costs the same anywhere; a jump by position.
void RecordTableModel::Private::placeStart(v1::QueryRequest& request, int window) const {
    const RowWindow* before = cache.isFresh(window - 1) ? cache.find(window - 1) : nullptr;
    const RowWindow* after = cache.isFresh(window + 1) ? cache.find(window + 1) : nullptr;
    if (before != nullptr && before->rows() == kWindowRows && !before->lastKey.empty()) {
        request.set_after_key(before->lastKey);
    } else if (after != nullptr && after->rows() > 0 && !after->firstKey.empty()) {
        request.set_before_key(after->firstKey);
    } else {
        request.set_position(static_cast<std::uint64_t>(cache.firstRow(window)));
    }
}

void RecordTableModel::Private::askWindow(int window) {
    v1::QueryRequest request = pageRequest();
    if (firstAwaited) {
        request.set_position(0);
    } else {
        placeStart(request, window);
    }
    const bool backwards = request.has_before_key();
    const auto done = [this, window, backwards](Result<v1::QueryReply> reply) {
        onTheirWay.erase(window);
        if (!reply) return onFailed(reply.error());
        takePage(window, backwards, std::move(*reply));
    };
    onTheirWay[window] = context.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
    setLoading();
}

void RecordTableModel::Private::takePage(int window, bool backwards, v1::QueryReply reply) {
    auto opened = RowWindow::open(std::move(*reply.mutable_rows()), shape.size());
    if (!opened) return onFailed(opened.error());
    std::unique_ptr<RowWindow> rows = std::move(*opened);
    rows->firstKey = reply.first_key();
    rows->lastKey = reply.last_key();
    if (firstAwaited) return showFirst(std::move(rows), reply);
    if (backwards && rows->rows() < kWindowRows) {
        // There are fewer rows before the next page than we thought: places have shifted, ask by position.
        cache.markAllStale();
        return refetchSoon(true);
    }
    const int count = rows->rows();
    replaceWindow(window, std::move(rows));
    learnTotal(window, count, reply);
    load();
}

void RecordTableModel::Private::showFirst(std::unique_ptr<RowWindow> rows, const v1::QueryReply& reply) {
    firstAwaited = false;
    q.beginResetModel();
    cache.clear();
    const int count = rows->rows();
    cache.put(0, std::move(rows));
    if (!counted && reply.has_total()) counted = static_cast<int>(reply.total());
    if (!counted && !reply.more()) counted = count;
    exact = counted.has_value();
    total = exact ? std::max(*counted, count) : count + kWindowRows;
    viewport = {0, 0, 1};
    firstVisibleRow = 0;
    lastVisibleRow = std::min(count, kWindowRows) - 1;
    q.endResetModel();
    if (exact) countCall.cancel();
    Q_EMIT q.totalChanged(total, exact);
    Q_EMIT q.queryShown();
    load();
}

void RecordTableModel::Private::replaceWindow(int window, std::unique_ptr<RowWindow> rows) {
    // A selection follows its records where they have moved.
    std::vector<std::pair<QModelIndex, Uuid>> held;
    for (const QModelIndex& index : q.persistentIndexList()) {
        if (const Uuid id = q.idAt(index.row()); !id.isNil()) held.emplace_back(index, id);
    }
    const int first = cache.firstRow(window);
    const int count = rows->rows();
    for (int row = 0; row < count; ++row) {
        const auto changed = awaited.find(rows->id(row));
        if (changed == awaited.end() || rows->version(row) < changed->second) continue;
        highlight(changed->first);
        awaited.erase(changed);
    }
    dropAnsweredEdits(*rows);
    cache.put(window, std::move(rows));
    cache.evict(viewport.first, viewport.last);
    if (first + count > total) setTotal(first + count, false);

    QModelIndexList from, to;
    for (const auto& [index, id] : held) {
        const int row = cache.rowOf(id);
        const bool deleted = row < 0 && gone.contains(id);
        if (!deleted && (row < 0 || row == index.row())) continue;
        from << index;
        to << (deleted ? QModelIndex() : q.index(row, index.column()));
    }
    if (!from.isEmpty()) {
        Q_EMIT q.layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        q.changePersistentIndexList(from, to);
        Q_EMIT q.layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }
    const int last = std::min(first + kWindowRows, total) - 1;
    if (last >= first) Q_EMIT q.dataChanged(q.index(first, 0), q.index(last, static_cast<int>(columns.size()) - 1));
}

void RecordTableModel::Private::learnTotal(int window, int rows, const v1::QueryReply& reply) {
    const int end = cache.firstRow(window) + rows;
    if (reply.has_total()) return setTotal(static_cast<int>(reply.total()), true);
    if (rows < kWindowRows) {
        // The end, or a place beyond it. A page beyond the end says nothing of where the end is.
        if (rows > 0 || window == 0) return setTotal(end, true);
        if (total > end) setTotal(end, false);
        return askCount();
    }
    if (!exact && total <= end) setTotal(end + (reply.more() ? kWindowRows : 0), !reply.more());
}

void RecordTableModel::Private::setTotal(int rows, bool isExact) {
    const bool same = rows == total && isExact == exact;
    exact = isExact;
    if (rows > total) {
        q.beginInsertRows({}, total, rows - 1);
        total = rows;
        q.endInsertRows();
    } else if (rows < total) {
        q.beginRemoveRows({}, rows, total - 1);
        total = rows;
        cache.cutAt(rows);
        q.endRemoveRows();
        if (const int lastWindow = rows == 0 ? 0 : cache.windowOf(rows - 1); viewport.last > lastWindow) {
            viewport.last = lastWindow;
            viewport.first = std::min(viewport.first, viewport.last);
        }
    }
    if (!same) Q_EMIT q.totalChanged(total, exact);
}

void RecordTableModel::Private::onFailed(const Error& error) {
    setLoading();
    if (error.code != ErrorCode::Cancelled) Q_EMIT q.failed(error);
}

void RecordTableModel::Private::setLoading() {
    const bool now = !onTheirWay.empty();
    if (now == loading) return;
    loading = now;
    Q_EMIT q.loadingChanged(now);
}

void RecordTableModel::Private::cancelAll() {
    for (auto& [window, call] : onTheirWay) call.cancel();
    onTheirWay.clear();
    countCall.cancel();
    counted.reset();
    locateCall.cancel();
    refetchTimer.stop();
    recountDue = false;
}

}  // namespace kupets::model
