#include "server/automation/inspect.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::WhyReply> changesWhy(Context& context, const v1::WhyRequest& request) {
    const Services& all = context.services;
    const automation::Asked asked{all.database, all.registry, all.gate, readerOf(context), context.deadline};
    auto reply = co_await automation::why(asked, request);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
