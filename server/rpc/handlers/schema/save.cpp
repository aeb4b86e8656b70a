#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::SchemaReply> schemaSave(Context&, const v1::SchemaSaveRequest&) { co_return fail(ErrorCode::UnknownMethod); }

}  // namespace kupets::rpc::handlers
