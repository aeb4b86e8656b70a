#include "server/rpc/handlers/handlers.h"
#include "server/rpc/handlers/schema/visible.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::SchemaReply> schemaGet(Context& context, const v1::SchemaRequest& request) {
    const schema::CatalogPtr catalog = context.services.registry.current();
    if (request.known_version() != catalog->snapshot->version()) co_return visibleSchema(*catalog, *context.scope);
    v1::SchemaReply reply;
    reply.set_version(catalog->snapshot->version());
    co_return reply;
}

}  // namespace kupets::rpc::handlers
