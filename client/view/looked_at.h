// Where files are put that are only looked at, to be opened by another program: a folder of this run of ours, which
// goes with it.
#pragma once

#include <QString>

#include "common/base/uuid.h"

namespace kupets::view {

/// The same for the same file; its folder is there. A name of the server's is taken as a name, never as a path.
QString placeToLookAt(const Uuid& file, const QString& name);
/// A name without folders.
QString safeFileName(const QString& name);

}  // namespace kupets::view
