// What one can do in a table, by key and from the palette.
#include <QToolButton>

#include "client/ui/search_field.h"
#include "client/view/record_table.h"
#include "client/view/table_page.h"
#include "client/view/words.h"

namespace kupets::view {

using command::Action;
using command::Listener;
using command::Place;

command::Actions TablePage::list(TablePage* self) {
    const bool hasBoard = self && self->definition_->def().has_board();
    const auto hasCurrent = [self] { return self->table_->currentIndex().isValid(); };
    command::Actions all{
        {.id = QStringLiteral("table.open"),
         .text = tr("Open the card"),
         .iconName = QStringLiteral("external-link"),
         .keys = {Qt::Key_Return},
         .place = Place::Table,
         .listener = Listener::Widget,
         .enabled = hasCurrent,
         .run = [self] { self->table_->openCurrent(); }},
        {.id = QStringLiteral("table.edit"),
         .text = tr("Edit the cell"),
         .iconName = QStringLiteral("pencil"),
         .keys = {Qt::Key_F2},
         .place = Place::Table,
         .listener = Listener::Widget,
         .enabled = hasCurrent,
         .run = [self] { self->table_->edit(self->table_->currentIndex()); }},
        {.id = QStringLiteral("table.new"),
         .text =
             self ? tr("New: %1").arg(say(self->host_.context(), self->definition_->def().label())) : tr("New record"),
         .iconName = QStringLiteral("plus"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_N)},
         .place = Place::Table,
         .inPalette = false,  // the window lists one for each entity
         .run = [self] { self->host_.openNew(self->entity_); }},
        {.id = QStringLiteral("table.delete"),
         .text = tr("Delete the selected"),
         .iconName = QStringLiteral("trash-2"),
         .keys = {Qt::Key_Delete},
         .place = Place::Table,
         .listener = Listener::Widget,
         .enabled = [self] { return self->table_->selectionModel()->hasSelection(); },
         .run = [self] { self->table_->removeSelected(); }},
        {.id = QStringLiteral("table.copy"),
         .text = tr("Copy the selected"),
         .iconName = QStringLiteral("copy"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_C)},
         .place = Place::Table,
         .listener = Listener::Widget,
         .enabled = [self] { return self->table_->selectionModel()->hasSelection(); },
         .run = [self] { self->table_->copySelected(); }},
        {.id = QStringLiteral("table.find"),
         .text = tr("Quick search"),
         .iconName = QStringLiteral("search"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_F)},
         .place = Place::Table,
         .run =
             [self] {
                 self->search_->setFocus(Qt::ShortcutFocusReason);
                 self->search_->selectAll();
             }},
        {.id = QStringLiteral("table.columns"),
         .text = tr("Choose columns"),
         .iconName = QStringLiteral("columns-3"),
         .place = Place::Table,
         .run = [self] { self->chooseColumns(self->columnsButton_); }},
        {.id = QStringLiteral("table.compact"),
         .text = tr("Compact rows"),
         .iconName = QStringLiteral("rows-4"),
         .place = Place::Table,
         .run = [self] { self->density_->toggle(); }},
        {.id = QStringLiteral("table.past"),
         .text = tr("As it was…"),
         .iconName = QStringLiteral("history"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_H)},
         .place = Place::Table,
         .also = tr("history, past, time travel"),
         .run = [self] { self->past_ ? self->backToToday() : self->lookBack(); }},
        {.id = QStringLiteral("table.refresh"),
         .text = tr("Refresh"),
         .iconName = QStringLiteral("refresh-cw"),
         .keys = {Qt::Key_F5},
         .place = Place::Table,
         .run = [self] { self->table_->records().refresh(); }},
        {.id = QStringLiteral("table.link"),
         .text = tr("Copy a link to this list"),
         .iconName = QStringLiteral("link"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
         .place = Place::Table,
         .run = [self] { self->copyLink(self->host_); }},
    };
    if (hasBoard || !self)
        all.push_back({.id = QStringLiteral("table.board"),
                       .text = tr("Show as a board"),
                       .iconName = QStringLiteral("square-kanban"),
                       .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)},
                       .place = Place::Table,
                       .run = [self] { self->host_.openBoard(self->entity_); }});
    return all;
}

}  // namespace kupets::view
