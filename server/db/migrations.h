// The kernel's own tables: sql/NNNN_name.sql, run in order, each in a transaction, once, under an advisory lock. A file
// whose text changed after it was run is refused (checksum).
#pragma once

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "server/db/database.h"

namespace kupets::db {

/// The number of migrations that were run now.
asio::awaitable<Result<int>> migrate(Database& database, Deadline deadline);

}  // namespace kupets::db
