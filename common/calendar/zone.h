// A time zone: what the clocks on the wall of a place show. From ICU's own tables, so the same on every system.
//
// Immutable and thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/time.h"

namespace kupets::calendar {

/// What a clock on the wall shows.
struct LocalTime {
    Date day;
    std::int64_t micros = 0;  // since midnight, less than a day
    auto operator<=>(const LocalTime&) const = default;
};

class Zone {
public:
    /// "Europe/Moscow", "+03:00", "UTC". Nothing when nobody knows it.
    static std::optional<Zone> named(std::string_view name);
    static Zone utc();
    /// What the system is set to; UTC when it does not say.
    static Zone ofThisComputer();

    const std::string& name() const { return name_; }
    LocalTime local(Timestamp moment) const;
    /// When clocks show this: the first time, where they show it twice; the moment they are put forward, where they
    /// never do.
    Timestamp moment(LocalTime local) const;
    /// The second time, where clocks are put back and show it twice.
    std::optional<Timestamp> secondMoment(LocalTime local) const;
    /// Microseconds east of UTC.
    std::int64_t offset(Timestamp moment) const;

private:
    struct Rules;
    Zone(std::string name, std::shared_ptr<const Rules> rules);

    std::string name_;
    std::shared_ptr<const Rules> rules_;
};

}  // namespace kupets::calendar
