#include "common/wire/values.h"
#include "server/records/favourites.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/services.h"

namespace kupets::rpc::handlers {

Answer<v1::SetFavouriteReply> personalSetFavourite(Context& context, const v1::SetFavouriteRequest& request) {
    auto id = wire::idFromProto(request.id(), "id");
    if (!id) co_return std::unexpected(std::move(id.error()));
    const query::Reader reader = readerOf(context);
    records::Favourites favourites(context.services.database, context.services.registry.current(), reader,
                                   context.deadline);
    auto done = request.favourite() ? co_await favourites.mark(request.entity(), *id)
                                    : co_await favourites.unmark(request.entity(), *id);
    if (!done) co_return std::unexpected(std::move(done.error()));
    co_return v1::SetFavouriteReply();
}

}  // namespace kupets::rpc::handlers
