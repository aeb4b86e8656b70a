#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::RehearseReply> rulesRehearse(Context&, const v1::RehearseRequest&) {
    co_return fail(ErrorCode::Unavailable);
}

}  // namespace kupets::rpc::handlers
