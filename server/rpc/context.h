// One Context carries actor, access scope, deadline, cause and trace id from the wire to SQL and on into jobs.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "server/access/scope.h"
#include "server/db/database.h"

namespace kupets::rpc {

namespace asio = boost::asio;
struct Services;  // services.h: what the composition root made
class Session;    // session.h: the connection as handlers see it

struct Context {
    Services& services;
    Session& session;
    access::ScopePtr scope;  // null before login; the dispatcher lets only methods without a right through then
    Uuid actor;
    std::string actorName;
    db::Deadline deadline;
    std::string traceId;

    /// A part of a long reply, packed as a StreamChunk; waits while the client's outbox is full.
    std::function<asio::awaitable<Result<void>>(std::string payload)> sendChunk;
    /// The next part of a long request; nothing at its end.
    std::function<asio::awaitable<Result<std::optional<std::string>>>()> nextChunk;
};

}  // namespace kupets::rpc
