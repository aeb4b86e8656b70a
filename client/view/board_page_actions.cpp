// What one can do on a board, by key and from the palette.
#include "client/ui/search_field.h"
#include "client/view/board_page.h"
#include "client/view/words.h"

namespace kupets::view {

using command::Listener;
using command::Place;

command::Actions BoardPage::list(BoardPage* self) {
    return {
        {.id = QStringLiteral("board.walk"),
         .text = tr("To the neighbouring column"),
         .keys = {Qt::Key_Left, Qt::Key_Right},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.forward"),
         .text = tr("Move the tile one column on"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Right)},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.backward"),
         .text = tr("Move the tile one column back"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Left)},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.move"),
         .text = tr("Move the tile to…"),
         .keys = {Qt::Key_M},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.won"),
         .text = tr("Close the tile with success"),
         .keys = {Qt::Key_W},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.lost"),
         .text = tr("Close the tile as lost"),
         .keys = {Qt::Key_L},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.mine"),
         .text = tr("Only mine, or all"),
         .iconName = QStringLiteral("user-round"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)},
         .place = Place::Board,
         .run = [self] { self->setMine(!self->host_.settings().value(self->key("mine")).toBool()); }},
        {.id = QStringLiteral("board.options"),
         .text = tr("What the board shows"),
         .iconName = QStringLiteral("sliders-horizontal"),
         .place = Place::Board,
         .run = [self] { self->openOptions(self->options_); }},
        {.id = QStringLiteral("board.open"),
         .text = tr("Open the card"),
         .keys = {Qt::Key_Return},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.delete"),
         .text = tr("Delete the record"),
         .keys = {Qt::Key_Delete},
         .place = Place::Board,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("board.new"),
         .text =
             self ? tr("New: %1").arg(say(self->host_.context(), self->definition_->def().label())) : tr("New record"),
         .iconName = QStringLiteral("plus"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_N)},
         .place = Place::Board,
         .inPalette = false,  // the window lists one for each entity
         .run = [self] { self->host_.openNew(self->entity_); }},
        {.id = QStringLiteral("board.find"),
         .text = tr("Quick search"),
         .iconName = QStringLiteral("search"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_F)},
         .place = Place::Board,
         .run =
             [self] {
                 self->search_->setFocus(Qt::ShortcutFocusReason);
                 self->search_->selectAll();
             }},
        {.id = QStringLiteral("board.refresh"),
         .text = tr("Refresh"),
         .iconName = QStringLiteral("refresh-cw"),
         .keys = {Qt::Key_F5},
         .place = Place::Board,
         .run = [self] { self->model_->refresh(); }},
        {.id = QStringLiteral("board.link"),
         .text = tr("Copy a link to this board"),
         .iconName = QStringLiteral("link"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
         .place = Place::Board,
         .run = [self] { self->copyLink(self->host_); }},
        {.id = QStringLiteral("board.table"),
         .text = tr("Show as a table"),
         .iconName = QStringLiteral("table-2"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)},
         .place = Place::Board,
         .run = [self] { self->host_.openTable(self->entity_); }},
    };
}

}  // namespace kupets::view
