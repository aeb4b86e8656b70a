#include "server/modules/duplicates/duplicates.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/progress.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::DuplicateFindReply> duplicatesFind(Context& context, const v1::DuplicateFindRequest& request) {
    const query::Reader reader = readerOf(context);
    const duplicates::Services services{context.services.database, context.services.registry, context.services.gate,
                                        context.services.workers, context.deadline};
    const duplicates::Progress progress =
        progressOf(context, &v1::DuplicateFindProgress::set_done, &v1::DuplicateFindProgress::set_total);
    auto reply = co_await duplicates::find(services, reader, request, progress);
    co_return reply;
}

}  // namespace kupets::rpc::handlers
