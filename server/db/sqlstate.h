// PostgreSQL's error codes (appendix A of its manual) as ours.
#pragma once

#include <string_view>

#include <libpq-fe.h>

#include "common/base/error.h"

namespace kupets::db {

/// One table: the exact code first, then its class (the first two characters); Internal for what we never expect.
ErrorCode codeOfSqlState(std::string_view sqlState);

/// The error in a result. args: of a broken constraint its name and its table, of a missing value its column and table.
/// `cause` has the SQLSTATE and PostgreSQL's own words.
Error errorOf(const PGresult* result);

std::string_view sqlStateOf(const PGresult* result);

/// Whether the statement failed only because its preparation is out of date.
bool isStalePlan(const PGresult* result);

}  // namespace kupets::db
