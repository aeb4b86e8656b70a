#include "server/rpc/handlers/handlers.h"

namespace kupets::rpc::handlers {

Answer<v1::FavouritesReply> personalFavourites(Context&, const v1::FavouritesRequest&) {
    co_return fail(ErrorCode::UnknownMethod);
}

}  // namespace kupets::rpc::handlers
