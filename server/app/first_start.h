// The first administrator: a server without anybody who can log in gets one.
#pragma once

#include <filesystem>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "server/rpc/services.h"

namespace kupets::app {

/// The one-time password to tell the person who starts the server, or nothing when he gave one in `passwordFile` or
/// somebody can log in already. A start that was cut off here goes on at the next.
boost::asio::awaitable<Result<std::string>> ensureAdministrator(rpc::Services& services,
                                                                std::filesystem::path passwordFile);

}  // namespace kupets::app
