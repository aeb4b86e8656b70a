// What one can do on a card and in its chronology, by key and from the palette.
#include <algorithm>
#include <iterator>

#include "client/view/card_actions.h"
#include "client/view/card_figures.h"
#include "client/view/card_page.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/chronology_view.h"
#include "client/view/merge_with_dialog.h"
#include "client/view/rules/rule_buttons.h"
#include "client/view/split_dialog.h"
#include "client/view/words.h"

namespace kupets::view {

using command::Listener;
using command::Place;

command::Actions CardPage::list(CardPage* self) {
    const auto isThere = [self] { return self->draft_ && !self->draft_->isNew() && !self->gone_; };
    command::Actions all{
        {.id = QStringLiteral("card.save"),
         .text = tr("Save"),
         .iconName = QStringLiteral("save"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_S)},
         .place = Place::Card,
         .run = [self] { self->save(); }},
        {.id = QStringLiteral("card.revert"),
         .text = tr("Give up the changes, or go back"),
         .iconName = QStringLiteral("rotate-ccw"),
         .keys = {Qt::Key_Escape},
         .place = Place::Card,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("card.refresh"),
         .text = tr("Refresh"),
         .iconName = QStringLiteral("refresh-cw"),
         .keys = {Qt::Key_F5},
         .place = Place::Card,
         .enabled = [self] { return !self->watch_.isNull(); },
         .run = [self] { self->watch_->refresh(); }},
        {.id = QStringLiteral("card.link"),
         .text = tr("Copy link"),
         .iconName = QStringLiteral("link"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
         .place = Place::Card,
         .enabled = isThere,
         .run = [self] { self->copyLink(self->host_); }},
        {.id = QStringLiteral("card.past"),
         .text = tr("As it was…"),
         .iconName = QStringLiteral("history"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_H)},
         .place = Place::Card,
         .also = tr("history, past, time travel"),
         .enabled = isThere,
         .run = [self] { self->host_.openPast(self->key_, 0); }},
        {.id = QStringLiteral("card.merge"),
         .text = tr("Merge with…"),
         .iconName = QStringLiteral("git-merge"),
         .place = Place::Card,
         .also = tr("duplicate, twice, the same"),
         .enabled = isThere,
         .run = [self] { self->mergeWith(); }},
        {.id = QStringLiteral("card.split"),
         .text = tr("Split…"),
         .iconName = QStringLiteral("git-branch"),
         .place = Place::Card,
         .also = tr("take a merger apart"),
         .enabled = isThere,
         .run = [self] { self->split(); }},
        {.id = QStringLiteral("card.delete"),
         .text = tr("Delete the record"),
         .iconName = QStringLiteral("trash-2"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Delete)},
         .place = Place::Card,
         .enabled = isThere,
         .run = [self] { self->remove(); }},
        {.id = QStringLiteral("card.favourite"),
         .text = self && self->starred_ ? tr("Remove from favourites") : tr("Add to favourites"),
         .iconName = QStringLiteral("star"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_D)},
         .place = Place::Card,
         .enabled = isThere,
         .run = [self] { self->toggleFavourite(); }},
        {.id = QStringLiteral("card.previous"),
         .text = tr("Previous in the list"),
         .iconName = QStringLiteral("chevron-up"),
         .keys = {QKeySequence(Qt::ALT | Qt::Key_PageUp)},
         .place = Place::Card,
         .enabled = [self] { return !self->draft_ || !self->draft_->isNew(); },
         .run = [self] { self->walk(-1); }},
        {.id = QStringLiteral("card.next"),
         .text = tr("Next in the list"),
         .iconName = QStringLiteral("chevron-down"),
         .keys = {QKeySequence(Qt::ALT | Qt::Key_PageDown)},
         .place = Place::Card,
         .enabled = [self] { return !self->draft_ || !self->draft_->isNew(); },
         .run = [self] { self->walk(1); }},
        {.id = QStringLiteral("card.attach"),
         .text = tr("Attach files"),
         .iconName = QStringLiteral("paperclip"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)},
         .place = Place::Card,
         .enabled = isThere,
         .run = [self] { self->chooseFiles(); }},
        {.id = QStringLiteral("chronology.write"),
         .text = tr("Write into the chronology"),
         .iconName = QStringLiteral("sticky-note"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_J)},
         .place = Place::Card,
         .enabled = [self] { return self->canWriteHere(); },
         .run = [self] { self->chronology_->composer().open(0); }},
        {.id = QStringLiteral("chronology.show"),
         .text = tr("To the chronology"),
         .iconName = QStringLiteral("history"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J)},
         .place = Place::Card,
         .enabled = [self] { return self->chronology_->isVisible(); },
         .run = [self] { self->chronology_->view().setFocus(Qt::ShortcutFocusReason); }},
        {.id = QStringLiteral("chronology.save"),
         .text = tr("Save what is written"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Return)},
         .place = Place::Chronology,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("chronology.fold"),
         .text = tr("Fold what is written, losing nothing"),
         .keys = {Qt::Key_Escape},
         .place = Place::Chronology,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("chronology.open"),
         .text = tr("Open the entry"),
         .keys = {Qt::Key_Return},
         .place = Place::Chronology,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("chronology.do"),
         .text = tr("Mark the task done"),
         .keys = {Qt::Key_Space},
         .place = Place::Chronology,
         .listener = Listener::Widget,
         .inPalette = false},
        {.id = QStringLiteral("chronology.copy"),
         .text = tr("Copy the entry"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_C)},
         .place = Place::Chronology,
         .listener = Listener::Widget,
         .inPalette = false},
    };
    std::function<std::optional<data::RecordKey>()> shown;
    if (self) shown = [self, isThere] { return isThere() ? std::optional(self->key_) : std::nullopt; };
    std::ranges::move(automationActions(self ? &self->host_ : nullptr, self, shown, [self] { return self->title(); }),
                      std::back_inserter(all));
    if (!self) return all;
    for (int i = 0; i < self->entity_->def().actions_size(); ++i) {
        const v1::EntityAction& action = self->entity_->def().actions(i);
        if (!knowsAction(self->key_.entity, action.name())) continue;
        all.push_back({.id = QStringLiteral("card.do.") + toQt(action.name()),
                       .text = say(self->host_.context(), action.label()),
                       .iconName = toQt(action.icon()),
                       .place = Place::Card,
                       .enabled = [self, isThere, i] { return isThere() && self->figures_->isPossible(i); },
                       .run = [self, name = action.name()] { self->act(name); }});
    }
    const auto& kinds = self->chronology_->composer().kinds();
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        all.push_back({.id = QStringLiteral("chronology.write.%1").arg(kind),
                       .text = tr("Write down: %1").arg(kinds[kind].label),
                       .iconName = kinds[kind].icon,
                       .place = Place::Card,
                       .enabled = [self] { return self->canWriteHere(); },
                       .run = [self, kind] { self->chronology_->composer().open(static_cast<int>(kind)); }});
    return all;
}

MergeWithDialog* CardPage::mergeWith() {
    auto* dialog = new MergeWithDialog(host_, key_, title(), window());
    dialog->open();
    return dialog;
}

SplitDialog* CardPage::split() {
    auto* dialog = new SplitDialog(host_, key_, Uuid{}, window());
    dialog->open();
    return dialog;
}

bool CardPage::canWriteHere() const {
    return draft_ && !draft_->isNew() && !gone_ && chronology_->isVisible() && !chronology_->composer().kinds().empty();
}

}  // namespace kupets::view
