// Tab as one reads. Qt's own order is that in which widgets were made; what is rebuilt in the middle of a page would
// come last.
#pragma once

class QWidget;

namespace kupets::ui {

/// Tab goes through what stands in `part` in the order of its layouts, at the place of `part` itself; whoever makes
/// widgets in it anew calls this again.
void tabAsRead(QWidget* part);

}  // namespace kupets::ui
