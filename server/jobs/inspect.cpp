#include "server/jobs/inspect.h"

#include <algorithm>

#include "server/db/bytea.h"

namespace kupets::jobs {
namespace {

using namespace std::chrono_literals;

constexpr auto kKeepDead = std::chrono::hours(24 * 90);
constexpr auto kKeepOccurrences = std::chrono::hours(24 * 400);
constexpr std::size_t kMostLetters = 1'000;
constexpr int kTidyAtOnce = 5'000;

constexpr std::string_view kCount =
    "SELECT queue, count(*) FILTER (WHERE state = 0 AND error IS NULL AND run_at <= $1::timestamptz),"
    " count(*) FILTER (WHERE state = 0 AND error IS NULL AND run_at > $1::timestamptz),"
    " count(*) FILTER (WHERE state = 0 AND error IS NOT NULL), count(*) FILTER (WHERE state = 1),"
    " count(*) FILTER (WHERE state = 2), count(*) FILTER (WHERE state = 3),"
    " min(run_at) FILTER (WHERE state = 0 AND run_at <= $1::timestamptz) FROM kupets.job GROUP BY queue ORDER BY queue";

// By the time they died: ids are of the time they were made.
constexpr std::string_view kLetters =
    "SELECT id, kind, queue, payload, attempt, created_at, ended_at, error, cause, depth FROM kupets.job WHERE state = "
    "3 "
    "AND ($1 = '' OR kind = $1) AND ($2::uuid IS NULL OR (ended_at, id) < (SELECT ended_at, id FROM kupets.job WHERE "
    "id "
    "= $2::uuid)) ORDER BY ended_at DESC, id DESC LIMIT $3::int8";

constexpr std::string_view kWhich =
    " WHERE state = 3 AND ($1 = '' OR kind = $1) AND (cardinality($2::uuid[]) = 0 OR id = ANY($2::uuid[]))";

std::uint64_t number(const db::Rows& rows, std::size_t row, std::size_t column) {
    return static_cast<std::uint64_t>(rows.integer(row, column));
}

asio::awaitable<Result<std::uint64_t>> runOn(db::Transaction& transaction, std::string sql, DeadOnes which,
                                             std::optional<Timestamp> now, db::Deadline deadline) {
    db::Query query{sql + std::string(kWhich), {}};
    query.params.add(which.kind).addArray(std::span<const Uuid>(which.ids));
    if (now) query.params.add(*now);
    auto rows = co_await transaction.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return rows->affected();
}

db::Query endedBefore(int state, std::string_view kind, Timestamp before) {
    db::Query query{
        "DELETE FROM kupets.job WHERE id IN (SELECT id FROM kupets.job WHERE state = $1::int2 AND ended_at < "
        "$2::timestamptz AND ($3 = '' OR kind = $3) ORDER BY ended_at LIMIT $4::int8 FOR UPDATE SKIP LOCKED)",
        {}};
    query.params.add(state).add(before).add(kind).add(kTidyAtOnce);
    return query;
}

Timestamp ago(Timestamp now, std::chrono::hours span) { return {now.micros - std::chrono::microseconds(span).count()}; }

}  // namespace

asio::awaitable<Result<std::vector<QueueCount>>> countJobs(db::Database& database, Timestamp now,
                                                           db::Deadline deadline) {
    db::Query query{std::string(kCount), {}};
    query.params.add(now);
    auto rows = co_await database.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<QueueCount> out;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        QueueCount count{std::string(rows->text(row, 0)), number(*rows, row, 1), number(*rows, row, 2),
                         number(*rows, row, 3),           number(*rows, row, 4), number(*rows, row, 5),
                         number(*rows, row, 6),           std::nullopt};
        if (!rows->isNull(row, 7)) count.oldestDue = rows->timestamp(row, 7);
        out.push_back(std::move(count));
    }
    co_return out;
}

asio::awaitable<Result<std::vector<DeadLetter>>> deadLetters(db::Database& database, std::string kind, Uuid after,
                                                             std::size_t most, db::Deadline deadline) {
    db::Query query{std::string(kLetters), {}};
    query.params.add(kind);
    after.isNil() ? query.params.addNull() : query.params.add(after);
    query.params.add(static_cast<std::uint64_t>(std::min(most, kMostLetters)));
    auto rows = co_await database.run(std::move(query), deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<DeadLetter> out;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        out.push_back({rows->uuid(row, 0),
                       std::string(rows->text(row, 1)),
                       std::string(rows->text(row, 2)),
                       db::fromBytea(rows->text(row, 3)),
                       static_cast<int>(rows->integer(row, 4)),
                       rows->timestamp(row, 5),
                       rows->timestamp(row, 6),
                       std::string(rows->text(row, 7)),
                       {rows->uuid(row, 8), static_cast<int>(rows->integer(row, 9))}});
    }
    co_return out;
}

asio::awaitable<Result<std::uint64_t>> tryAgain(db::Transaction& transaction, DeadOnes which, Timestamp now,
                                                db::Deadline deadline) {
    return runOn(
        transaction,
        "UPDATE kupets.job SET state = 0, attempt = 0, ended_at = NULL, run_at = $3::timestamptz, error = NULL",
        std::move(which), now, deadline);
}

asio::awaitable<Result<std::uint64_t>> drop(db::Transaction& transaction, DeadOnes which, db::Deadline deadline) {
    return runOn(transaction, "DELETE FROM kupets.job", std::move(which), std::nullopt, deadline);
}

asio::awaitable<Result<std::uint64_t>> tidy(db::Database& database, const Kinds& kinds, Timestamp now,
                                            db::Deadline deadline) {
    std::vector<db::Query> all;
    std::chrono::hours longest{24};
    for (const auto& [name, kind] : kinds.all()) {
        all.push_back(endedBefore(2, name, ago(now, kind.terms.keep)));
        longest = std::max(longest, kind.terms.keep);
    }
    all.push_back(endedBefore(2, "", ago(now, longest)));  // of kinds that this server does not know
    all.push_back(endedBefore(3, "", ago(now, kKeepDead)));
    db::Query occurrences{"DELETE FROM kupets.job_occurrence WHERE at < $1::timestamptz", {}};
    occurrences.params.add(ago(now, kKeepOccurrences));
    auto old = co_await database.run(std::move(occurrences), deadline);
    if (!old) co_return std::unexpected(std::move(old.error()));
    std::uint64_t gone = 0;
    for (const db::Query& query : all) {
        for (std::uint64_t last = kTidyAtOnce; last == kTidyAtOnce;) {
            auto rows = co_await database.run(query, deadline);
            if (!rows) co_return std::unexpected(std::move(rows.error()));
            last = rows->affected();
            gone += last;
        }
    }
    co_return gone;
}

}  // namespace kupets::jobs
