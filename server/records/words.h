// The words that titles are made of, so that a search that finds nothing can ask what a mistyped word may have meant.
//
// Nobody waits for them: the change feed tells which titles are new, and they are learned in the background; another
// server's changes, imports and seeds come the same way. Once a day the whole is compared with the titles there are:
// what was missed comes in, and words that no title holds any more go, so that nobody's name outlives him by more than
// a day.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/db/database.h"
#include "server/schema/registry.h"

namespace kupets::history {
struct FeedBatch;
}

namespace kupets::records {

class Words {
public:
    Words(const boost::asio::any_io_executor& executor, db::Database& database, const schema::Registry& registry);

    /// Learns until stop(); the owner awaits it.
    boost::asio::awaitable<void> run();
    /// Any thread.
    void stop();
    /// What changed; any thread, at no cost.
    void heard(const history::FeedBatch& batch);

    /// What was heard since the last time.
    boost::asio::awaitable<Result<void>> learn(db::Deadline deadline);
    /// The whole anew, when that is a day ago (or `now`) and no other server is at it.
    boost::asio::awaitable<Result<void>> refresh(bool now, db::Deadline deadline);
    /// What may have been meant, the likeliest first, a few at most; none when every word is known.
    boost::asio::awaitable<Result<std::vector<std::string>>> spellings(std::string typed, db::Deadline deadline);

private:
    struct Heard {
        std::map<std::string, std::set<Uuid>> records;  // by entity
        std::set<std::string> whole;                    // entities with many changes
    };
    boost::asio::awaitable<void> loop();
    void wake();

    boost::asio::any_io_executor strand_;
    db::Database& database_;
    const schema::Registry& registry_;
    boost::asio::steady_timer timer_;  // on the strand
    bool stopped_ = false;             // on the strand
    std::mutex mutex_;
    Heard heard_;
};

}  // namespace kupets::records
