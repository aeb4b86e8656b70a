#include "server/automation/engine.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::PressReply> rulesPress(Context& context, const v1::PressRequest& request) {
    co_return co_await context.services.automation.press(actorOf(context), request, context.deadline);
}

}  // namespace kupets::rpc::handlers
