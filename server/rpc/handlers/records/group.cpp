#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::GroupReply> recordsGroup(Context& context, const v1::GroupRequest& request) {
    co_return co_await context.services.gate.group(readerOf(context), request, context.deadline);
}

}  // namespace kupets::rpc::handlers
