// RecordTableModel: what Qt and the view ask.
#include "client/model/record_table_model.h"

#include <algorithm>

#include "client/data/reference_colors.h"
#include "client/data/value_format.h"
#include "client/data/value_input.h"
#include "client/model/record_table_private.h"

namespace kupets::model {

RecordTableModel::RecordTableModel(data::Context context, QObject* parent)
    : QAbstractTableModel(parent), d_(std::make_unique<Private>(*this, context)) {}
RecordTableModel::~RecordTableModel() = default;

void RecordTableModel::setQuery(TableQuery query) {
    if (d_->entity != nullptr && query == d_->query) return;
    const bool sameRows = query.entity == d_->query.entity && query.sort == d_->query.sort &&
                          query.filter == d_->query.filter && query.search == d_->query.search &&
                          query.asOf == d_->query.asOf && query.favourites == d_->query.favourites &&
                          query.groupBy == d_->query.groupBy;
    d_->query = std::move(query);
    d_->restart(!sameRows);
}

const TableQuery& RecordTableModel::query() const { return d_->query; }

void RecordTableModel::setSearch(const QString& fragment) {
    TableQuery query = d_->query;
    query.search = fromQt(fragment.trimmed());
    setQuery(std::move(query));
}

void RecordTableModel::setFilter(const QString& expression) {
    TableQuery query = d_->query;
    query.filter = fromQt(expression.trimmed());
    setQuery(std::move(query));
}

void RecordTableModel::setColumns(const std::vector<std::string>& paths) {
    TableQuery query = d_->query;
    query.columns = paths;
    setQuery(std::move(query));
}

void RecordTableModel::setSort(std::vector<SortBy> sort) {
    TableQuery query = d_->query;
    query.sort = std::move(sort);
    setQuery(std::move(query));
}

void RecordTableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= columnCount()) return setSort({});
    setSort({{pathAt(column), order == Qt::DescendingOrder}});
}

void RecordTableModel::setViewport(int first, int last) {
    if (d_->groups) return d_->groups->setViewport(first, last);
    first = std::clamp(first, 0, std::max(d_->total - 1, 0));
    last = std::clamp(last, first, std::max(d_->total - 1, first));
    if (first != d_->firstVisibleRow) d_->viewport.direction = first > d_->firstVisibleRow ? 1 : -1;
    d_->firstVisibleRow = first;
    d_->lastVisibleRow = last;
    d_->viewport.first = d_->cache.windowOf(first);
    d_->viewport.last = d_->cache.windowOf(last);
    for (int window = d_->viewport.first; window <= d_->viewport.last; ++window) d_->cache.touch(window);
    d_->load();
}

int RecordTableModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return d_->groups ? d_->groups->rowCount() : d_->total;
}
int RecordTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(d_->columns.size());
}

