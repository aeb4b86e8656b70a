#include "client/data/working_calendar.h"

#include <QTimeZone>

#include "common/calendar/russia.h"

namespace kupets::data {

const calendar::WorkingCalendar& workingCalendar() {
    static const calendar::WorkingCalendar made = [] {
        std::vector<calendar::SpecialDay> days;
        for (const calendar::NamedDay& each : calendar::russianDays()) days.push_back(each.day);
        const auto zone = calendar::Zone::named(QTimeZone::systemTimeZoneId().toStdString());
        return calendar::WorkingCalendar(zone.value_or(calendar::Zone::utc()), calendar::commonWeek(), days);
    }();
    return made;
}

}  // namespace kupets::data
