#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::WatchReply> presenceWatch(Context&, const v1::WatchRequest&) { co_return fail(ErrorCode::UnknownMethod); }

}  // namespace kupets::rpc::handlers
