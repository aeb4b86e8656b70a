// The SQL of the queue's worker, written once.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "server/jobs/flight.h"

namespace kupets::jobs {

/// Of jobs that this worker still has in hand: they are done. The ids of those come back.
db::Query endOf(std::span<const Uuid> ids, const Uuid& worker, Timestamp now, std::chrono::hours keep);
/// It is not done: what becomes of it, if it is still in hand.
db::Query backOf(const Taken& taken, const Ending& ending, const Uuid& worker, Timestamp now, Timestamp again);
/// Up to `most` jobs of a queue, of kinds that this server knows, that are due; theirs is the worker from now on.
db::Query takeFrom(const std::string& queue, std::span<const std::string> kinds, std::size_t most, const Uuid& worker,
                   Timestamp now);
/// The jobs that takeFrom() answered, the first one first. Their deadlines are still to be set.
std::vector<Taken> readTaken(const db::Rows& rows, const Kinds& kinds);
/// A row for each queue in which something waits: its name, and when the first is due.
db::Query dueIn(std::span<const std::string> queues, std::span<const std::string> kinds);
/// Whatever else this worker was given and does not know of waits again.
db::Query giveBackAllBut(std::span<const Uuid> known, const Uuid& worker);
/// How many wait: kind, number.
db::Query waitingByKind();

db::Query enroll(const Uuid& worker, const std::string& name, Timestamp now);
db::Query leave(const Uuid& worker);
/// A row when the worker is known.
db::Query beatOf(const Uuid& worker);
db::Query othersThan(const Uuid& worker);
/// A worker that stood still at this beat is none any more.
db::Query bury(const Uuid& worker, std::int64_t beat);
/// What nobody has in hand any more waits again, or is dead when that was its last attempt. A row for each.
db::Query recoverOrphans(Timestamp now);
/// Retries that a clock which ran ahead has put beyond `latest` are due now.
db::Query pullRetries(Timestamp now, Timestamp latest);

}  // namespace kupets::jobs
