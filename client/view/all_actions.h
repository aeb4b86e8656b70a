// What can be done on each kind of page, for print and for the check that no two share a key. A new kind of page adds a
// line in all_actions.cpp.
#pragma once

#include "client/command/action.h"

namespace kupets::view {

/// Of every kind of page, without a page: nothing of it can be run.
command::Actions actionsOfAllPages();

}  // namespace kupets::view
