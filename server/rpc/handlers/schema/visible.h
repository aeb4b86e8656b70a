// The schema as one person may know it.
#pragma once

#include "kupets/v1/schema.pb.h"
#include "server/access/scope.h"
#include "server/schema/registry.h"

namespace kupets::rpc::handlers {

/// Without the entities and fields that are hidden from him, and read-only where he may not write.
v1::SchemaReply visibleSchema(const schema::Catalog& catalog, const access::AccessScope& scope);

}  // namespace kupets::rpc::handlers
