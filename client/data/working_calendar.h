// The working time that the program counts by: Russian working days and holidays by this computer's clocks.
#pragma once

#include "common/calendar/working.h"

namespace kupets::data {

/// Made at the first call; GUI thread.
const calendar::WorkingCalendar& workingCalendar();

}  // namespace kupets::data
