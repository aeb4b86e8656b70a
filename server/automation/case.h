// One rule and one record: what its conditions and actions go by.
#pragma once

#include "server/automation/rule_set.h"
#include "server/automation/services.h"
#include "server/automation/sight.h"

namespace kupets::automation {

struct Case {
    Case(const Services& services_, RuleSetPtr rules_, const v1::RuleRun& what_);

    const Services& services;
    RuleSetPtr rules;
    RulePtr rule;  // null: it was switched off or taken away since
    v1::RuleRun what;
    Uuid record;
    Timestamp now;
    std::shared_ptr<const calendar::WorkingCalendar> calendar;
    std::vector<Uuid> withdrawn =
        {};  // requests that a waiting which has just ended had made: nobody need answer any more

    /// The program itself, with the person who set it off as ME().
    query::Reader reader;
    Sight sight() const { return {rules->catalog(), reader, *rule->entity}; }
    /// Asks the database, or the record's last words when it is gone.
    awaitable<Result<bool>> see(Sight& sight, Sight::Look look) const;
    /// "record/deal/…", the address of its card.
    std::string link() const { return "record/" + what.entity() + "/" + record.text(); }
};

}  // namespace kupets::automation
