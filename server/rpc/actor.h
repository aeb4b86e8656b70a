// Who asks, in the words of the gate.
#pragma once

#include "server/records/gate.h"
#include "server/rpc/context.h"

namespace kupets::rpc {

query::Reader readerOf(const Context& context);
records::Actor actorOf(const Context& context);

}  // namespace kupets::rpc
