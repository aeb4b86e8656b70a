#include "client/view/all_actions.h"

#include <QCoreApplication>
#include <iterator>

#include "client/view/actions_page.h"
#include "client/view/as_of_card_page.h"
#include "client/view/board_page.h"
#include "client/view/card_page.h"
#include "client/view/duplicates_page.h"
#include "client/view/pipeline_page.h"
#include "client/view/rules/rules_page.h"
#include "client/view/schema_page.h"
#include "client/view/shortcuts_page.h"
#include "client/view/table_page.h"

namespace kupets::view {

namespace {

using command::Action;
using command::Place;

/// Keys of controls that stand on many pages.
command::Actions keysOfControls() {
    const auto key = [](const char* id, Place place, const QString& text, QList<QKeySequence> keys) {
        return Action{.id = QString::fromLatin1(id),
                      .text = text,
                      .keys = std::move(keys),
                      .place = place,
                      .listener = command::Listener::Widget,
                      .inPalette = false};
    };
    return {
        key("palette.walk", Place::Palette, QCoreApplication::translate("Keys", "Up and down the hits"),
            {Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown}),
        key("palette.section", Place::Palette, QCoreApplication::translate("Keys", "To the next section"),
            {Qt::Key_Tab}),
        key("palette.open", Place::Palette, QCoreApplication::translate("Keys", "Open, run"), {Qt::Key_Return}),
        key("palette.tab", Place::Palette, QCoreApplication::translate("Keys", "Open in a new tab"),
            {QKeySequence(Qt::CTRL | Qt::Key_Return)}),
        key("palette.commands", Place::Palette, QCoreApplication::translate("Keys", "Only commands"),
            {Qt::Key_Greater}),
        key("form.next", Place::Form, QCoreApplication::translate("Keys", "To the next field, back"),
            {Qt::Key_Tab, QKeySequence(Qt::SHIFT | Qt::Key_Tab)}),
        key("form.list", Place::Form, QCoreApplication::translate("Keys", "Choose from the list"), {Qt::Key_Down}),
        key("form.take", Place::Form, QCoreApplication::translate("Keys", "Take what is chosen"), {Qt::Key_Return}),
        key("form.fold", Place::Form, QCoreApplication::translate("Keys", "Close the list, give up the typing"),
            {Qt::Key_Escape}),
        key("calendar.walk", Place::Form, QCoreApplication::translate("Keys", "In the calendar: another month"),
            {Qt::Key_PageUp, Qt::Key_PageDown}),
    };
}

}  // namespace

command::Actions actionsOfAllPages() {
    command::Actions all = keysOfControls();
    for (command::Actions part :
         {TablePage::list(nullptr), CardPage::list(nullptr), BoardPage::list(nullptr), AsOfCardPage::list(nullptr),
          PipelinePage::list(nullptr), SchemaPage::list(nullptr), DuplicatesPage::list(nullptr),
          RulesPage::list(nullptr), ActionsPage::list(nullptr), ShortcutsPage::list(nullptr)})
        std::ranges::move(part, std::back_inserter(all));
    return all;
}

}  // namespace kupets::view
