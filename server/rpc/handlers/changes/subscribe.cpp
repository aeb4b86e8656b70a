#include "server/rpc/feed.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {

Answer<v1::SubscribeReply> changesSubscribe(Context& context, const v1::SubscribeRequest& request) {
    co_return co_await context.services.hub.subscribe(context.session.shared_from_this(), request.resume_token(),
                                                      context.deadline);
}

}  // namespace kupets::rpc::handlers
