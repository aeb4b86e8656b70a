// Whose a record becomes, of several people.
#pragma once

#include "server/automation/case.h"

namespace kupets::automation {

/// Of those who work. Whoever asks next waits until this transaction ends, so that turns are fair and loads are true.
/// Errors: NotFound (there is nobody).
awaitable<Result<Uuid>> choosePerson(const Case& one, const v1::RuleAssign& assign, int step, Sight::Look look);

/// What is not closed, as an expression: no closed value of a choice, no closing stage. Empty: nothing of it ever ends.
std::string openFilter(const schema::Entity& entity);

}  // namespace kupets::automation
