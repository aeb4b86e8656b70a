// What an administrator can do with fields and cards, by key and from the palette.
#include <QTreeWidget>

#include "client/data/schema_site.h"
#include "client/view/schema_page.h"

namespace kupets::view {

using command::Listener;
using command::Place;

namespace {

command::Actions ofFields(SchemaPage* self, const std::function<bool()>& hasField,
                          const std::function<bool()>& hasOwn) {
    return {
        {.id = QStringLiteral("fields.new"),
         .text = SchemaPage::tr("Add field"),
         .iconName = QStringLiteral("plus"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_N)},
         .place = Place::Schema,
         .run = [self] { self->openDialog(); }},
        {.id = QStringLiteral("fields.change"),
         .text = SchemaPage::tr("Change the field"),
         .iconName = QStringLiteral("pencil"),
         .keys = {Qt::Key_Return},
         .place = Place::Schema,
         .listener = Listener::Widget,
         .enabled = hasField,
         .run = [self] { self->openDialog(self->currentField()); }},
        {.id = QStringLiteral("fields.remove"),
         .text = SchemaPage::tr("Remove the field"),
         .iconName = QStringLiteral("trash-2"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Delete)},
         .place = Place::Schema,
         .enabled = hasOwn,
         .run = [self] { self->removeField(self->currentField()); }},
    };
}

}  // namespace

command::Actions SchemaPage::list(SchemaPage* self) {
    const auto onCard = [self] { return self->layout_->currentItem() != nullptr; };
    command::Actions all = ofFields(
        self, [self] { return self->entity_->field(self->currentField()) != nullptr; },
        [self] {
            const schema::Field* field = self->entity_->field(self->currentField());
            return field != nullptr && data::isOwnField(field->def);
        });
    const auto add = [&](const char* id, const QString& words, const char* icon, QList<QKeySequence> keys,
                         std::function<bool()> enabled, std::function<void()> run) {
        all.push_back({.id = QLatin1String(id),
                       .text = words,
                       .iconName = QLatin1String(icon),
                       .keys = std::move(keys),
                       .place = Place::Schema,
                       .enabled = std::move(enabled),
                       .run = std::move(run)});
    };
    add("fields.up", tr("On the card: up"), "arrow-up", {QKeySequence(Qt::ALT | Qt::Key_Up)}, onCard,
        [self] { self->move(-1); });
    add("fields.down", tr("On the card: down"), "arrow-down", {QKeySequence(Qt::ALT | Qt::Key_Down)}, onCard,
        [self] { self->move(1); });
    add("fields.section", tr("On the card: a new section"), "plus", {Qt::Key_Insert}, {},
        [self] { self->addSection(); });
    add("fields.section.rename", tr("On the card: rename the section"), "pencil", {Qt::Key_F2}, onCard,
        [self] { self->renameSection(); });
    add("fields.off", tr("Off the card"), "x", {Qt::Key_Delete}, onCard, [self] { self->removeFromLayout(); });
    all.back().listener = Listener::Widget;
    add(
        "fields.save", tr("Save the card"), "check", {QKeySequence(Qt::CTRL | Qt::Key_S)},
        [self] { return self->layoutChanged_; }, [self] { self->saveLayout(); });
    add(
        "fields.product", tr("The product's card"), "rotate-ccw", {},
        [self] { return self->def().layer() == v1::LAYER_SITE; }, [self] { self->dropLayout(); });
    add("fields.duplicates", tr("Rules of duplicates"), "copy", {}, {}, [self] { self->openDuplicateRules(); });
    add("fields.link", tr("Copy a link to this page"), "link", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}, {},
        [self] { self->copyLink(self->host_); });
    return all;
}

}  // namespace kupets::view
