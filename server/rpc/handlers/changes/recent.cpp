#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::HistoryReply> changesRecent(Context& context, const v1::RecentRequest& request) {
    co_return co_await context.services.gate.recent(actorOf(context), request, context.deadline);
}

}  // namespace kupets::rpc::handlers
