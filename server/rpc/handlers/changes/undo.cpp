#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::UndoReply> changesUndo(Context& context, const v1::UndoRequest& request) {
    co_return co_await context.services.gate.undo(actorOf(context), request, context.deadline);
}

}  // namespace kupets::rpc::handlers
