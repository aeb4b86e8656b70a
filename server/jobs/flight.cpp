#include "server/jobs/flight.h"

#include <unordered_set>

#include <boost/system/system_error.hpp>
#include <spdlog/spdlog.h>

#include "server/jobs/statements.h"

namespace kupets::jobs {
namespace {

using How = Ending::How;

bool isCancellation(const boost::system::system_error& thrown) {
    return thrown.code() == asio::error::operation_aborted;
}

/// An exception of a handler is a bug; the job ends by it, the server does not.
template <typename Work>
asio::awaitable<Result<void>> guarded(const Taken& taken, Work work) {
    try {
        co_return co_await work();
    } catch (const boost::system::system_error& thrown) {
        if (isCancellation(thrown)) throw;
        spdlog::error("a job of kind {} threw: {}", taken.kind->name, thrown.what());
        co_return std::unexpected(Error(ErrorCode::Internal).because(thrown.what()));
    } catch (const std::exception& thrown) {
        spdlog::error("a job of kind {} threw: {}", taken.kind->name, thrown.what());
        co_return std::unexpected(Error(ErrorCode::Internal).because(thrown.what()));
    }
}

Ending failure(const Job& job, Error error) {
    if (const auto until = job.putOffUntil()) return {How::PutOff, {}, *until};
    return {job.givenUp() ? How::GiveUp : How::Failed, std::move(error), {}};
}

class Inside {
public:
    Inside(db::Database& database, const Clock& clock, Flight& flight)
        : database_(database), clock_(clock), flight_(flight) {}

    asio::awaitable<void> run() {
        const bool together = flight_.jobs.size() > 1 && co_await attempt(0, flight_.jobs.size());
        if (together) co_return;
        for (std::size_t i = 0; i < flight_.jobs.size(); ++i) {
            if (flight_.endings[i].how == How::Returned) co_await attempt(i, i + 1);
        }
    }

private:
    /// One transaction for the jobs from `begin` to `end`; their endings when all went well, or when it was one only.
    asio::awaitable<bool> attempt(std::size_t begin, std::size_t end) {
        const bool alone = end - begin == 1;
        const auto fails = [&](Error error) {
            if (alone) flight_.endings[begin] = failure(flight_.jobs[begin].job, std::move(error));
            return false;
        };
        std::vector<Uuid> ids;
        for (std::size_t i = begin; i < end; ++i) ids.push_back(flight_.jobs[i].job.id);
        const Terms& terms = flight_.jobs[begin].kind->terms;
        const db::Deadline deadline = db::within(terms.limit);
        // Until the handler runs, nothing is the job's fault.
        auto transaction = co_await database_.begin(deadline);
        if (!transaction) co_return false;
        auto ended = co_await transaction->run(endOf(ids, flight_.worker, clock_.now(), terms.keep), deadline);
        if (!ended) co_return false;
        std::unordered_set<Uuid> ours;  // the others were taken over while we were silent
        for (std::size_t row = 0; row < ended->size(); ++row) ours.insert(ended->uuid(row, 0));
        for (std::size_t i = begin; i < end; ++i) {
            Taken& taken = flight_.jobs[i];
            if (!ours.contains(taken.job.id)) continue;
            taken.job.deadline = deadline;
            auto done =
                co_await guarded(taken, [&] { return taken.kind->inside(taken.job, taken.payload, *transaction); });
            if (done && transaction->isOver() && !alone)
                done = std::unexpected(Error(ErrorCode::Internal).because("one of a batch ended its transaction"));
            if (done) continue;
            if (!transaction->isOver()) co_await transaction->rollback();
            co_return fails(std::move(done.error()));
        }
        if (transaction->isOver()) {
            flight_.endings[begin] = {How::Unsure, Error(ErrorCode::Internal).because("it did not commit"), {}};
            co_return true;
        }
        auto committed = co_await transaction->commit({}, deadline);
        if (!committed) co_return fails(std::move(committed.error()));
        for (std::size_t i = begin; i < end; ++i) flight_.endings[i].how = How::Inside;
        co_return true;
    }

    db::Database& database_;
    const Clock& clock_;
    Flight& flight_;
};

}  // namespace

asio::awaitable<void> fly(db::Database& database, const Clock& clock, std::shared_ptr<Flight> flight) {
    if (flight->jobs.front().kind->inside) {
        co_await Inside(database, clock, *flight).run();
        co_return;
    }
    for (std::size_t i = 0; i < flight->jobs.size(); ++i) {
        Taken& taken = flight->jobs[i];
        taken.job.deadline = db::within(taken.kind->terms.limit);
        auto done = co_await guarded(taken, [&] { return taken.kind->outside(taken.job, taken.payload); });
        flight->endings[i] = done ? Ending{How::Done, {}, {}} : failure(taken.job, std::move(done.error()));
    }
}

}  // namespace kupets::jobs
