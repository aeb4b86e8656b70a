// A fragment as a person types it → conditions on search_text, and the choice of how PostgreSQL is to find them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "server/db/database.h"
#include "server/query/names.h"

namespace kupets::query {

/// LIKE patterns that all have to match: one a word, folded; a telephone's digits as one. Empty when there is nothing
/// to search.
std::vector<std::string> searchPatterns(std::string_view typed);

/// "a0.search_text LIKE $1 AND …"; FALSE for an entity in which nothing is searchable.
std::string searchCondition(const schema::Entity& entity, const std::string& alias,
                            const std::vector<std::string>& patterns, Statement& statement);

/// Whether the fragment is better looked for by the trigram index and the hits sorted, than met on a walk along the
/// order. PostgreSQL's own planner chooses wrongly for ORDER BY … LIMIT, so its estimates are asked for and the choice
/// is made here.
boost::asio::awaitable<Result<bool>> isRare(db::Database& database, const schema::Entity& entity,
                                            std::vector<std::string> patterns, db::Deadline deadline);

}  // namespace kupets::query
