// The kernel's own tables: sql/NNNN_name.sql, run in order, each in a transaction, once, under an advisory lock; the
// table kupets.migration remembers them. (It makes the schema `kupets`: a file must not expect it to be missing.)
#pragma once

#include <span>

#include <boost/asio/awaitable.hpp>

#include "common/base/embedded_file.h"
#include "common/base/error.h"
#include "server/db/database.h"

namespace kupets::db {

/// The number of migrations that were run now. Errors, with the reason in args[0]: ChangedSince when the text of a file
/// is not the one that was run (checksum), UnsupportedVersion when a newer program has worked here; what a statement
/// answers otherwise, and then that file and those after it were not run.
asio::awaitable<Result<int>> migrate(Database& database, Deadline deadline);
/// With files other than the program's own; they must outlive the call.
asio::awaitable<Result<int>> migrate(Database& database, std::span<const EmbeddedFile> files, Deadline deadline);

}  // namespace kupets::db
