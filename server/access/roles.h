// The roles that the product ships, by name.
#pragma once

#include <string_view>

#include "common/base/error.h"
#include "kupets/v1/access.pb.h"

namespace kupets::access {

/// Protobuf's text format. Errors: BadFile with name, line and reason.
Result<v1::RoleSet> parseRoles(std::string_view fileName, std::string_view text);

/// The product's own; read once. That they parse is held by a test.
const v1::RoleSet& productRoles();

/// Null when there is none of this name.
const v1::RoleDef* findRole(const v1::RoleSet& roles, std::string_view name);

}  // namespace kupets::access
