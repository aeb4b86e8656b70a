// How much people have to do, and how they keep up with it: open tasks by the day they are due, what is overdue, what
// was done and how late. Two statements over the tasks that one may see, whatever their number.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "common/calendar/working.h"
#include "kupets/v1/tasks.pb.h"
#include "server/records/gate.h"

namespace kupets::tasks {

using boost::asio::awaitable;

inline constexpr std::uint32_t kMostDays = 92;
inline constexpr std::int64_t kDefaultEffort = 30;  // minutes of a task without an estimate

/// The most late first. Errors: LimitExceeded (days, people), those of the filter.
awaitable<Result<v1::LoadReply>> load(records::Gate& gate, db::Database& database, const schema::Registry& registry,
                                      const calendar::WorkingCalendar& calendar, const query::Reader& reader,
                                      const v1::LoadRequest& request, db::Deadline deadline);

}  // namespace kupets::tasks
