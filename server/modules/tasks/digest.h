// Each working morning a letter to everybody who has something to do: what is due today, what is overdue. It goes into
// the outbox (entity "message"), once for each person and day.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "common/calendar/working.h"
#include "server/records/gate.h"

namespace kupets::tasks {

using boost::asio::awaitable;

/// How many letters were written. Who has no address, has nothing to do or wants none, gets none.
awaitable<Result<int>> writeDigests(records::Gate& gate, db::Database& database, const schema::Registry& registry,
                                    const calendar::WorkingCalendar& calendar, Timestamp now, db::Deadline deadline);

}  // namespace kupets::tasks
