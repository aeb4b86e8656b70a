#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::LoadReply> tasksLoad(Context&, const v1::LoadRequest&) { co_return fail(ErrorCode::Unavailable); }

}  // namespace kupets::rpc::handlers
