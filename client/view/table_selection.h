// What the footer says of the selected cells: how many, and their sum.
#pragma once

#include <QString>

#include "client/data/language.h"

namespace kupets::view {

class RecordTable;

/// Empty while one cell is selected; sums are told of rows that are loaded.
QString selectionText(const RecordTable& table, data::Language language);

}  // namespace kupets::view
