#include "client/view/page.h"

namespace kupets::view {

Page::~Page() = default;

}  // namespace kupets::view
