#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/schema/visible.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::SchemaReply> schemaSave(Context& context, const v1::SchemaSaveRequest& request) {
    Services& services = context.services;
    auto saved = co_await services.registry.save(services.database, {context.actor, context.actorName}, request.site(),
                                                 request.base_version(), request.dry_run(), context.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    co_return visibleSchema(**saved, *context.scope);
}

}  // namespace kupets::rpc::handlers
