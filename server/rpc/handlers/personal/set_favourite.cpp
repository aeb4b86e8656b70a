#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::SetFavouriteReply> personalSetFavourite(Context&, const v1::SetFavouriteRequest&) {
    co_return fail(ErrorCode::UnknownMethod);
}

}  // namespace kupets::rpc::handlers
