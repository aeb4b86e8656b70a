#include "server/jobs/queue.h"

#include <stdexcept>

#include "server/db/bytea.h"

namespace kupets::jobs {
namespace {

constexpr std::size_t kRoundTrip = 1'000;  // statements in one

const std::string kInsert =
    "INSERT INTO kupets.job (id, kind, queue, priority, run_at, attempts, unique_key, payload, cause, depth, "
    "created_at) VALUES ($1::uuid, $2, $3, $4::int2, $5::timestamptz, $6::int2, $7, $8::bytea, $9::uuid, $10::int2, "
    "$11::timestamptz) ON CONFLICT (kind, unique_key) WHERE fresh AND unique_key IS NOT NULL DO UPDATE SET ";
const std::string kKeep = kInsert + "run_at = least(job.run_at, excluded.run_at) RETURNING id";
const std::string kReplace =
    kInsert +
    "run_at = excluded.run_at, priority = excluded.priority, payload = excluded.payload, cause = excluded.cause, "
    "depth = excluded.depth RETURNING id";
constexpr std::string_view kDropTwins =
    "DELETE FROM kupets.job WHERE kind = $1 AND unique_key = $2 AND state = 0 AND NOT fresh";
constexpr std::string_view kCancel = "DELETE FROM kupets.job WHERE kind = $1 AND unique_key = $2 AND state = 0";

db::Query insertion(const NewJob& job, const Kinds::Definition& kind, const Uuid& id, Timestamp now) {
    db::Query query{job.order.twin == Twin::Replace ? kReplace : kKeep, {}};
    query.params.add(id).add(kind.name).add(kind.terms.queue).add(static_cast<int>(job.order.priority));
    query.params.add(job.order.at.value_or(now)).add(kind.terms.attempts);
    job.order.key.empty() ? query.params.addNull() : query.params.add(job.order.key);
    query.params.add(db::toBytea(job.payload));
    const Cause& cause = job.order.cause;
    cause.changeSet.isNil() ? query.params.addNull() : query.params.add(cause.changeSet);
    query.params.add(cause.depth).add(now);
    return query;
}

db::Query byKey(std::string_view sql, std::string_view kind, const std::string& key) {
    db::Query query{std::string(sql), {}};
    query.params.add(kind).add(key);
    return query;
}

}  // namespace

Result<const Kinds::Definition*> Queue::admit(const NewJob& job) {
    const Kinds::Definition* kind = kinds_.find(job.kind);
    if (kind == nullptr) throw std::logic_error("no kind of jobs " + std::string(job.kind));
    if (job.payload.size() > kMostPayload)
        return fail(ErrorCode::LimitExceeded, {"payload", std::to_string(kMostPayload)}, "payload");
    if (job.order.key.size() > kMostKey)
        return fail(ErrorCode::LimitExceeded, {"key", std::to_string(kMostKey)}, "key");
    const std::scoped_lock lock(mutex_);
    std::uint64_t& waiting = waiting_[kind->name];
    if (waiting >= kind->terms.mostWaiting)
        return fail(ErrorCode::LimitExceeded, {kind->name, std::to_string(kind->terms.mostWaiting)});
    ++waiting;
    return kind;
}

asio::awaitable<Result<std::vector<Uuid>>> Queue::enqueue(db::Transaction& transaction, std::vector<NewJob> jobs,
                                                          db::Deadline deadline) {
    std::vector<Uuid> ids;
    const Timestamp now = clock_.now();
    for (std::size_t begin = 0; begin < jobs.size(); begin += kRoundTrip) {
        std::vector<db::Query> queries;
        std::vector<std::size_t> places;
        for (std::size_t i = begin; i < std::min(begin + kRoundTrip, jobs.size()); ++i) {
            auto kind = admit(jobs[i]);
            if (!kind) co_return std::unexpected(std::move(kind.error()));
            const Order& order = jobs[i].order;
            if (order.twin == Twin::Replace && !order.key.empty())
                queries.push_back(byKey(kDropTwins, jobs[i].kind, order.key));
            places.push_back(queries.size());
            queries.push_back(insertion(jobs[i], **kind, Uuid::make(), now));
        }
        auto rows = co_await transaction.runAll(std::move(queries), deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        for (const std::size_t place : places) ids.push_back((*rows)[place].uuid(0, 0));
    }
    if (committed_ && !jobs.empty()) transaction.afterCommit(committed_);
    co_return ids;
}

asio::awaitable<Result<std::uint64_t>> Queue::cancelNamed(db::Transaction& transaction, std::string_view kind,
                                                          std::string key, db::Deadline deadline) {
    auto rows = co_await transaction.run(byKey(kCancel, kind, key), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return rows->affected();
}

void Queue::counted(std::unordered_map<std::string, std::uint64_t> waiting) {
    const std::scoped_lock lock(mutex_);
    waiting_ = std::move(waiting);
}

}  // namespace kupets::jobs
