// The program's own entity files, for scripted peers that stand in for the real server.
#pragma once

#include <vector>

#include "kupets/v1/schema.pb.h"

namespace kupets::test {

/// Throws when a file is missing or does not parse.
std::vector<v1::EntityDef> productEntities();

}  // namespace kupets::test
