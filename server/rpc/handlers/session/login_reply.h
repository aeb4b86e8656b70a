// What a login and a resume answer.
#pragma once

#include "kupets/v1/session.pb.h"
#include "server/access/access.h"
#include "server/rpc/context.h"

namespace kupets::rpc::handlers {

/// Makes it the session's login. Errors: BadRequest when there is one already.
Result<v1::LoginReply> enter(Context& context, access::LoggedIn who, std::string token);

}  // namespace kupets::rpc::handlers
