#include "server/records/favourites.h"

#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::FavouritesReply> personalFavourites(Context& context, const v1::FavouritesRequest& request) {
    const query::Reader reader = readerOf(context);
    records::Favourites favourites(context.services.database, context.services.registry.current(), reader,
                                   context.deadline);
    auto reply = co_await favourites.list(request.entity());
    co_return reply;
}

}  // namespace kupets::rpc::handlers
