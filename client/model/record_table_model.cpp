#include "client/model/record_table_model.h"

namespace kupets::model {

class RecordTableModel::Private {
public:
    TableQuery query;
};

RecordTableModel::RecordTableModel(data::Context, QObject* parent)
    : QAbstractTableModel(parent), d_(std::make_unique<Private>()) {}
RecordTableModel::~RecordTableModel() = default;
void RecordTableModel::setQuery(TableQuery query) { d_->query = std::move(query); }
const TableQuery& RecordTableModel::query() const { return d_->query; }
void RecordTableModel::setSearch(const QString&) {}
void RecordTableModel::setFilter(const QString&) {}
void RecordTableModel::setColumns(const std::vector<std::string>&) {}
void RecordTableModel::setSort(std::vector<SortBy>) {}
void RecordTableModel::sort(int, Qt::SortOrder) {}
void RecordTableModel::setViewport(int, int) {}
int RecordTableModel::rowCount(const QModelIndex&) const { return 0; }
int RecordTableModel::columnCount(const QModelIndex&) const { return static_cast<int>(d_->query.columns.size()); }
QVariant RecordTableModel::data(const QModelIndex&, int) const { return {}; }
QVariant RecordTableModel::headerData(int, Qt::Orientation, int) const { return {}; }
Qt::ItemFlags RecordTableModel::flags(const QModelIndex& index) const { return QAbstractTableModel::flags(index); }
bool RecordTableModel::setData(const QModelIndex&, const QVariant&, int) { return false; }
bool RecordTableModel::setCell(const QModelIndex&, const data::Cell&) { return false; }
bool RecordTableModel::isTotalKnown() const { return false; }
bool RecordTableModel::isLoading() const { return false; }
Uuid RecordTableModel::idAt(int) const { return {}; }
int RecordTableModel::rowOf(const Uuid&) const { return -1; }
void RecordTableModel::locate(const Uuid&) {}
const schema::Field* RecordTableModel::fieldAt(int) const { return nullptr; }
std::string RecordTableModel::pathAt(int) const { return {}; }
void RecordTableModel::removeRecords(const std::vector<Uuid>&) {}
void RecordTableModel::refresh() {}
int RecordTableModel::loadedWindows() const { return 0; }
int RecordTableModel::openRequests() const { return 0; }

}  // namespace kupets::model
