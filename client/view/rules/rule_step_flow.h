// The bodies of steps that decide what follows: waiting, approval, branches. They hold lists of steps.
#pragma once

#include "client/view/rules/rule_step_body.h"

namespace kupets::view {

StepBody* makeFlowBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleStep& step, QWidget* parent);

}  // namespace kupets::view
