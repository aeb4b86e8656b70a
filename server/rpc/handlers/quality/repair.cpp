#include "server/modules/quality/quality.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/progress.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::BulkReply> qualityRepair(Context& context, const v1::QualityRepairRequest& request) {
    const Services& all = context.services;
    const quality::Services services{all.database, all.registry, all.gate, all.workers, context.deadline};
    const records::Actor actor = actorOf(context);
    const records::BulkProgress progress =
        progressOf(context, &v1::BulkProgress::set_done, &v1::BulkProgress::set_total);
    auto reply = co_await quality::repair(services, actor, request, progress);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
