// Cells as spreadsheets exchange them: lines of tab-separated texts, and a table of HTML beside it so that LibreOffice
// and Excel keep texts as texts. Pure functions.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "client/data/language.h"
#include "client/data/record.h"
#include "common/schema/snapshot.h"

namespace kupets::model {

using Grid = std::vector<QStringList>;

/// Cells in quotes may hold tabs, line breaks and doubled quotes; a quote without its end is a character as any other.
/// All rows come out equally long; an empty last line is none.
Grid readTsv(const QString& text);
QString writeTsv(const Grid& grid);
/// `textual`: which columns a spreadsheet must not take for numbers (INN, phones, codes).
QString writeHtml(const Grid& grid, const std::vector<bool>& textual);

/// As a cell is copied: numbers without group separators and currency signs, the rest as it is shown. `field` may be
/// null.
QString copyText(const data::Cell& cell, const schema::Field* field, data::Language language);
/// True of columns whose digits are no number.
bool isTextual(const schema::Field* field);

}  // namespace kupets::model