QVariant RecordTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.column() >= columnCount()) return {};
    const TableColumn& column = d_->columns[static_cast<std::size_t>(index.column())];
    const schema::Field* field = column.resolved.field();
    switch (role) {  // what does not depend on the row
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(column.alignment);
        case EntityRole:
            return toQt(d_->query.entity);
        case PathRole:
            return toQt(column.path);
        case FieldTypeRole:
            return field == nullptr ? 0 : static_cast<int>(field->type());
        case ReferenceEntityRole:
            return field == nullptr || field->target == nullptr ? QVariant() : toQt(field->target->name());
        default:
            break;
    }
    if (d_->groups) return d_->groups->data(index, role);
    int row = 0;
    const RowWindow* window = d_->cache.at(index.row(), row);
    if (role == SkeletonRole) return window == nullptr;
    if (window == nullptr) return {};
    switch (role) {
        case Qt::DisplayRole:
            return data::display(d_->cellAt(*window, row, index.column()), field, d_->context.language);
        case Qt::EditRole:
        case ValueRole:
            return QVariant::fromValue(d_->cellAt(*window, row, index.column()).value);
        case TitleRole:
            return toQt(d_->cellAt(*window, row, index.column()).title);
        case ReferenceRole: {
            const Value value = d_->cellAt(*window, row, index.column()).value;
            const auto* id = std::get_if<Uuid>(&value);
            return id == nullptr || field == nullptr || field->target == nullptr ? QVariant()
                                                                                 : QVariant::fromValue(*id);
        }
        case ChoiceColorRole: {
            const QColor color = data::choiceColor(field, d_->cellAt(*window, row, index.column()).value);
            return color.isValid() ? QVariant(color) : QVariant();
        }
        case ChoiceColorNameRole: {
            if (column.colored != nullptr) {
                const Value value = d_->cellAt(*window, row, index.column()).value;
                const auto* id = std::get_if<Uuid>(&value);
                return id == nullptr ? QString() : d_->context.colors->colorOf(*column.colored, *id);
            }
            const v1::ChoiceDef* choice = data::choiceOf(field, d_->cellAt(*window, row, index.column()).value);
            return choice == nullptr ? QVariant() : toQt(choice->color());
        }
        case HighlightRole: {
            if (d_->highlights.empty()) return {};
            const double strength = d_->highlightOf(window->id(row));
            return strength < 0 ? QVariant() : QVariant(strength);
        }
        case PendingRole:
            return !d_->edits.empty() && d_->isPending(window->id(row), column.path);
        case RuleColorRole:
            return d_->query.colors.empty() ? QVariant() : d_->ruleColor(*window, row, column.path);
        case RecordIdRole:
            return QVariant::fromValue(window->id(row));
        case VersionRole:
            return static_cast<quint64>(window->version(row));
        default:
            return {};
    }
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= columnCount()) return {};
    const TableColumn& column = d_->columns[static_cast<std::size_t>(section)];
    switch (role) {
        case Qt::DisplayRole:
            return column.label;
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(column.alignment);
        case PathRole:
            return toQt(column.path);
        case FieldTypeRole:
            return column.resolved.field() == nullptr ? 0 : static_cast<int>(column.resolved.field()->type());
        default:
            return {};
    }
}

Qt::ItemFlags RecordTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || d_->query.asOf || idAt(index.row()).isNil()) return flags;
    const TableColumn& column = d_->columns[static_cast<std::size_t>(index.column())];
    const schema::Field* field = column.resolved.field();
    if (field == nullptr || !column.resolved.isOwn() || field->system || !field->isStored() || field->def.read_only())
        return flags;
    if (field->type() == v1::AUTO_NUMBER || field->type() == v1::FILE) return flags;
    return flags | Qt::ItemIsEditable;
}

bool RecordTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if ((role != Qt::EditRole && role != ValueRole) || !flags(index).testFlag(Qt::ItemIsEditable)) return false;
    if (value.metaType() == QMetaType::fromType<Value>()) return setCell(index, {value.value<Value>(), {}});
    const schema::Field& field = *fieldAt(index.column());
    const Result<Value> parsed = data::parseText(field, value.toString(), d_->context.language);
    if (!parsed) {
        Q_EMIT editRefused(index, parsed.error());
        return false;
    }
    return setCell(index, {*parsed, {}});
}

bool RecordTableModel::setCell(const QModelIndex& index, const data::Cell& cell) {
    if (!flags(index).testFlag(Qt::ItemIsEditable)) return false;
    if (d_->groups) {
        const QModelIndex own = d_->groups->inner(index);
        auto* rows = const_cast<RecordTableModel*>(qobject_cast<const RecordTableModel*>(own.model()));
        return rows != nullptr && rows->setCell(own, cell);
    }
    Result<Value> value = data::normalized(*fieldAt(index.column()), cell.value);
    if (!value) {
        Q_EMIT editRefused(index, value.error());
        return false;
    }
    int row = 0;
    const RowWindow* window = d_->cache.at(index.row(), row);
    if (d_->cellAt(*window, row, index.column()).value == *value) return true;
    d_->edited(window->id(row), index.column(), {std::move(*value), cell.title}, window->version(row));
    return true;
}

