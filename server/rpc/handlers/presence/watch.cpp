#include "server/rpc/handlers/handlers.h"
#include "server/rpc/presence.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::WatchReply> presenceWatch(Context& context, const v1::WatchRequest& request) {
    auto reply = co_await context.services.presence.watch(context.session.shared_from_this(), context.scope, request,
                                                          context.deadline);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
