// The public holidays and moved days of Russia that come with the product (russia.txt), year by year.
#pragma once

#include <string>
#include <vector>

#include "common/calendar/working.h"

namespace kupets::calendar {

struct NamedDay {
    SpecialDay day;
    std::string russian;
    std::string english;
};

/// In the order of the calendar.
const std::vector<NamedDay>& russianDays();

}  // namespace kupets::calendar
