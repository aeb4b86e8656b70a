// Actions on the screen: their keys, and their lines in menus.
#pragma once

#include <functional>

#include "client/command/action.h"

class QAction;
class QMenu;
class QWidget;

namespace kupets::view {

/// Makes the keys of those that listen to the window work while `owner` is seen, in place of what was bound before. The
/// list is asked for again when a key is pressed: an action that is no longer in it, or not enabled, does nothing.
/// Nothing happens either while the focus is in a layer above the page (a popover, the search).
void bindKeys(QWidget* owner, std::function<command::Actions()> list);
/// Says of a widget that it is such a layer.
void markAsLayer(QWidget* widget);

/// A line with icon, words and key; greyed when it is not enabled. Nothing for an id that is not in the list.
QAction* addToMenu(QMenu* menu, const command::Actions& actions, const QString& id);

}  // namespace kupets::view
