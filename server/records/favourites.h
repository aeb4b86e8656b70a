// One's own favourites: which records a person marked for himself. Sets of records ask for them by RecordSet.favourites
// (query::favouriteCondition); here they are listed and marked.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "kupets/v1/personal.pb.h"
#include "server/db/database.h"
#include "server/query/reader.h"
#include "server/schema/registry.h"

namespace kupets::records {

/// Of one request.
class Favourites {
public:
    Favourites(db::Database& database, schema::CatalogPtr catalog, const query::Reader& reader, db::Deadline deadline)
        : database_(database), catalog_(std::move(catalog)), reader_(reader), deadline_(deadline) {}

    /// The latest first; what is gone or may not be seen is left out. UnknownEntity.
    boost::asio::awaitable<Result<v1::FavouritesReply>> list(std::string entity);
    /// Marking twice changes nothing. NotFound for a record that may not be seen, LimitExceeded.
    boost::asio::awaitable<Result<void>> mark(std::string entity, Uuid record);
    boost::asio::awaitable<Result<void>> unmark(std::string entity, Uuid record);

private:
    boost::asio::awaitable<Result<bool>> insert(const schema::Entity& entity, Uuid record);
    boost::asio::awaitable<Result<void>> forgetDeleted();

    db::Database& database_;
    schema::CatalogPtr catalog_;
    const query::Reader& reader_;
    db::Deadline deadline_;
};

}  // namespace kupets::records
