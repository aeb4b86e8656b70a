#include "server/query/favourites.h"

namespace kupets::query {

std::string favouriteCondition(const v1::RecordSet& set, const Names& names, Statement& statement) {
    if (!set.favourites()) return {};
    const std::string user = statement.parameter(statement.scope.userId());
    return names.alias() + ".id IN (SELECT record FROM kupets.favourite WHERE user_id = " + user +
           "::uuid AND entity = " + statement.parameter(names.root().name()) + ")";
}

}  // namespace kupets::query
