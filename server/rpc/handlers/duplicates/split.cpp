#include "server/modules/duplicates/duplicates.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::SplitReply> duplicatesSplit(Context& context, const v1::SplitRequest& request) {
    const records::Actor actor = actorOf(context);
    const duplicates::Services services{context.services.database, context.services.registry, context.services.gate,
                                        context.services.workers, context.deadline};
    auto reply = co_await duplicates::split(services, actor, request);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
