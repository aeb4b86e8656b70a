#include "server/app/jobs.h"

#include <spdlog/spdlog.h>

#include "server/automation/engine.h"
#include "server/jobs/inspect.h"
#include "server/modules/quality/plan.h"
#include "server/modules/tasks/digest.h"
#include "server/modules/working_time/working_time.h"

namespace kupets::app {

namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

/// Ended jobs go after a while.
constexpr jobs::Kind<std::string> kTidy{"jobs.tidy"};
/// Whoever is marked for it gets a task each quarter.
constexpr jobs::Kind<std::string> kQualityTasks{"quality.tasks"};
/// What is due today, to everybody who has something to do.
constexpr jobs::Kind<std::string> kDigest{"tasks.digest"};
constexpr const char* kDigestTimes = "30 8 * * * skip";  // working days

}  // namespace

void registerJobs(jobs::Kinds& kinds, rpc::Services& services) {
    kinds.queue("default", {.concurrency = 2});

    kinds.outside(kTidy, {.attempts = 3, .limit = 10min, .keep = 0h},
                  [&](jobs::Job& job, const std::string&) -> asio::awaitable<Result<void>> {
                      auto gone = co_await jobs::tidy(services.database, kinds, services.clock.now(), job.deadline);
                      if (!gone) co_return std::unexpected(std::move(gone.error()));
                      if (*gone > 0) spdlog::info("{} ended jobs are tidied away", *gone);
                      auto runs = co_await services.automation.tidy(job.deadline);
                      if (!runs) co_return std::unexpected(std::move(runs.error()));
                      co_return Result<void>();
                  });
    kinds.outside(kQualityTasks, {.attempts = 3, .keep = 0h},
                  [&](jobs::Job& job, const std::string&) -> asio::awaitable<Result<void>> {
                      auto made = co_await quality::makeTasks(services.database, services.registry, services.gate,
                                                              services.clock.now(), job.deadline);
                      if (!made) co_return std::unexpected(std::move(made.error()));
                      co_return Result<void>();
                  });
    kinds.outside(kDigest, {.attempts = 5, .limit = 10min, .keep = 0h},
                  [&](jobs::Job& job, const std::string&) -> asio::awaitable<Result<void>> {
                      const auto calendar = services.workingTime.current();
                      auto made = co_await tasks::writeDigests(services.gate, services.database, services.registry,
                                                               *calendar, services.clock.now(), job.deadline);
                      if (!made) co_return std::unexpected(std::move(made.error()));
                      if (*made > 0) spdlog::info("{} letters of the morning are written", *made);
                      co_return Result<void>();
                  });
}

asio::awaitable<Result<void>> planJobs(jobs::Schedules& schedules, db::Database& database, const std::string& zone,
                                       db::Deadline deadline) {
    auto transaction = co_await database.begin(deadline);
    if (!transaction) co_return std::unexpected(std::move(transaction.error()));
    auto put =
        co_await schedules.put(*transaction, "jobs.tidy", kTidy, std::string(), {.times = "17 * * * *"}, deadline);
    if (!put) co_return put;
    put = co_await schedules.put(*transaction, "quality.tasks", kQualityTasks, std::string(), {.times = "23 * * * *"},
                                 deadline);
    if (!put) co_return put;
    put = co_await schedules.put(*transaction, "tasks.digest", kDigest, std::string(),
                                 {.times = kDigestTimes, .zone = zone, .missed = jobs::Missed::Skip}, deadline);
    if (!put) co_return put;
    auto done = co_await transaction->commit({}, deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return Result<void>();
}

}  // namespace kupets::app
