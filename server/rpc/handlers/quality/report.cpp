#include "server/modules/quality/quality.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::QualityReply> qualityReport(Context& context, const v1::QualityRequest& request) {
    const Services& all = context.services;
    const quality::Services services{all.database, all.registry, all.gate, all.workers, context.deadline};
    const records::Actor actor = actorOf(context);
    auto reply = co_await quality::report(services, actor.reader, request);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
