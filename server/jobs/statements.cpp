#include "server/jobs/statements.h"

#include <algorithm>
#include <tuple>

#include "common/text/utf8.h"
#include "server/db/bytea.h"

namespace kupets::jobs {
namespace {

constexpr std::size_t kMostReason = 2'000;  // bytes of an error that are kept

/// The due ones of one priority. $1 queue, $2 now, $3 kinds, $4 most.
std::string level(int priority, const std::string& limit) {
    return "(SELECT id FROM kupets.job WHERE state = 0 AND queue = $1 AND priority = " + std::to_string(priority) +
           " AND run_at <= $2::timestamptz AND kind = ANY($3::text[]) ORDER BY run_at, id LIMIT " + limit +
           " FOR UPDATE SKIP LOCKED)";
}

// A walk of the index a priority: one walk over all of them would step over everything that is due later.
const std::string kTake =
    "WITH urgent AS MATERIALIZED " + level(0, "$4::int8") + ", normal AS MATERIALIZED " +
    level(1, "$4::int8 - (SELECT count(*) FROM urgent)") + ", low AS MATERIALIZED " +
    level(2, "$4::int8 - (SELECT count(*) FROM urgent) - (SELECT count(*) FROM normal)") +
    ", picked AS (SELECT id FROM urgent UNION ALL SELECT id FROM normal UNION ALL SELECT id FROM low) "
    "UPDATE kupets.job j SET state = 1, worker = $5::uuid, attempt = attempt + 1, fresh = false FROM picked p "
    "WHERE j.id = p.id AND EXISTS (SELECT FROM kupets.job_worker WHERE id = $5::uuid) "
    "RETURNING j.id, j.kind, j.attempt, j.attempts, j.payload, j.run_at, j.priority, j.created_at, j.cause, j.depth";

constexpr std::string_view kDone =
    "UPDATE kupets.job SET state = 2, worker = NULL, ended_at = $3::timestamptz WHERE id = ANY($1::uuid[]) AND worker "
    "= "
    "$2::uuid AND state = 1 RETURNING id";
constexpr std::string_view kGone =
    "DELETE FROM kupets.job WHERE id = ANY($1::uuid[]) AND worker = $2::uuid AND state = 1 RETURNING id";

constexpr std::string_view kBack =
    "UPDATE kupets.job SET state = $3::int2, worker = NULL, attempt = attempt - $4::int2, error = CASE WHEN $5 = '' "
    "THEN NULL "
    "ELSE coalesce($5, error) END, "
    "run_at = coalesce($6::timestamptz, run_at), ended_at = $7::timestamptz WHERE id = $1::uuid AND worker = $2::uuid "
    "AND state = 1 RETURNING state";

constexpr std::string_view kDue =
    "SELECT q.queue, min(first.run_at) FROM unnest($1::text[]) q(queue), (VALUES (0), (1), (2)) p(priority), "
    "LATERAL (SELECT run_at FROM kupets.job WHERE state = 0 AND queue = q.queue AND priority = p.priority AND "
    "kind = ANY($2::text[]) ORDER BY run_at LIMIT 1) first GROUP BY q.queue";

constexpr std::string_view kOrphans =
    "UPDATE kupets.job SET worker = NULL, error = 'its server is gone', state = CASE WHEN attempt >= attempts THEN 3 "
    "ELSE 0 END, ended_at = CASE WHEN attempt >= attempts THEN $1::timestamptz END, run_at = CASE WHEN attempt < 2 "
    "THEN run_at ELSE $1::timestamptz + least(attempt, 30) * interval '10 s' END WHERE id IN (SELECT id FROM "
    "kupets.job "
    "j WHERE state = 1 AND NOT EXISTS (SELECT FROM kupets.job_worker w WHERE w.id = j.worker) LIMIT 10000 FOR UPDATE "
    "SKIP LOCKED) RETURNING id";

/// What PostgreSQL takes as text, whatever a handler said.
std::string reasonOf(const Error& error) {
    std::string reason = describe(error);
    std::erase(reason, '\0');
    std::string clean;
    for (std::size_t at = 0; at < reason.size() && clean.size() < kMostReason;)
        text::append(clean, text::decode(reason, at));
    return clean;
}

}  // namespace

db::Query endOf(std::span<const Uuid> ids, const Uuid& worker, Timestamp now, std::chrono::hours keep) {
    const bool kept = keep.count() > 0;
    db::Query query{std::string(kept ? kDone : kGone), {}};
    query.params.addArray(ids).add(worker);
    if (kept) query.params.add(now);
    return query;
}

db::Query backOf(const Taken& taken, const Ending& ending, const Uuid& worker, Timestamp now, Timestamp again) {
    using How = Ending::How;
    const bool blamed = ending.how == How::Failed || ending.how == How::Unsure || ending.how == How::GiveUp;
    const bool dead = ending.how == How::GiveUp || (blamed && taken.job.isLastAttempt());
    db::Query query{std::string(kBack), {}};
    query.params.add(taken.job.id).add(worker).add(dead ? 3 : 0).add(blamed ? 0 : 1);
    if (blamed)
        query.params.add(reasonOf(ending.error));
    else if (ending.how == How::PutOff)
        query.params.add("");
    else
        query.params.addNull();
    if (ending.how == How::PutOff)
        query.params.add(ending.until);
    else if (blamed && !dead)
        query.params.add(again);
    else
        query.params.addNull();
    dead ? query.params.add(now) : query.params.addNull();
    return query;
}

db::Query takeFrom(const std::string& queue, std::span<const std::string> kinds, std::size_t most, const Uuid& worker,
                   Timestamp now) {
    db::Query query{kTake, {}};
    query.params.add(queue).add(now).addArray(kinds).add(static_cast<std::uint64_t>(most)).add(worker);
    return query;
}

std::vector<Taken> readTaken(const db::Rows& rows, const Kinds& kinds) {
    std::vector<Taken> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Taken taken;
        taken.kind = kinds.find(rows.text(row, 1));
        taken.job.id = rows.uuid(row, 0);
        taken.job.kind = taken.kind->name;
        taken.job.attempt = static_cast<int>(rows.integer(row, 2));
        taken.job.attempts = static_cast<int>(rows.integer(row, 3));
        taken.payload = db::fromBytea(rows.text(row, 4));
        taken.job.due = rows.timestamp(row, 5);
        taken.priority = static_cast<Priority>(rows.integer(row, 6));
        taken.job.created = rows.timestamp(row, 7);
        taken.job.cause = {rows.uuid(row, 8), static_cast<int>(rows.integer(row, 9))};
        out.push_back(std::move(taken));
    }
    std::ranges::sort(out, {}, [](const Taken& t) { return std::tuple(t.priority, t.job.due, t.job.id); });
    return out;
}

