// kupets.rule_run: what each rule did about a record, and why it did nothing.
#pragma once

#include <optional>
#include <string>

#include "common/base/error.h"
#include "common/base/time.h"
#include "common/base/uuid.h"
#include "server/db/database.h"

namespace kupets::automation {

enum class Outcome : std::uint8_t { Waits = 0, Done = 1, NotSo = 2, Failed = 3, Stopped = 4 };

struct RunLine {
    Uuid id;
    Uuid rule;
    std::string ruleName;
    std::string entity;
    Uuid record;
    Timestamp begun;
    Timestamp now;
    Outcome outcome = Outcome::Done;
    int step = 0;
    Uuid causeSet;   // nil: time or a button
    Uuid actor;      // whose change or press it was; nil: time
    Uuid changeSet;  // nil: none yet
    std::optional<Error> error;
    std::string part;  // of NotSo: what did not hold
};

/// Writes it, or brings what was written of this run up to date.
db::Query writeLine(const RunLine& line);

/// A row when this trigger has not fired for this moment of the record yet; from now on it has.
db::Query firedOnce(const Uuid& rule, std::uint32_t trigger, const Uuid& record, Timestamp moment);

}  // namespace kupets::automation
