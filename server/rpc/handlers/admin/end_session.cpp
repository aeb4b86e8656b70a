#include "common/wire/values.h"
#include "server/access/access.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::EndSessionReply> adminEndSession(Context& context, const v1::EndSessionRequest& request) {
    auto id = wire::idFromProto(request.id(), "id");
    if (!id) co_return std::unexpected(std::move(id.error()));
    auto done = co_await context.services.access.endSession(*id, context.deadline);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return v1::EndSessionReply();
}

}  // namespace kupets::rpc::handlers
