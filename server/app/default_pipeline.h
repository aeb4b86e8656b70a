// What a new company begins with: one pipeline, with what its stages ask for, and the usual reasons of refusal.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "server/rpc/services.h"

namespace kupets::app {

/// Once in the life of a database, and only when it has no pipeline yet.
boost::asio::awaitable<Result<void>> ensurePipeline(rpc::Services& services);

}  // namespace kupets::app
