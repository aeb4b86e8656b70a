#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::BulkReply> recordsBulk(Context&, const v1::BulkRequest&) { co_return fail(ErrorCode::UnknownMethod); }

}  // namespace kupets::rpc::handlers
