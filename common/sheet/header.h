// Which row of a sheet holds the names of its columns. Titles, dates of a report and blank lines above a table are
// usual.
#pragma once

#include <cstdint>

#include "common/base/error.h"
#include "common/sheet/book.h"

namespace kupets::sheet {

/// Looks at the first rows that `reader` gives (at most `most`, which are used up) and tells the number of the row that
/// is like a header: texts, all different, over about as many columns as the rows below it fill. 0: none is like one.
Result<std::uint64_t> findHeader(RowReader& reader, std::size_t most = 50);

}  // namespace kupets::sheet
