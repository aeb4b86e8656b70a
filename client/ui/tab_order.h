// Tab as one reads. Qt's own order is that in which widgets were made; what is rebuilt in the middle of a page would
// come last.
#pragma once

class QWidget;

namespace kupets::ui {

/// Tab goes through what stands in `part` in the order of its layouts, right after `part` itself; whoever makes widgets
/// in it anew calls this again. What has a focus proxy inside is taken as one, as it was made.
void tabAsRead(QWidget* part);

}  // namespace kupets::ui
