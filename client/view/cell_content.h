// From a cell of our models to what the painter draws.
#pragma once

#include <QModelIndex>

#include "client/data/context.h"
#include "client/ui/cell_painter.h"
#include "common/schema/snapshot.h"

namespace kupets::view {

class Communicator;

/// `field` is null for computed columns; `own` is true for a field of the table's entity itself, not behind a
/// reference.
ui::CellContent cellContent(const QModelIndex& index, const schema::Field* field, bool own,
                            const data::Context& context);
/// What a click on the cell's text opens outside a card: "tel:+7916…", "mailto:…", "https://…"; empty for other cells.
QString outwardLink(const schema::Field* field, const Value& value);
/// Calls, writes or opens what the cell holds; false when it holds nothing of the kind.
bool reachOut(Communicator& communicator, const schema::Field* field, const Value& value);
/// True of the column that stands for the record itself.
bool isTitle(const schema::Field* field, bool own);

}  // namespace kupets::view
