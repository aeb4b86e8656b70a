// A fragment as a person types it → conditions on search_text, and the choice of how PostgreSQL is to find them.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/db/database.h"
#include "server/query/names.h"

namespace kupets::query {

/// LIKE patterns that all have to match: one a word, folded; a telephone's digits as one. Empty when there is nothing to search.
std::vector<std::string> searchPatterns(std::string_view typed);

/// "a0.search_text LIKE $1 AND …"; FALSE for an entity in which nothing is searchable.
std::string searchCondition(const schema::Entity& entity, const std::string& alias, const std::vector<std::string>& patterns, Statement& statement);

/// Rows that PostgreSQL expects to match, of its statistics: what the choice between the trigram index and a walk along the
/// order rests on, since its own planner chooses wrongly for ORDER BY … LIMIT.
boost::asio::awaitable<Result<double>> estimateMatches(db::Connection& connection, const schema::Entity& entity, std::vector<std::string> patterns,
                                                       db::Deadline deadline);

}  // namespace kupets::query
