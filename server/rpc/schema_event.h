// Who works with the schema hears that it is another one.
#pragma once

#include "server/schema/registry.h"

namespace kupets::rpc {

struct Services;

/// Tells every session in which somebody is logged in, and the gate: what it remembers of sets may come from other
/// formulas. Any thread.
void schemaChanged(Services& services, const schema::Catalog& catalog);

}  // namespace kupets::rpc
