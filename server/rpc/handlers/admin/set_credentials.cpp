#include "common/wire/values.h"
#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {

Answer<v1::SetCredentialsReply> adminSetCredentials(Context& context, const v1::SetCredentialsRequest& request) {
    auto user = wire::idFromProto(request.user_id(), "user_id");
    if (!user) co_return std::unexpected(std::move(user.error()));
    auto done = co_await context.services.access.setCredentials(*user, request.password(), request.must_change(),
                                                                context.session.login()->session, context.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return v1::SetCredentialsReply();
}

}  // namespace kupets::rpc::handlers
