// Jobs that come again and again, at times by the clocks of a place (common/calendar/recurrence.h). Every server looks;
// whichever is first enqueues an occurrence, and no occurrence comes twice, whatever clocks and servers do.
//
//     schedules.put(transaction, "digest", kDigest, {}, {.times = "0 8 * * 1-5", .zone = "Europe/Moscow"}, deadline)
//
// Thread-safe. Errors of put(): Syntax (times), InvalidValue (zone), LimitExceeded (payload).
#pragma once

#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "common/calendar/recurrence.h"
#include "server/jobs/queue.h"

namespace kupets::jobs {

/// Occurrences while no server ran: the last of them comes once, late; none of them (unless it is a minute ago); each,
/// the last hundred.
enum class Missed : std::uint8_t { Once = 0, Skip = 1, Each = 2 };

struct Times {
    std::string times;
    std::string zone = "UTC";
    Missed missed = Missed::Once;
};

class Schedules {
public:
    struct Options {
        std::chrono::milliseconds poll{1'000};
        /// What a schedule that goes by working days asks; any thread. Empty: Mondays to Fridays.
        calendar::Recurrence::IsWorking isWorking;
    };
    Schedules(const asio::any_io_executor& executor, db::Database& database, Queue& queue, Options options);
    ~Schedules();
    Schedules(const Schedules&) = delete;
    Schedules& operator=(const Schedules&) = delete;

    /// A schedule of this name is replaced; if its times stay the same, so does what was missed.
    template <typename Payload>
    asio::awaitable<Result<void>> put(db::Transaction& transaction, std::string name, Kind<Payload> kind,
                                      const Payload& payload, Times times, db::Deadline deadline) {
        return putNamed(transaction, std::move(name), kind.name, Kinds::encode(payload), std::move(times), deadline);
    }
    asio::awaitable<Result<void>> remove(db::Transaction& transaction, std::string name, db::Deadline deadline);

    /// Enqueues until stop(); the owner awaits it, before the database is stopped.
    asio::awaitable<void> run();
    void stop();

private:
    asio::awaitable<Result<void>> putNamed(db::Transaction& transaction, std::string name, std::string_view kind,
                                           std::string payload, Times times, db::Deadline deadline);
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::jobs
