// What can be done to a record besides changing its fields: the actions that its entity's file names
// (EntityDef.actions), by the names under which the program knows how to do them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/data/record.h"
#include "client/form/draft.h"
#include "client/view/host.h"

namespace kupets::view {

/// False when the program does not know the action.
bool knowsAction(const std::string& entity, const std::string& action);
/// Does it, says so with Undo, and opens what came of it. `done` follows when it is over, unless `context` dies first.
void runAction(Host& host, const form::Draft& record, const std::string& action, QWidget* context,
               std::function<void()> done);

}  // namespace kupets::view
