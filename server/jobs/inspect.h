// What an administrator may ask of the queue, and do to it.
#pragma once

#include <vector>

#include "server/jobs/kinds.h"

namespace kupets::jobs {

struct QueueCount {
    std::string queue;
    std::uint64_t due = 0;    // could be begun now
    std::uint64_t later = 0;  // their time has not come
    std::uint64_t again = 0;  // wait for another attempt
    std::uint64_t running = 0;
    std::uint64_t done = 0;  // as long as they are kept
    std::uint64_t dead = 0;
    std::optional<Timestamp> oldestDue;
};

struct DeadLetter {
    Uuid id;
    std::string kind;
    std::string queue;
    std::string payload;
    int attempt = 0;
    Timestamp created;
    Timestamp died;
    std::string reason;
    Cause cause;
};

/// Which of them: of a kind, or (empty) of all. Ids: only these, when there are any.
struct DeadOnes {
    std::string kind;
    std::vector<Uuid> ids;
};

asio::awaitable<Result<std::vector<QueueCount>>> countJobs(db::Database& database, Timestamp now,
                                                           db::Deadline deadline);
/// The last ones first, those after `after` (the last of the page before; nil: from the beginning). 1,000 at most.
asio::awaitable<Result<std::vector<DeadLetter>>> deadLetters(db::Database& database, std::string kind, Uuid after,
                                                             std::size_t most, db::Deadline deadline);
/// They wait again, with all their attempts before them. How many these were.
asio::awaitable<Result<std::uint64_t>> tryAgain(db::Transaction& transaction, DeadOnes which, Timestamp now,
                                                db::Deadline deadline);
asio::awaitable<Result<std::uint64_t>> drop(db::Transaction& transaction, DeadOnes which, db::Deadline deadline);
/// What is done goes after the time its kind says, dead letters after 90 days. How many went.
asio::awaitable<Result<std::uint64_t>> tidy(db::Database& database, const Kinds& kinds, Timestamp now,
                                            db::Deadline deadline);

}  // namespace kupets::jobs
