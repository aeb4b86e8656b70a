// What follows from what people write and do, a moment after it was saved and once: whoever is mentioned is told, and a
// task that repeats makes the next one when it is done. The gate tells what is written (records/watcher.h); a job in
// the same transaction does the rest, so nothing is forgotten and nobody waits.
//
// Thread-safe. Outlives gate, queue and workers.
#pragma once

#include <functional>
#include <memory>

#include "common/calendar/working.h"
#include "server/jobs/queue.h"
#include "server/records/gate.h"
#include "server/records/watcher.h"

namespace kupets::tasks {

using boost::asio::awaitable;

class FollowUps final : public records::Watcher {
public:
    struct Services {
        db::Database& database;
        const schema::Registry& registry;
        records::Gate& gate;
        jobs::Queue& queue;
        const Clock& clock;
        /// The company's working time as it is now; any thread.
        std::function<std::shared_ptr<const calendar::WorkingCalendar>()> calendar;
    };
    explicit FollowUps(Services services) : services_(std::move(services)) {}

    /// Before the first job is enqueued.
    void registerJobs(jobs::Kinds& kinds);

    bool watches(const schema::Entity& entity, records::Origin origin) const override;
    bool wants(const records::Written& record, records::Origin origin) const override;
    void shape(records::Change& change, const records::Current* before, const records::Actor& actor,
               records::Origin origin, Timestamp now) const override;
    awaitable<Result<void>> written(db::Transaction& transaction, const records::Header& header,
                                    const records::Actor& actor, std::vector<records::Written> records,
                                    db::Deadline deadline) override;

private:
    awaitable<Result<void>> tellMentioned(jobs::Job& job, const Uuid& entry, db::Transaction& transaction);
    awaitable<Result<void>> repeat(jobs::Job& job, const Uuid& task, db::Transaction& transaction);
    records::Actor program(const char* why) const;

    Services services_;
};

/// Several who hear of what the gate writes.
class Watchers final : public records::Watcher {
public:
    explicit Watchers(std::vector<records::Watcher*> all) : all_(std::move(all)) {}
    bool watches(const schema::Entity& entity, records::Origin origin) const override;
    bool wants(const records::Written& record, records::Origin origin) const override;
    void shape(records::Change& change, const records::Current* before, const records::Actor& actor,
               records::Origin origin, Timestamp now) const override;
    awaitable<Result<void>> written(db::Transaction& transaction, const records::Header& header,
                                    const records::Actor& actor, std::vector<records::Written> records,
                                    db::Deadline deadline) override;

private:
    std::vector<records::Watcher*> all_;
};

}  // namespace kupets::tasks
