#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/progress.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::BulkReply> recordsBulk(Context& context, const v1::BulkRequest& request) {
    const records::Actor actor = actorOf(context);
    const records::BulkProgress progress =
        progressOf(context, &v1::BulkProgress::set_done, &v1::BulkProgress::set_total);
    auto reply = co_await context.services.gate.bulk(actor, request, progress, context.deadline);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
