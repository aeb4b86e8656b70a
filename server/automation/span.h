// "In two working hours", "three days before": spans of rules by the company's calendar.
#pragma once

#include <optional>

#include "common/base/value.h"
#include "common/calendar/working.h"
#include "kupets/v1/automation.pb.h"

namespace kupets::automation {

/// A day stands for its beginning; what is neither day nor moment for none that there is.
Timestamp momentOf(const Value& value, const calendar::Zone& zone);

/// Nothing when it would lie more than ten years away.
std::optional<Timestamp> add(Timestamp from, const v1::RuleSpan& span, const calendar::WorkingCalendar& calendar);

}  // namespace kupets::automation
