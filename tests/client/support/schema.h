// A small schema of our own for tests: companies, pipelines with stages, deals.
#pragma once

#include <google/protobuf/text_format.h>

#include "common/schema/snapshot.h"

namespace kupets::test {

std::vector<v1::EntityDef> smallSchemaDefs();
schema::SnapshotPtr smallSchema();

}  // namespace kupets::test
