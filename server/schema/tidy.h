// What PostgreSQL has to be told after tables were written anew.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "server/db/database.h"

namespace kupets::schema {

/// A change of the schema that computes a column for all records leaves large tables without statistics and without the
/// map that counting goes by: until PostgreSQL looks by itself, which it does not for tables that nobody changes, lists
/// are many times slower. Vacuums and analyzes the large ones, one after another; nobody waits for it, saves go on
/// meanwhile. What fails is logged. May be cancelled at any time.
boost::asio::awaitable<void> tidyLargeTables(db::Database& database);

}  // namespace kupets::schema
