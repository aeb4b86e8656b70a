#include "server/automation/engine.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/progress.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::RehearseReply> rulesRehearse(Context& context, const v1::RehearseRequest& request) {
    const automation::RehearsalProgress progress =
        progressOf(context, &v1::RehearseProgress::set_done, &v1::RehearseProgress::set_total);
    auto reply = co_await context.services.automation.rehearse(readerOf(context), request, progress, context.deadline);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
