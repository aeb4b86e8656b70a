#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::SaveReply> recordsSave(Context& context, const v1::SaveRequest& request) {
    co_return co_await context.services.gate.save(actorOf(context), request, context.deadline);
}

}  // namespace kupets::rpc::handlers
