// What the company's checks miss in a draft, as far as the draft itself tells: the server holds the rest. Pure.
#pragma once

#include <map>
#include <string>

#include "client/form/draft.h"

namespace kupets::form {

/// The checks that do not hold and only warn, by the field beside which they are told. `role`: of the person, for
/// checks that are held against some roles.
std::map<std::string, const v1::CheckDef*> gaps(const Draft& draft, const std::string& role,
                                                const expr::EvaluationContext& context);

}  // namespace kupets::form
