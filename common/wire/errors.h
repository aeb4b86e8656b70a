// kupets::Error as it travels: code, field path, arguments and conflicts. The cause stays at home.
#pragma once

#include <string_view>

#include "common/base/error.h"
#include "kupets/v1/error.pb.h"

namespace kupets::wire {

/// Everything but the cause; `traceId` finds it in the server's log and is sent with internal errors only.
v1::Error toProto(const Error& error, std::string_view traceId = {});

/// What a newer server says with a code that is not known here becomes Internal with the number in args[0].
Error fromProto(const v1::Error& error);

}  // namespace kupets::wire
