// The quarterly look at the data: whoever is marked for it (user.checks_quality) gets a task each quarter, once,
// however many servers there are.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "server/records/gate.h"

namespace kupets::quality {

using boost::asio::awaitable;

/// Makes the tasks of the quarter in which `now` lies; how many were made. A task's change set is named after quarter
/// and person, so that there is never a second one, even when the first was deleted.
awaitable<Result<int>> makeTasks(db::Database& database, const schema::Registry& registry, records::Gate& gate,
                                 Timestamp now, db::Deadline deadline);

}  // namespace kupets::quality
