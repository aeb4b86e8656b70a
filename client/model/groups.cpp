#include "client/model/groups.h"

#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/model/query_text.h"
#include "client/net/connection.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr int kMostOpened = 30;  // by "open all": each holds a table of its own

}  // namespace

Groups::Groups(RecordTableModel& owner, const data::Context& context) : owner_(owner), context_(context) { recount(); }
Groups::~Groups() = default;

void Groups::ask() {
    const TableQuery& query = owner_.query();
    v1::GroupRequest request;
    *request.mutable_set() = owner_.recordSet();
    for (const std::string& path : query.groupBy) request.add_by(path);
    for (const TotalOf& total : query.totals) {
        v1::Aggregate* out = request.add_aggregates();
        out->set_function(total.function);
        out->set_path(total.path);
    }
    request.set_limit(kMost);
    call_.cancel();
    call_ = context_.connection->call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request, this,
                                                      [this](Result<v1::GroupReply> reply) {
                                                          Q_EMIT owner_.loadingChanged(false);
                                                          if (reply) return take(*reply);
                                                          if (reply.error().code != ErrorCode::Cancelled)
                                                              Q_EMIT owner_.failed(reply.error());
                                                      });
    Q_EMIT owner_.loadingChanged(true);
}

void Groups::refresh() {
    ask();
    for (const Group& group : groups_)
        if (group.rows) group.rows->refresh();
}

bool Groups::isLoading() const {
    return call_.isOpen() ||
           std::ranges::any_of(groups_, [](const Group& group) { return group.rows && group.rows->isLoading(); });
}

/// The same groups keep their rows and their places; only heads are painted anew. Others begin again, with those open
/// that were.
void Groups::take(const v1::GroupReply& reply) {
    std::vector<Group> fresh;
    for (const v1::Group& from : reply.groups()) {
        Group& group = fresh.emplace_back();
        for (int i = 0; i < from.keys_size(); ++i) {
            auto value = wire::fromProto(from.keys(i));
            group.keys.push_back({value ? std::move(*value) : Value(), i < from.titles_size() ? from.titles(i) : ""});
        }
        group.count = from.count();
        for (const v1::Value& total : from.aggregates()) {
            auto value = wire::fromProto(total);
            group.totals.push_back(value ? std::move(*value) : Value());
        }
    }
    const bool same = known_ && std::ranges::equal(fresh, groups_, {}, &Group::keys, &Group::keys);
    const bool first = !known_;
    if (same) {
        for (std::size_t i = 0; i < fresh.size(); ++i) {
            groups_[i].count = fresh[i].count;
            groups_[i].totals = std::move(fresh[i].totals);
        }
        if (rowCount() > 0)
            Q_EMIT owner_.dataChanged(owner_.index(0, 0), owner_.index(rowCount() - 1, owner_.columnCount() - 1));
    } else {
        owner_.beginResetModel();
        for (Group& group : fresh) {
            const auto before = std::ranges::find(groups_, group.keys, &Group::keys);
            if (before == groups_.end()) continue;
            group.rows = std::move(before->rows);
            group.shown = before->shown;
        }
        groups_ = std::move(fresh);
        known_ = true;
        recount();
        owner_.endResetModel();
    }
    Q_EMIT owner_.totalChanged(rowCount(), true);
    if (first) Q_EMIT owner_.queryShown();
}

void Groups::recount() {
    firstRow_.clear();
    int row = 0;
    for (const Group& group : groups_) {
        firstRow_.push_back(row);
        row += 1 + group.shown;
    }
    firstRow_.push_back(row);
}

int Groups::rowCount() const { return firstRow_.back(); }

