// Who looks at a record and who is writing in it, told to the others there. In memory only: it ends with the session,
// and each server knows its own sessions.
//
// Only those who may read a record take part: to others it does not exist, they hear nothing and are not shown. The
// right is looked up by Watch, again before something is told to a session whose look-up is older than `rightsAge`, and
// every so often while somebody else is there. Many changes within a moment are told once.
#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "kupets/v1/presence.pb.h"
#include "server/access/scope.h"
#include "server/db/database.h"
#include "server/rpc/session.h"

namespace kupets::access {
class Access;
}
namespace kupets::schema {
class Registry;
}

namespace kupets::rpc {

namespace asio = boost::asio;

class PresenceHub {
public:
    PresenceHub(asio::any_io_executor executor, db::Database& database, access::Access& access,
                const schema::Registry& registry, const Clock& clock,
                std::chrono::milliseconds rightsAge = std::chrono::seconds(30));
    ~PresenceHub();
    PresenceHub(const PresenceHub&) = delete;
    PresenceHub& operator=(const PresenceHub&) = delete;

    /// Tells until stop(); the owner awaits it.
    asio::awaitable<void> run();
    /// Any thread.
    void stop();

    /// What the session looks at now. What may not be read is left out silently. LimitExceeded, BadRequest.
    asio::awaitable<Result<v1::WatchReply>> watch(SessionPtr session, access::ScopePtr scope, v1::WatchRequest request,
                                                  db::Deadline deadline);
    /// The session is over, or nobody's any more. Any thread.
    void forget(const Session* session);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace kupets::rpc
