// What rules tell people, and how much of it.
#pragma once

#include "server/automation/case.h"

namespace kupets::automation {

/// A notice for one person; `kind` empty: "rule". `link`: the page it leads to.
records::Change notice(const schema::Catalog& catalog, Timestamp now, const Uuid& user, std::string words,
                       const std::string& kind, const std::string& link);
records::Change notice(const Case& one, const Uuid& user, std::string words, const std::string& kind,
                       const std::string& link);
/// Counts what the rule is about to tell. Errors: LimitExceeded (too much within an hour).
awaitable<Result<void>> countTold(const Case& one, std::size_t count, Sight::Look look);
/// Whether this person was told of the rule's trouble within an hour.
awaitable<Result<bool>> toldLately(const Case& one, const Uuid& user, Sight::Look look);
/// Whether the rule's last runs all failed, so many of them that it makes no sense to go on.
awaitable<Result<bool>> onlyFails(const Uuid& rule, Sight::Look look);

}  // namespace kupets::automation
