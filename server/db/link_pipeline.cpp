// Statements of a Link: everything up to the Sync is queued at once, then the answers are read in order.
#include <cstring>

#include "server/db/link.h"
#include "server/db/sqlstate.h"

namespace kupets::db {
namespace {

constexpr std::size_t kMostParams = 65'535;  // of the protocol

/// What libpq would not notice, or only in the middle of a pipeline.
Result<void> check(std::span<const Query> queries) {
    for (const Query& query : queries) {
        if (query.params.size() > kMostParams) {
            return fail(ErrorCode::LimitExceeded, {"parameters", std::to_string(kMostParams)});
        }
        for (const std::optional<std::string>& value : query.params.values()) {
            // libpq would cut it off there, behind the back of whoever has checked it.
            if (value && std::memchr(value->data(), 0, value->size()) != nullptr) {
                return std::unexpected(Error(ErrorCode::InvalidValue).because("a parameter contains a zero byte"));
            }
        }
    }
    return {};
}

}  // namespace

asio::awaitable<Result<std::vector<Rows>>> Link::run(Batch batch, Deadline deadline) {
    if (auto checked = check(batch.queries); !checked) co_return std::unexpected(std::move(checked.error()));
    const bool alone = !inTransaction();
    for (bool again = false;; again = true) {
        if (auto begun = begin(deadline); !begun) co_return std::unexpected(std::move(begun.error()));
        if (!send(batch)) co_return std::unexpected(failure(Wake::Broken));
        std::vector<Rows> rows;
        rows.reserve(batch.queries.size());
        Result<void> ended = co_await collect(&rows);
        if (awaitingSync_) co_return std::unexpected(std::move(ended.error()));
        if (!finishAtOnce()) co_await finish();
        if (ended) co_return rows;
        ended.error() = outcome(std::move(ended.error()));
        ended.error().cause += "; in: ";
        ended.error().cause += failedStatement(batch).substr(0, 300);
        if (stale_ && steps_[failedStep_.value_or(0)].kind != Step::Kind::Close) forget(batch);
        if (!stale_ || !alone || again || broken_) co_return std::unexpected(std::move(ended.error()));
        // All that happened since the transaction began was this batch, and it was undone: once more, newly prepared.
        if (inTransaction()) {
            if (auto undone = co_await run({"ROLLBACK", {}, {}}, deadline); !undone)
                co_return std::unexpected(undone.error());
        }
    }
}

bool Link::send(const Batch& batch) {
    steps_.clear();
    settled_ = 0;
    emptyAnswers_ = 0;
    unprepared_.clear();
    failedStep_.reset();
    stale_ = gone_ = false;
    if (!batch.first.empty() && !sendStatement(batch.first, nullptr, false, Step::Kind::First)) return false;
    for (const Query& query : batch.queries) {
        if (!sendStatement(query.sql, &query.params, query.binary, Step::Kind::Query)) return false;
    }
    if (!batch.last.empty() && !sendStatement(batch.last, nullptr, false, Step::Kind::Last)) return false;
    // Last, for DEALLOCATE takes a snapshot: before a BEGIN or a SET TRANSACTION it would fix the isolation level.
    if (cache_.hasUnwanted() && !sendUnwanted()) return false;
    awaitingSync_ = true;
    return PQpipelineSync(connection_) == 1 && flush();
}

bool Link::sendStatement(std::string_view sql, const Params* params, bool binary, Step::Kind kind) {
    const StatementCache::Entry* entry = cache_.find(sql);
    if (entry == nullptr) {
        entry = &cache_.add(sql);
        if (PQsendPrepare(connection_, entry->name.c_str(), entry->sql.c_str(), 0, nullptr) != 1) return false;
        steps_.push_back({Step::Kind::Prepare, entry->name});
    }
    values_.clear();
    if (params != nullptr) {
        for (const std::optional<std::string>& value : params->values())
            values_.push_back(value ? value->c_str() : nullptr);
    }
    steps_.push_back({kind, {}});
    return PQsendQueryPrepared(connection_, entry->name.c_str(), static_cast<int>(values_.size()), values_.data(),
                               nullptr, nullptr, binary ? 1 : 0) == 1;
}

bool Link::sendUnwanted() {
    for (std::string& name : cache_.takeUnwanted()) {
        const std::string sql = "DEALLOCATE " + name;
        if (PQsendQueryParams(connection_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) return false;
        steps_.push_back({Step::Kind::Close, std::move(name)});
    }
    return true;
}

/// Reads up to the end of the pipeline. awaitingSync_ still stands when it did not get there.
asio::awaitable<Result<void>> Link::collect(std::vector<Rows>* rows) {
    std::optional<Error> first;
    while (awaitingSync_) {
        if (PQisBusy(connection_) == 1) {
            const Wake wake = co_await wait();
            if (wake == Wake::Ready) continue;
            Error lost = failure(wake);
            co_return std::unexpected(first && wake == Wake::Broken ? std::move(*first) : std::move(lost));
        }
        PGresult* const result = PQgetResult(connection_);
        if (settled_ < steps_.size()) {
            if (result == nullptr) {
                ++settled_;  // the end of one statement's answer
            } else {
                settle(steps_[settled_], result, first, rows);
            }
        } else {
            settleSync(result, first);
        }
        if (broken_) co_return std::unexpected(first ? std::move(*first) : failure(Wake::Broken));
    }
    if (first) co_return std::unexpected(std::move(*first));
    co_return Result<void>();
}

void Link::settle(const Step& step, PGresult* result, std::optional<Error>& first, std::vector<Rows>* rows) {
    Rows owner(result);
    const ExecStatusType status = PQresultStatus(result);
    const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    if (good) {
        if (step.kind == Step::Kind::Query && rows != nullptr) rows->push_back(std::move(owner));
        if (step.kind == Step::Kind::Last && owner.command() == "ROLLBACK") {
            first = Error(ErrorCode::Internal).because("COMMIT after a statement had failed: all was rolled back");
        }
        return;
    }
    if (status == PGRES_FATAL_ERROR) {
        stale_ = stale_ || isStalePlan(result);
        gone_ = gone_ || (sqlStateOf(result) == "26000" && step.kind != Step::Kind::Close);
        if (!first) {
            first = errorOf(result);
            failedStep_ = settled_;
        }
    } else if (status != PGRES_PIPELINE_ABORTED) {
        // COPY and the like stop the pipeline for good.
        first = Error(ErrorCode::Internal).because(std::string("not for a pipeline: ") + PQresStatus(status));
        broken_ = true;
    }
    if (step.kind == Step::Kind::Prepare) {
        cache_.remove(step.name);
        unprepared_.insert(step.name);
    }
    const bool stillThere = sqlStateOf(result) != "26000" && !unprepared_.contains(step.name);
    if (step.kind == Step::Kind::Close && stillThere) cache_.unwanted(step.name);
}

/// The end of the pipeline is the implicit transaction's commit, which can fail by itself: deferred constraints.
void Link::settleSync(PGresult* result, std::optional<Error>& first) {
    const Rows owner(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_PIPELINE_SYNC) {
        awaitingSync_ = false;
    } else if (status == PGRES_FATAL_ERROR) {
        if (!first) first = errorOf(result);
        if (PQstatus(connection_) == CONNECTION_BAD) broken_ = true;
    } else if (result != nullptr || ++emptyAnswers_ > 1) {
        broken_ = true;
    }
}

void Link::forget(const Batch& batch) {
    cache_.discard(batch.first, !gone_);
    for (const Query& query : batch.queries) cache_.discard(query.sql, !gone_);
    cache_.discard(batch.last, !gone_);
}

std::string_view Link::failedStatement(const Batch& batch) const {
    if (!failedStep_) return batch.last;
    std::size_t number = 0;
    for (std::size_t i = 0; i < *failedStep_; ++i) number += steps_[i].kind == Step::Kind::Query ? 1 : 0;
    switch (steps_[*failedStep_].kind) {
        case Step::Kind::First:
            return batch.first;
        case Step::Kind::Last:
            return batch.last;
        case Step::Kind::Close:
            return "DEALLOCATE";
        default:
            return number < batch.queries.size() ? batch.queries[number].sql : batch.last;
    }
}

}  // namespace kupets::db
