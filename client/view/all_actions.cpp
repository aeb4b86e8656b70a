#include "client/view/all_actions.h"

#include <iterator>

#include "client/view/as_of_card_page.h"
#include "client/view/board_page.h"
#include "client/view/card_page.h"
#include "client/view/table_page.h"

namespace kupets::view {

command::Actions actionsOfAllPages() {
    command::Actions all;
    for (command::Actions part :
         {TablePage::list(nullptr), CardPage::list(nullptr), BoardPage::list(nullptr), AsOfCardPage::list(nullptr)})
        std::ranges::move(part, std::back_inserter(all));
    return all;
}

}  // namespace kupets::view
