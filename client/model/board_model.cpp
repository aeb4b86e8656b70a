#include "client/model/board_model.h"

#include <QMimeData>

namespace kupets::model {

class BoardColumn::Private {
public:
    Value value;
};
class BoardModel::Private {
public:
    std::string entity;
    std::vector<std::pair<Uuid, QString>> lanes;
    std::vector<BoardColumn*> columns;
};

BoardColumn::BoardColumn(BoardModel& board) : QAbstractListModel(&board), d_(std::make_unique<Private>()) {}
BoardColumn::~BoardColumn() = default;
const Value& BoardColumn::value() const { return d_->value; }
QString BoardColumn::title() const { return {}; }
QColor BoardColumn::color() const { return {}; }
QString BoardColumn::colorName() const { return {}; }
quint64 BoardColumn::count() const { return 0; }
Value BoardColumn::sum() const { return Null{}; }
QString BoardColumn::sumText() const { return {}; }
bool BoardColumn::isClosed() const { return false; }
int BoardColumn::rowCount(const QModelIndex&) const { return 0; }
QVariant BoardColumn::data(const QModelIndex&, int) const { return {}; }
bool BoardColumn::canFetchMore(const QModelIndex&) const { return false; }
void BoardColumn::fetchMore(const QModelIndex&) {}
int BoardColumn::rowOf(const Uuid&) const { return -1; }
Uuid BoardColumn::idAt(int) const { return {}; }
Qt::ItemFlags BoardColumn::flags(const QModelIndex& index) const { return QAbstractListModel::flags(index); }
QStringList BoardColumn::mimeTypes() const { return {QString::fromLatin1(kMime)}; }
QMimeData* BoardColumn::mimeData(const QModelIndexList&) const { return nullptr; }
bool BoardColumn::canDropMimeData(const QMimeData*, Qt::DropAction, int, int, const QModelIndex&) const {
    return false;
}
bool BoardColumn::dropMimeData(const QMimeData*, Qt::DropAction, int, int, const QModelIndex&) { return false; }

BoardModel::BoardModel(data::Context, QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {}
BoardModel::~BoardModel() = default;
void BoardModel::setEntity(const std::string& entity) { d_->entity = entity; }
const std::string& BoardModel::entity() const { return d_->entity; }
void BoardModel::setLane(const Uuid&) {}
Uuid BoardModel::lane() const { return {}; }
const std::vector<std::pair<Uuid, QString>>& BoardModel::lanes() const { return d_->lanes; }
void BoardModel::setFilter(const QString&) {}
void BoardModel::setSearch(const QString&) {}
const std::vector<BoardColumn*>& BoardModel::columns() const { return d_->columns; }
BoardColumn* BoardModel::columnOf(const Uuid&) const { return nullptr; }
bool BoardModel::isLoading() const { return false; }
bool BoardModel::move(const Uuid&, BoardColumn*) { return false; }
void BoardModel::refresh() {}

}  // namespace kupets::model
