#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {

Answer<v1::ChangePasswordReply> sessionChangePassword(Context& context, const v1::ChangePasswordRequest& request) {
    access::LoggedIn login = *context.session.login();
    auto done = co_await context.services.access.changePassword(login.user, login.session, request.old_password(),
                                                                request.new_password(), context.session.peerAddress(),
                                                                context.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    login.mustChangePassword = false;
    if (context.session.login()) context.session.setLogin(std::move(login));
    co_return v1::ChangePasswordReply();
}

}  // namespace kupets::rpc::handlers
