// The rows that could not be imported, as a file to be mended and imported again: the columns as they were, and why
// behind them.
#pragma once

#include <QString>

#include "client/model/import_session.h"

namespace kupets::model {

/// A row of a sheet and what is wrong with it, in words.
struct BadRow {
    std::uint64_t row = 0;
    QString why;
};

/// By the places of the chosen sheets; each row once, by what was told of the last rehearsal.
std::map<std::uint32_t, std::vector<BadRow>> badRows(ImportSession& session);
/// Writes them as .xlsx, or as .csv where the path says so; each sheet is a file, called as it was. Errors: BadFile
/// with the system's words.
Result<void> saveBadRows(ImportSession& session, const QString& path);

}  // namespace kupets::model
