#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {

Answer<v1::LogoutReply> sessionLogout(Context& context, const v1::LogoutRequest&) {
    const Uuid session = context.session.login()->session;
    context.session.clearLogin();
    auto done = co_await context.services.access.logOut(session, context.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return v1::LogoutReply();
}

}  // namespace kupets::rpc::handlers
