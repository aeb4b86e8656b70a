// A rehearsal at work: rehearse.cpp walks what was changed, rehearse_times.cpp what the clock would have set off.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "server/automation/past.h"
#include "server/automation/rehearse.h"

namespace kupets::automation {

/// Rows of a page.
inline constexpr int kRehearsedAtOnce = 5'000;

/// One change of one record.
struct Event {
    Uuid set;
    Timestamp at;
    std::string actor;
    records::Written written;
    std::vector<history::FieldChange> changes;
    std::vector<Spring> springs;
};

class Rehearsal {
public:
    Rehearsal(const Services& services, query::Reader reader, RulePtr rule, const v1::RehearseRequest& request,
              RehearsalProgress progress, db::Deadline deadline);
    awaitable<Result<v1::RehearseReply>> go();

private:
    awaitable<Result<void>> changes(db::Transaction& transaction);
    awaitable<Result<std::uint64_t>> countEvents(db::Transaction& transaction);
    awaitable<Result<void>> openCursor(db::Transaction& transaction);
    awaitable<Result<void>> page(const db::Rows& rows, db::Transaction& transaction);
    awaitable<Result<void>> learn(const std::vector<Uuid>& ids, db::Transaction& transaction);
    awaitable<Result<std::unordered_set<Uuid>>> soToday(const std::vector<Uuid>& ids, db::Transaction& transaction);
    awaitable<Result<void>> moments(const Spring& spring, db::Transaction& transaction);
    awaitable<Result<void>> occurrences(const Spring& spring, db::Transaction& transaction);
    Event eventOf(const db::Rows& rows, std::size_t row) const;
    void fillCreation(Event& event) const;
    bool wasSo(const Event& event) const;
    void fired(Timestamp at, const Uuid& record, std::uint32_t trigger, const std::string& actor);
    expr::EvaluationContext contextAt(Timestamp moment) const;

    const Services& services_;
    query::Reader asker_;
    query::Reader reader_;
    RulePtr rule_;
    RuleSet rules_;
    RehearsalProgress progress_;
    db::Deadline deadline_;
    std::shared_ptr<const calendar::WorkingCalendar> calendar_;
    Timestamp since_;
    Timestamp until_;
    std::size_t limit_;
    expr::Typed condition_;  // null: none, or one that has to be asked of today
    std::set<const schema::Field*> fields_;
    std::unordered_map<Uuid, PastRecord> past_;
    std::unordered_set<Uuid> records_;
    v1::RehearseReply reply_;
};

}  // namespace kupets::automation
