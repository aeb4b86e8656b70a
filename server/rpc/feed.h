// The live feed: one reader of the history a server, which hands each change to the sessions that may see it.
//
// A session subscribes with the token of the last event it saw; what it missed comes first, then what happens, nothing
// lost and nothing twice. A session that is slow gets counts instead of records ("ask anew"), so that its outbox does
// not fill.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "kupets/v1/changes.pb.h"
#include "server/db/database.h"
#include "server/rpc/session.h"

namespace kupets::access {
class Access;
}
namespace kupets::history {
class Feed;
struct FeedBatch;
}  // namespace kupets::history
namespace kupets::schema {
class Registry;
}

namespace kupets::rpc {

namespace asio = boost::asio;
class Metrics;

class FeedHub {
public:
    /// `changed` is called with every change, before anybody hears of it.
    FeedHub(asio::any_io_executor executor, db::Database& database, history::Feed& feed, access::Access& access,
            const schema::Registry& registry, Metrics& metrics,
            std::function<void(const history::FeedBatch& batch)> changed);
    ~FeedHub();
    FeedHub(const FeedHub&) = delete;
    FeedHub& operator=(const FeedHub&) = delete;

    /// Listens for changes and delivers them until stop(); the owner awaits it.
    asio::awaitable<void> run();
    /// Something was committed here: it is read at once, and other servers on the same database are told. Any thread.
    void committed();
    /// Any thread.
    void stop();

    /// From now on the session gets ChangesEvents; those that it missed since the token are sent before this returns.
    asio::awaitable<Result<v1::SubscribeReply>> subscribe(SessionPtr session, std::string resumeToken,
                                                          db::Deadline deadline);
    /// Any thread.
    void unsubscribe(const Session* session);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::rpc
