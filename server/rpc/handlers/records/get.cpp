#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::GetReply> recordsGet(Context& context, const v1::GetRequest& request) {
    co_return co_await context.services.gate.get(readerOf(context), request, context.deadline);
}

}  // namespace kupets::rpc::handlers
