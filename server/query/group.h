// Counts and sums by group, and of each group the first rows: a board in one request.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "kupets/v1/records.pb.h"
#include "server/query/page.h"

namespace kupets::query {

boost::asio::awaitable<Result<v1::GroupReply>> group(db::Database& database, TitleCache& titles,
                                                     schema::CatalogPtr catalog, const Reader& reader,
                                                     const v1::GroupRequest& request, db::Deadline deadline);

}  // namespace kupets::query