data::Cell RecordTableModel::cellAt(int row, int column) const {
    if (d_->groups) {
        const QModelIndex own = d_->groups->inner(index(row, column));
        const auto* rows = qobject_cast<const RecordTableModel*>(own.model());
        return rows == nullptr ? data::Cell{} : rows->cellAt(own.row(), own.column());
    }
    int inside = 0;
    const RowWindow* window = row < 0 ? nullptr : d_->cache.at(row, inside);
    return window == nullptr || column < 0 || column >= columnCount() ? data::Cell{}
                                                                      : d_->cellAt(*window, inside, column);
}

v1::QueryRequest RecordTableModel::pageRequest() const { return d_->pageRequest(); }
v1::RecordSet RecordTableModel::recordSet() const { return d_->recordSet(); }
int RecordTableModel::recordCount() const { return d_->groups ? d_->groups->recordCount() : d_->total; }
bool RecordTableModel::isGrouped() const { return d_->groups != nullptr; }
bool RecordTableModel::isGroup(int row) const { return d_->groups && d_->groups->isHead(row); }
Groups* RecordTableModel::groups() const { return d_->groups.get(); }
bool RecordTableModel::isTotalKnown() const { return d_->groups ? d_->groups->isKnown() : d_->exact; }
bool RecordTableModel::isLoading() const { return d_->groups ? d_->groups->isLoading() : d_->loading; }
int RecordTableModel::rowOf(const Uuid& id) const { return d_->groups ? d_->groups->rowOf(id) : d_->cache.rowOf(id); }
int RecordTableModel::loadedWindows() const { return d_->cache.size(); }
int RecordTableModel::openRequests() const { return static_cast<int>(d_->onTheirWay.size()); }

Uuid RecordTableModel::idAt(int row) const {
    if (d_->groups) return d_->groups->idAt(row);
    int inside = 0;
    const RowWindow* window = row < 0 ? nullptr : d_->cache.at(row, inside);
    return window == nullptr ? Uuid{} : window->id(inside);
}

const schema::Field* RecordTableModel::fieldAt(int column) const {
    return column < 0 || column >= columnCount() ? nullptr
                                                 : d_->columns[static_cast<std::size_t>(column)].resolved.field();
}

std::string RecordTableModel::pathAt(int column) const {
    return column < 0 || column >= columnCount() ? std::string() : d_->columns[static_cast<std::size_t>(column)].path;
}

void RecordTableModel::locate(const Uuid& id) {
    if (d_->entity == nullptr || d_->groups) return;
    if (const int row = rowOf(id); row >= 0 && d_->cache.isFresh(d_->cache.windowOf(row))) {
        QMetaObject::invokeMethod(this, [this, id, row] { Q_EMIT located(id, row); }, Qt::QueuedConnection);
        return;
    }
    d_->locate(id);
}

void RecordTableModel::removeRecords(const std::vector<Uuid>& ids) {
    if (d_->query.asOf) return;
    data::Operation operation;
    for (const Uuid& id : ids) {
        v1::RecordChange& change = operation.changes.emplace_back();
        change.set_kind(v1::RecordChange::KIND_DELETE);
        change.set_entity(d_->query.entity);
        change.set_id(std::string(id.view()));
        int row = 0;
        const RowWindow* window = rowOf(id) < 0 ? nullptr : d_->cache.at(rowOf(id), row);
        if (window != nullptr) change.set_base_version(window->version(row));
    }
    if (operation.changes.empty()) return;
    const auto done = [this](const Result<data::Saved>& saved) {
        if (!saved) Q_EMIT failed(saved.error());
    };
    d_->context.writer->save(std::move(operation), this, done);
}

void RecordTableModel::refresh() {
    if (d_->groups) return d_->groups->refresh();
    d_->cache.markAllStale();
    d_->refetchSoon(true);
}

}  // namespace kupets::model