db::Query dueIn(std::span<const std::string> queues, std::span<const std::string> kinds) {
    db::Query query{std::string(kDue), {}};
    query.params.addArray(queues).addArray(kinds);
    return query;
}

db::Query giveBackAllBut(std::span<const Uuid> known, const Uuid& worker) {
    db::Query query{
        "UPDATE kupets.job SET state = 0, worker = NULL, attempt = attempt - 1 WHERE worker = $2::uuid AND state = 1 "
        "AND "
        "NOT id = ANY($1::uuid[])",
        {}};
    query.params.addArray(known).add(worker);
    return query;
}

db::Query waitingByKind() { return {"SELECT kind, count(*) FROM kupets.job WHERE state = 0 GROUP BY kind", {}}; }

db::Query enroll(const Uuid& worker, const std::string& name, Timestamp now) {
    db::Query query{"INSERT INTO kupets.job_worker (id, name, started_at) VALUES ($1::uuid, $2, $3::timestamptz)", {}};
    query.params.add(worker).add(name).add(now);
    return query;
}

db::Query leave(const Uuid& worker) {
    db::Query query{"DELETE FROM kupets.job_worker WHERE id = $1::uuid", {}};
    query.params.add(worker);
    return query;
}

db::Query beatOf(const Uuid& worker) {
    db::Query query{"UPDATE kupets.job_worker SET beat = beat + 1 WHERE id = $1::uuid RETURNING beat", {}};
    query.params.add(worker);
    return query;
}

db::Query othersThan(const Uuid& worker) {
    db::Query query{"SELECT id, beat FROM kupets.job_worker WHERE id <> $1::uuid", {}};
    query.params.add(worker);
    return query;
}

db::Query bury(const Uuid& worker, std::int64_t beat) {
    db::Query query{"DELETE FROM kupets.job_worker WHERE id = $1::uuid AND beat = $2::int8", {}};
    query.params.add(worker).add(beat);
    return query;
}

db::Query recoverOrphans(Timestamp now) {
    db::Query query{std::string(kOrphans), {}};
    query.params.add(now);
    return query;
}

db::Query pullRetries(Timestamp now, Timestamp latest) {
    db::Query query{
        "UPDATE kupets.job SET run_at = $1::timestamptz WHERE state = 0 AND error IS NOT NULL AND run_at > "
        "$2::timestamptz",
        {}};
    query.params.add(now).add(latest);
    return query;
}

}  // namespace kupets::jobs
