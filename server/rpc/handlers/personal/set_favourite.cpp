#include <boost/asio/post.hpp>

#include "common/wire/values.h"
#include "server/records/favourites.h"
#include "server/rpc/actor.h"
#include "server/rpc/handlers/handlers.h"
#include "server/rpc/live_sessions.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"

namespace kupets::rpc::handlers {
namespace {

/// All windows of the person, this one's others too.
void tellOwn(const Context& context, const v1::SetFavouriteRequest& request) {
    v1::FavouriteEvent favourite;
    favourite.set_entity(request.entity());
    favourite.set_id(request.id());
    favourite.set_favourite(request.favourite());
    v1::Event event;
    event.set_favourite(favourite.SerializeAsString());
    for (const SessionPtr& session : context.services.sessions.all()) {
        asio::post(session->executor(), [session, event, me = context.actor]() mutable {
            if (session->login() && session->login()->user == me) session->send(std::move(event));
        });
    }
}

}  // namespace

Answer<v1::SetFavouriteReply> personalSetFavourite(Context& context, const v1::SetFavouriteRequest& request) {
    auto id = wire::idFromProto(request.id(), "id");
    if (!id) co_return std::unexpected(std::move(id.error()));
    const query::Reader reader = readerOf(context);
    records::Favourites favourites(context.services.database, context.services.registry.current(), reader,
                                   context.deadline);
    auto done = request.favourite() ? co_await favourites.mark(request.entity(), *id)
                                    : co_await favourites.unmark(request.entity(), *id);
    if (!done) co_return std::unexpected(std::move(done.error()));
    tellOwn(context, request);
    co_return v1::SetFavouriteReply();
}

}  // namespace kupets::rpc::handlers
