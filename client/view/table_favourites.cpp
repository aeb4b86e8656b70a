#include "client/view/table_favourites.h"

#include "client/net/connection.h"
#include "client/view/words.h"
#include "kupets/v1/personal.pb.h"

namespace kupets::view {

TableFavourites::TableFavourites(Host& host, std::string entity, QObject* parent)
    : QObject(parent), host_(host), entity_(std::move(entity)) {
    connect(host_.context().connection, &net::Connection::favouriteChanged, this,
            [this](const v1::FavouriteEvent& event) {
                const auto id = Uuid::fromBytes(event.id());
                if (id && event.entity() == entity_ && contains(*id) != event.favourite()) set(*id, event.favourite());
            });
}

void TableFavourites::ask() {
    v1::FavouritesRequest request;
    request.set_entity(entity_);
    call_.cancel();
    call_ = host_.context().connection->call<v1::FavouritesReply>(
        v1::METHOD_PERSONAL_FAVOURITES, request, this, [this](Result<v1::FavouritesReply> reply) {
            if (!reply) return;
            std::unordered_set<Uuid> now;
            for (const v1::Favourite& each : reply->favourites())
                if (const auto id = Uuid::fromBytes(each.id())) now.insert(*id);
            if (now == ids_) return;
            ids_ = std::move(now);
            Q_EMIT changed();
        });
}

void TableFavourites::set(const Uuid& id, bool favourite) {
    favourite ? void(ids_.insert(id)) : void(ids_.erase(id));
    Q_EMIT changed();
}

void TableFavourites::toggle(const Uuid& id) {
    const bool favourite = !contains(id);
    v1::SetFavouriteRequest request;
    request.set_entity(entity_);
    request.set_id(std::string(id.view()));
    request.set_favourite(favourite);
    set(id, favourite);
    host_.context().connection->call<v1::SetFavouriteReply>(
        v1::METHOD_PERSONAL_SET_FAVOURITE, request, this, [this, id, favourite](Result<v1::SetFavouriteReply> reply) {
            if (reply) return;
            set(id, !favourite);
            host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error(), entity_));
        });
}

}  // namespace kupets::view
