#include <algorithm>
#include <map>

#include <spdlog/spdlog.h>

#include "server/jobs/statements.h"
#include "server/jobs/worker_state.h"

namespace kupets::jobs {
namespace {

using namespace std::chrono_literals;
using How = Ending::How;

constexpr auto kLimit = 10s;

/// What is lost of this when the machine loses its power is a job that is begun again; what a handler committed after
/// it is on disk with it.
const std::string kNoWait = "SET LOCAL synchronous_commit = off";

}  // namespace

struct Worker::Impl::Ask {
    Line* line;
    std::size_t most;
    std::size_t place;  // of its statement
};

asio::awaitable<Result<void>> Worker::Impl::exchange(bool take) {
    if (std::exchange(called, false)) {
        for (Line& line : lines) line.hungry = true;
    }
    const std::vector<FlightPtr> handedIn = std::exchange(landed, {});
    std::vector<db::Query> queries;
    queries.push_back({kNoWait, {}});
    addEndings(queries, handedIn);
    if (strays) queries.push_back(giveBackAllBut(known(), id));
    std::vector<Ask> asked;
    lookedAt = clock.now();
    for (Line& line : lines) {
        const std::size_t most = take && line.hungry ? line.wanted() : 0;
        if (most == 0) continue;
        asked.push_back({&line, most, queries.size()});
        queries.push_back(takeFrom(line.name, kindNames, most, id, lookedAt));
    }
    queries.push_back(dueIn(lineNames, kindNames));
    auto rows = co_await together(std::move(queries));
    if (!rows) {
        landed.insert(landed.begin(), handedIn.begin(), handedIn.end());  // told again next time
        strays = strays || !asked.empty();                                // were they taken or not?
        co_return std::unexpected(std::move(rows.error()));
    }
    strays = false;
    lookAhead(rows->back());
    for (const Ask& ask : asked) {
        const db::Rows& taken = (*rows)[ask.place];
        for (Taken& job : readTaken(taken, queue.kinds())) ask.line->hand.push_back(std::move(job));
        // What is due and was not to be had is in somebody's hands: not again before the next look.
        ask.line->hungry = taken.size() == ask.most;
    }
    co_return Result<void>();
}

asio::awaitable<Result<std::vector<db::Rows>>> Worker::Impl::together(std::vector<db::Query> queries) {
    const db::Deadline deadline = db::within(kLimit);
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    co_return co_await transaction->commit(std::move(queries), deadline);
}

/// What is in hand, in the air, or landed since.
std::vector<Uuid> Worker::Impl::known() const {
    std::vector<Uuid> ids;
    const auto add = [&ids](const auto& jobs) {
        for (const Taken& taken : jobs) ids.push_back(taken.job.id);
    };
    for (const Line& line : lines) add(line.hand);
    for (const auto& [_, entry] : airborne) add(entry.first->jobs);
    for (const FlightPtr& flight : landed) add(flight->jobs);
    return ids;
}

void Worker::Impl::addEndings(std::vector<db::Query>& queries, const std::vector<FlightPtr>& handedIn) {
    const Timestamp now = clock.now();
    std::map<std::chrono::hours, std::vector<Uuid>> ended;
    for (const FlightPtr& flight : handedIn) {
        if (flight->worker != id) continue;  // others took it over
        for (std::size_t i = 0; i < flight->jobs.size(); ++i) {
            const Taken& taken = flight->jobs[i];
            const Ending& ending = flight->endings[i];
            if (ending.how == How::Inside) continue;
            if (ending.how == How::Done) {
                ended[taken.kind->terms.keep].push_back(taken.job.id);
                continue;
            }
            const double spread = std::uniform_real_distribution<double>(0, 1)(chance);
            const auto pause = std::chrono::microseconds(pauseAfter(taken.kind->terms, taken.job.attempt, spread));
            queries.push_back(backOf(taken, ending, id, now, Timestamp{now.micros + pause.count()}));
        }
    }
    for (const auto& [keep, ids] : ended) queries.push_back(endOf(ids, id, now, keep));
}

void Worker::Impl::lookAhead(const db::Rows& rows) {
    const Timestamp now = clock.now();
    for (Line& line : lines) line.next.reset();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto line = std::ranges::find(lines, rows.text(row, 0), &Line::name);
        line->next = rows.timestamp(row, 1);
        if (*line->next <= now) line->hungry = true;
    }
}

}  // namespace kupets::jobs