int Groups::recordCount() const {
    std::uint64_t count = 0;
    for (const Group& group : groups_) count += group.count;
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

Groups::Place Groups::placeOf(int row) const {
    if (row < 0 || row >= rowCount()) return {};
    const auto after = std::upper_bound(firstRow_.begin(), firstRow_.end() - 1, row);
    const int group = static_cast<int>(after - firstRow_.begin()) - 1;
    return {group, row - firstRow_[static_cast<std::size_t>(group)] - 1};
}

bool Groups::isHead(int row) const {
    const Place place = placeOf(row);
    return place.group >= 0 && place.row < 0;
}

const Groups::Group& Groups::groupAt(int row) const { return groups_[static_cast<std::size_t>(placeOf(row).group)]; }
int Groups::headOf(int row) const { return firstRow_[static_cast<std::size_t>(placeOf(row).group)]; }

QString Groups::title(int row) const {
    const TableQuery& query = owner_.query();
    const schema::Entity* entity = context_.schema->entity(query.entity);
    QStringList words;
    const Group& group = groupAt(row);
    for (std::size_t i = 0; i < group.keys.size() && i < query.groupBy.size(); ++i) {
        const auto resolved = entity == nullptr ? data::ResolvedPath{} : data::resolve(*entity, query.groupBy[i]);
        const QString text = data::display(group.keys[i], resolved.field(), context_.language);
        words << (text.isEmpty() ? data::say(context_.language, "(не заполнено)", "(empty)") : text);
    }
    return words.join(QStringLiteral(" · "));
}

QString Groups::total(int row, const std::string& path) const {
    const TableQuery& query = owner_.query();
    const Group& group = groupAt(row);
    for (std::size_t i = 0; i < query.totals.size() && i < group.totals.size(); ++i) {
        if (query.totals[i].path != path) continue;
        const schema::Entity* entity = context_.schema->entity(query.entity);
        const auto resolved = entity == nullptr ? data::ResolvedPath{} : data::resolve(*entity, path);
        return data::display({group.totals[i], {}}, resolved.field(), context_.language);
    }
    return {};
}

void Groups::toggle(int row) {
    const Place place = placeOf(row);
    if (place.group < 0) return;
    groups_[static_cast<std::size_t>(place.group)].rows ? close(place.group) : open(place.group);
}

void Groups::openAll(bool open) {
    for (int group = 0; group < static_cast<int>(groups_.size()); ++group) {
        const bool isOpen = groups_[static_cast<std::size_t>(group)].rows != nullptr;
        if (open && !isOpen && group < kMostOpened) this->open(group);
        if (!open && isOpen) close(group);
    }
}

std::string Groups::filterOf(const Group& group) const {
    std::string filter = owner_.query().filter;
    for (std::size_t i = 0; i < group.keys.size() && i < owner_.query().groupBy.size(); ++i)
        filter = filterAnd(filter, filterEquals(owner_.query().groupBy[i], group.keys[i].value));
    return filter;
}

void Groups::open(int group) {
    Group& opened = groups_[static_cast<std::size_t>(group)];
    opened.rows = std::make_unique<RecordTableModel>(context_);
    TableQuery query = owner_.query();
    query.groupBy.clear();
    query.totals.clear();
    query.filter = filterOf(opened);
    follow(group);
    opened.rows->setQuery(std::move(query));
    const int head = firstRow_[static_cast<std::size_t>(group)];
    Q_EMIT owner_.dataChanged(owner_.index(head, 0), owner_.index(head, owner_.columnCount() - 1));
    Q_EMIT owner_.totalChanged(rowCount(), true);
}

void Groups::close(int group) {
    Group& closed = groups_[static_cast<std::size_t>(group)];
    const int head = firstRow_[static_cast<std::size_t>(group)];
    disconnect(closed.rows.get(), nullptr, this, nullptr);
    if (closed.shown > 0) {
        owner_.beginRemoveRows({}, head + 1, head + closed.shown);
        closed.shown = 0;
        recount();
        owner_.endRemoveRows();
    }
    closed.rows.release()->deleteLater();
    Q_EMIT owner_.dataChanged(owner_.index(head, 0), owner_.index(head, owner_.columnCount() - 1));
    Q_EMIT owner_.totalChanged(rowCount(), true);
}

int Groups::indexOf(const RecordTableModel* rows) const {
    const auto found = std::ranges::find_if(groups_, [rows](const Group& group) { return group.rows.get() == rows; });
    return found == groups_.end() ? -1 : static_cast<int>(found - groups_.begin());
}

/// What happens to the rows of an open group happens to the owner's, at their place.
void Groups::follow(int group) {
    RecordTableModel* rows = groups_[static_cast<std::size_t>(group)].rows.get();
    const auto sync = [this, rows] {
        const int at = indexOf(rows);
        if (at < 0) return;
        Group& changed = groups_[static_cast<std::size_t>(at)];
        const int first = firstRow_[static_cast<std::size_t>(at)] + 1;
        const int now = rows->rowCount();
        if (now > changed.shown) {
            owner_.beginInsertRows({}, first + changed.shown, first + now - 1);
            changed.shown = now;
            recount();
            owner_.endInsertRows();
        } else if (now < changed.shown) {
            owner_.beginRemoveRows({}, first + now, first + changed.shown - 1);
            changed.shown = now;
            recount();
            owner_.endRemoveRows();
        }
        Q_EMIT owner_.totalChanged(rowCount(), true);
    };
    const auto repaint = [this, rows](int first, int last) {
        const int at = indexOf(rows);
        if (at < 0) return;
        const int base = firstRow_[static_cast<std::size_t>(at)] + 1;
        last = std::min(last, groups_[static_cast<std::size_t>(at)].shown - 1);
        if (last >= first)
            Q_EMIT owner_.dataChanged(owner_.index(base + first, 0),
                                      owner_.index(base + last, owner_.columnCount() - 1));
    };
    connect(rows, &QAbstractItemModel::rowsInserted, this, sync);
    connect(rows, &QAbstractItemModel::rowsRemoved, this, sync);
    connect(rows, &QAbstractItemModel::modelReset, this, [rows, sync, repaint] {
        sync();
        repaint(0, rows->rowCount() - 1);
    });
    connect(rows, &QAbstractItemModel::dataChanged, this,
            [repaint](const QModelIndex& from, const QModelIndex& to) { repaint(from.row(), to.row()); });
    connect(rows, &RecordTableModel::loadingChanged, this, [this] { Q_EMIT owner_.loadingChanged(isLoading()); });
    connect(rows, &RecordTableModel::failed, this, [this](const Error& error) { Q_EMIT owner_.failed(error); });
    connect(rows, &RecordTableModel::editRefused, this, [this, rows](const QModelIndex& index, const Error& error) {
        if (const int at = indexOf(rows); at >= 0)
            Q_EMIT owner_.editRefused(
                owner_.index(firstRow_[static_cast<std::size_t>(at)] + 1 + index.row(), index.column()), error);
    });
}

QVariant Groups::data(const QModelIndex& index, int role) const {
    const Place place = placeOf(index.row());
    if (place.group < 0) return {};
    if (place.row >= 0) return role == GroupRole ? QVariant(false) : inner(index).data(role);
    if (role == GroupRole) return true;
    if (role == SkeletonRole) return false;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    return index.column() == 0 ? title(index.row()) : total(index.row(), owner_.pathAt(index.column()));
}

QModelIndex Groups::inner(const QModelIndex& index) const {
    const Place place = placeOf(index.row());
    if (place.group < 0 || place.row < 0) return {};
    return groups_[static_cast<std::size_t>(place.group)].rows->index(place.row, index.column());
}

Uuid Groups::idAt(int row) const {
    const Place place = placeOf(row);
    return place.row < 0 ? Uuid{} : groups_[static_cast<std::size_t>(place.group)].rows->idAt(place.row);
}

int Groups::rowOf(const Uuid& id) const {
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        const int row = groups_[group].rows ? groups_[group].rows->rowOf(id) : -1;
        if (row >= 0) return firstRow_[group] + 1 + row;
    }
    return -1;
}

void Groups::setViewport(int first, int last) {
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        if (!groups_[group].rows || groups_[group].shown == 0) continue;
        const int from = std::max(first - firstRow_[group] - 1, 0);
        const int to = std::min(last - firstRow_[group] - 1, groups_[group].shown - 1);
        if (from <= to) groups_[group].rows->setViewport(from, to);
    }
}

}  // namespace kupets::model
