#include "client/model/chronology_model.h"

namespace kupets::model {

class ChronologyModel::Private {
public:
    data::RecordKey key;
};

ChronologyModel::ChronologyModel(data::Context, QObject* parent)
    : QAbstractListModel(parent), d_(std::make_unique<Private>()) {}
ChronologyModel::~ChronologyModel() = default;
void ChronologyModel::setRecord(const data::RecordKey& key) { d_->key = key; }
const data::RecordKey& ChronologyModel::record() const { return d_->key; }
int ChronologyModel::rowCount(const QModelIndex&) const { return 0; }
QVariant ChronologyModel::data(const QModelIndex&, int) const { return {}; }
QHash<int, QByteArray> ChronologyModel::roleNames() const { return QAbstractListModel::roleNames(); }
bool ChronologyModel::canFetchMore(const QModelIndex&) const { return false; }
void ChronologyModel::fetchMore(const QModelIndex&) {}
bool ChronologyModel::isLoading() const { return false; }
void ChronologyModel::undo(int) {}

}  // namespace kupets::model
