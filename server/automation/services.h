// What rules work with; all of it outlives them.
#pragma once

#include <functional>
#include <memory>

#include "common/calendar/working.h"
#include "kupets/v1/automation.pb.h"
#include "server/jobs/queue.h"
#include "server/records/gate.h"

namespace kupets::automation {

using boost::asio::awaitable;

/// The company's working time as it is now; any thread.
using CalendarSource = std::function<std::shared_ptr<const calendar::WorkingCalendar>()>;

struct Services {
    boost::asio::any_io_executor executor;
    db::Database& database;
    const schema::Registry& registry;
    records::Gate& gate;
    jobs::Queue& queue;
    const Clock& clock;
    CalendarSource calendar;
};

/// One rule at work on one record, or going on with it.
inline constexpr jobs::Kind<v1::RuleRun> kRunRule{"automation.run"};

/// A moment that a record carries came.
inline constexpr jobs::Kind<v1::RuleRun> kMomentCame{"automation.at"};

inline std::string bytesOf(const Uuid& id) { return id.isNil() ? std::string() : std::string(id.view()); }
inline Uuid idOf(const std::string& bytes) { return Uuid::fromBytes(bytes).value_or(Uuid()); }

}  // namespace kupets::automation
