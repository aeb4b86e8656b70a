// The only maker of AccessScopes.
#pragma once

#include <vector>

#include "common/base/uuid.h"
#include "kupets/v1/access.pb.h"
#include "server/access/scope.h"

namespace kupets::access {

class ScopeBuilder {
public:
    /// `department`: the people of the user's department and of those below it; the user himself need not be among
    /// them. `departmentId`: what he calls his own; nil when he has none.
    static ScopePtr forUser(const v1::RoleDef& role, const Uuid& user, std::vector<Uuid> department,
                            const Uuid& departmentId = {});
    /// Everything; see systemScope().
    static ScopePtr forSystem();
    /// Whether the role reaches for departments at all, so that their people have to be known.
    static bool needsDepartment(const v1::RoleDef& role);
};

}  // namespace kupets::access
