#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/session/login_reply.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {

Answer<v1::LoginReply> sessionLogin(Context& context, const v1::LoginRequest& request) {
    if (context.session.login()) co_return fail(ErrorCode::BadRequest, {"already logged in"});
    auto who = co_await context.services.access.logIn(request.login(), request.password(), request.device(),
                                                      context.session.peerAddress(), context.deadline);
    if (!who) co_return std::unexpected(std::move(who.error()));
    std::string token = std::move(who->token);
    co_return enter(context, std::move(*who), std::move(token));
}

}  // namespace kupets::rpc::handlers
