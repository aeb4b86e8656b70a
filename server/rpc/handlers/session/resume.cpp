#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/session/login_reply.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {

Answer<v1::LoginReply> sessionResume(Context& context, const v1::ResumeRequest& request) {
    auto who =
        co_await context.services.access.resume(request.token(), context.session.peerAddress(), context.deadline);
    if (!who) co_return std::unexpected(std::move(who.error()));
    co_return enter(context, std::move(*who), request.token());
}

}  // namespace kupets::rpc::handlers
