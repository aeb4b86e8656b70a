// Parameters for commands that PostgreSQL refuses to parametrise (COPY): each $n becomes a quoted literal.
#pragma once

#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "server/db/database.h"

namespace kupets::db {

/// $n inside string constants, quoted names, dollar quotes and comments stays. InvalidValue: a parameter is missing or
/// cannot be quoted in the connection's encoding.
Result<std::string> withLiterals(PGconn* connection, std::string_view sql, const Params& params);

}  // namespace kupets::db
