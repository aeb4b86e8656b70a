#include "client/model/reference_completer.h"

namespace kupets::model {

ReferenceCompleter::ReferenceCompleter(data::Context context, std::string targetEntity, std::string filter,
                                       QObject* parent)
    : QAbstractListModel(parent), context_(context), target_(std::move(targetEntity)), filter_(std::move(filter)) {}
void ReferenceCompleter::setText(const QString& text) { text_ = text; }
void ReferenceCompleter::setFilter(const std::string& filter) { filter_ = filter; }
int ReferenceCompleter::rowCount(const QModelIndex&) const { return 0; }
QVariant ReferenceCompleter::data(const QModelIndex&, int) const { return {}; }
Uuid ReferenceCompleter::idAt(int) const { return {}; }
QString ReferenceCompleter::titleAt(int) const { return {}; }

}  // namespace kupets::model
