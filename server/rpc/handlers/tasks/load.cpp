#include "server/modules/tasks/load.h"

#include "server/modules/working_time/working_time.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::LoadReply> tasksLoad(Context& context, const v1::LoadRequest& request) {
    const Services& all = context.services;
    const auto calendar = all.workingTime.current();
    const query::Reader reader = readerOf(context);
    auto reply =
        co_await tasks::load(all.gate, all.database, all.registry, *calendar, reader, request, context.deadline);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
