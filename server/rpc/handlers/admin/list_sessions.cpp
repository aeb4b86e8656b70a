#include "common/wire/values.h"
#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/live_sessions.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::ListSessionsReply> adminListSessions(Context& context, const v1::ListSessionsRequest& request) {
    std::optional<Uuid> user;
    if (!request.user_id().empty()) {
        auto id = wire::idFromProto(request.user_id(), "user_id");
        if (!id) co_return std::unexpected(std::move(id.error()));
        user = *id;
    }
    auto entries = co_await context.services.access.sessions(user, context.deadline);
    if (!entries) co_return std::unexpected(std::move(entries.error()));
    v1::ListSessionsReply reply;
    for (const access::SessionEntry& entry : *entries) {
        v1::SessionInfo& info = *reply.add_sessions();
        info.set_id(std::string(entry.id.view()));
        info.set_user_id(std::string(entry.user.view()));
        info.set_user_name(entry.userName);
        info.set_device(entry.device);
        info.set_address(entry.address);
        info.set_since(entry.since.micros);
        info.set_last_seen(entry.lastSeen.micros);
        info.set_connected(context.services.sessions.connected(entry.id));
    }
    co_return reply;
}

}  // namespace kupets::rpc::handlers
