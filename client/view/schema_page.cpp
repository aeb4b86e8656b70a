#include "client/view/schema_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTreeWidget>
#include <algorithm>
#include <set>

#include "client/data/schema_site.h"
#include "client/net/connection.h"
#include "client/ui/widgets.h"
#include "client/view/schema_checks.h"
#include "client/view/schema_field_dialog.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kNameRole = Qt::UserRole;         // of a field; empty for sections
constexpr int kSectionRole = Qt::UserRole + 1;  // LayoutSection without its fields

}  // namespace

SchemaPage::SchemaPage(Host& host, const std::string& entity, QWidget* parent)
    : Page(parent), host_(host), snapshot_(host.context().schema->snapshot()), entity_(snapshot_->entity(entity)) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, ui::metrics::kPad);
    head->setSpacing(ui::metrics::kPad);
    head->addWidget(ui::label(tr("Fields and cards"), ui::TextStyle::Title, ui::Tone::Normal, this));
    head->addWidget(
        ui::label(tr("What you add here, everybody sees at once. Nothing is lost when it is removed again."),
                  ui::TextStyle::Caption, ui::Tone::Secondary, this),
        1);
    column->addLayout(head);
    column->addWidget(ui::horizontalLine(this));
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(buildEntities());
    row->addWidget(ui::verticalLine(this));
    row->addWidget(buildFields(), 3);
    row->addWidget(ui::verticalLine(this));
    row->addWidget(buildLayout(), 2);
    column->addLayout(row, 1);
    connect(entities_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        entity_ = snapshot_->entity(fromQt(item->data(Qt::UserRole).toString()));
        showFields();
        showLayout();
        Q_EMIT titleChanged();
    });
    connect(host.context().schema, &data::SchemaMirror::changed, this, [this] {
        const std::string name = entity_->name();
        const schema::SnapshotPtr fresh = host_.context().schema->snapshot();
        if (fresh == nullptr || fresh->entity(name) == nullptr) return;
        snapshot_ = fresh;
        entity_ = fresh->entity(name);
        showFields();
        if (!layoutChanged_) showLayout();
    });
    showFields();
    showLayout();
}

bool SchemaPage::mayOpen(const data::Context& context) {
    return context.connection != nullptr && context.connection->session().role == QLatin1String("administrator");
}

QString SchemaPage::address() const { return QStringLiteral("fields/") + toQt(entity_->name()); }
QString SchemaPage::title() const { return tr("Fields: %1").arg(say(host_.context(), def().plural())); }
void SchemaPage::shown() { fields_->setFocus(); }

QString SchemaPage::words(const std::string& name) const {
    const schema::Field* field = entity_->field(name);
    return field != nullptr ? say(host_.context(), field->def.label()) : toQt(name);
}

void SchemaPage::showFields() {
    const std::string before = currentField();
    fields_->clear();
    const auto add = [this, &before](const v1::FieldDef& field) {
        const bool own = data::isOwnField(field);
        auto* item = new QTreeWidgetItem(fields_);
        item->setText(0, say(host_.context(), field.label()) + (field.required() ? QStringLiteral(" *") : QString()));
        item->setText(1, data::typeWords(field.type(), host_.context().language));
        item->setText(2, own ? tr("own") : QString());
        item->setData(0, kNameRole, toQt(field.name()));
        item->setSizeHint(0, QSize(0, ui::metrics::kRow));
        if (!own)
            for (int column = 0; column < 3; ++column) item->setForeground(column, ui::tokens().secondary);
        if (field.name() == before) fields_->setCurrentItem(item);
    };
    checks_->show(snapshot_, *entity_);
    for (const v1::FieldDef& field : def().fields())
        if (data::isOwnField(field)) add(field);
    for (const v1::FieldDef& field : def().fields())
        if (!data::isOwnField(field)) add(field);
    refreshButtons();
}

std::string SchemaPage::currentField() const {
    const QTreeWidgetItem* item = fields_->currentItem();
    return item != nullptr ? fromQt(item->data(0, kNameRole).toString()) : std::string();
}

void SchemaPage::refreshButtons() {
    const schema::Field* field = entity_->field(currentField());
    edit_->setEnabled(field != nullptr);
    remove_->setEnabled(field != nullptr && data::isOwnField(field->def));
}

SchemaFieldDialog* SchemaPage::openDialog(const std::string& name) {
    const schema::Field* known = name.empty() ? nullptr : entity_->field(name);
    if (!name.empty() && known == nullptr) return nullptr;
    auto* dialog = new SchemaFieldDialog(host_, snapshot_, entity_->name(), known ? &known->def : nullptr, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SchemaFieldDialog::saved, dialog, [this, dialog, isNew = known == nullptr] {
        v1::SiteEntity site = data::siteOf(def());
        const v1::FieldDef field = dialog->field();
        data::putField(site, field);
        dialog->setBusy(true);
        const QString label = say(host_.context(), field.label());
        QPointer<SchemaFieldDialog> still(dialog);
        save(std::move(site), isNew ? tr("Field added: %1").arg(label) : tr("Field changed: %1").arg(label),
             [this, still](const Error& error) {
                 if (!still) return;
                 still->setBusy(false);
                 still->showError(wordsOf(host_.context(), error, entity_->name()));
             });
        connect(this, &Page::titleChanged, dialog, &QDialog::accept);
    });
    dialog->open();
    return dialog;
}

void SchemaPage::removeField(const std::string& name) {
    const schema::Field* field = entity_->field(name);
    if (field == nullptr || !data::isOwnField(field->def)) return;
    const v1::SiteEntity before = data::siteOf(def());
    v1::SiteEntity site = before;
    data::dropField(site, name);
    const QString label = words(name);
    save(std::move(site), tr("Field removed: %1. Its values are kept.").arg(label), {});
}

void SchemaPage::save(v1::SiteEntity site, const QString& done, std::function<void(const Error&)> refused) {
    v1::SchemaSaveRequest request;
    request.set_base_version(snapshot_->version());
    *request.mutable_site() = std::move(site);
    const auto answered = [this, done, refused = std::move(refused)](Result<v1::SchemaReply> reply) {
        if (!reply) {
            if (refused) return refused(reply.error());
            return host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error(), entity_->name()));
        }
        host_.toast(ui::ToastHost::Kind::Done, done);
        Q_EMIT checks_->saved();
        Q_EMIT titleChanged();
    };
    call_ = host_.context().connection->call<v1::SchemaReply>(v1::METHOD_SCHEMA_SAVE, request, this, answered);
}

// --- The card

QTreeWidgetItem* SchemaPage::addSectionItem(const v1::LayoutSection& section) {
    v1::LayoutSection bare = section;
    bare.clear_fields();
    auto* item = new QTreeWidgetItem(layout_);
    const QString label = say(host_.context(), section.label());
    item->setText(0, label.isEmpty() ? tr("Section") : label);
    item->setFont(0, ui::typeface(ui::TextStyle::BodyStrong));
    item->setData(0, kSectionRole, QByteArray::fromStdString(bare.SerializeAsString()));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled);
    item->setSizeHint(0, QSize(0, ui::metrics::kRow));
    item->setExpanded(true);
    return item;
}

void SchemaPage::addFieldItem(QTreeWidgetItem* section, const std::string& name) {
    auto* item = new QTreeWidgetItem(section);
    item->setText(0, words(name));
    item->setIcon(0, ui::icon(QStringLiteral("grip-vertical")));
    item->setData(0, kNameRole, toQt(name));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren);
    item->setSizeHint(0, QSize(0, ui::metrics::kRowCompact));
}

void SchemaPage::chooseRole() { showLayout(); }

void SchemaPage::showLayout() {
    const QString chosen = role_->currentData().toString();
    role_->clear();
    role_->addItem(tr("Everybody's card"), QString());
    const schema::Entity* users = snapshot_->entity("user");
    const schema::Field* roles = users != nullptr ? users->field("role") : nullptr;
    if (roles != nullptr)
        for (const v1::ChoiceDef& role : roles->def.choices())
            role_->addItem(tr("Card of: %1").arg(say(host_.context(), role.label())), toQt(role.value()));
    role_->setCurrentIndex(std::max(0, role_->findData(chosen)));
    const std::string role = fromQt(role_->currentData().toString());
    const v1::Layout* card = &def().card();
    for (const v1::RoleLayout& each : def().role_cards())
        if (!role.empty() && std::ranges::find(each.roles(), role) != each.roles().end()) card = &each.layout();
    layout_->clear();
    std::set<std::string> placed;
    for (const v1::LayoutSection& section : card->sections()) {
        QTreeWidgetItem* item = addSectionItem(section);
        for (const std::string& name : section.fields()) {
            addFieldItem(item, name);
            placed.insert(name);
        }
        item->setExpanded(true);
    }
    unplaced_->clear();
    unplaced_->addItem(tr("Put a field on the card…"));
    for (const v1::FieldDef& field : def().fields())
        if (!placed.contains(field.name())) unplaced_->addItem(words(field.name()), toQt(field.name()));
    unplaced_->setEnabled(unplaced_->count() > 1);
    setLayoutChanged(false);
}

void SchemaPage::setLayoutChanged(bool changed) {
    layoutChanged_ = changed;
    saveLayout_->setEnabled(changed);
    dropLayout_->setEnabled(def().layer() == v1::LAYER_SITE);
    role_->setEnabled(!changed);
    entities_->setEnabled(!changed);
}

void SchemaPage::move(int by) {
    QTreeWidgetItem* item = layout_->currentItem();
    if (item == nullptr) return;
    QTreeWidgetItem* parent = item->parent();
    QTreeWidgetItem* holder = parent != nullptr ? parent : layout_->invisibleRootItem();
    const int at = holder->indexOfChild(item);
    const int to = at + by;
    if (to >= 0 && to < holder->childCount()) {
        holder->takeChild(at);
        holder->insertChild(to, item);
    } else if (parent != nullptr) {
        // Over the edge of a section: into the next one.
        const int section = layout_->indexOfTopLevelItem(parent) + by;
        QTreeWidgetItem* next = layout_->topLevelItem(section);
        if (next == nullptr) return;
        holder->takeChild(at);
        next->insertChild(by > 0 ? 0 : next->childCount(), item);
        next->setExpanded(true);
    }
    if (parent == nullptr) item->setExpanded(true);
    layout_->setCurrentItem(item);
    setLayoutChanged(true);
}

void SchemaPage::addSection() {
    v1::LayoutSection section;
    section.mutable_label()->set_ru("Новый раздел");
    section.mutable_label()->set_en("New section");
    section.set_columns(2);
    layout_->setCurrentItem(addSectionItem(section));
    setLayoutChanged(true);
    renameSection();
}

void SchemaPage::renameSection() {
    QTreeWidgetItem* item = layout_->currentItem();
    if (item == nullptr) return;
    if (item->parent() != nullptr) item = item->parent();
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    layout_->setCurrentItem(item);
    layout_->editItem(item, 0);
}

void SchemaPage::removeFromLayout() {
    QTreeWidgetItem* item = layout_->currentItem();
    if (item == nullptr) return;
    for (int i = 0; i < item->childCount(); ++i)
        unplaced_->addItem(item->child(i)->text(0), item->child(i)->data(0, kNameRole));
    if (item->parent() != nullptr) unplaced_->addItem(item->text(0), item->data(0, kNameRole));
    unplaced_->setEnabled(true);
    delete item;
    setLayoutChanged(true);
}

void SchemaPage::placeField(const std::string& name) {
    if (name.empty()) return;
    QTreeWidgetItem* section = layout_->currentItem();
    if (section != nullptr && section->parent() != nullptr) section = section->parent();
    if (section == nullptr) section = layout_->topLevelItem(layout_->topLevelItemCount() - 1);
    if (section == nullptr) return;
    addFieldItem(section, name);
    section->setExpanded(true);
    unplaced_->removeItem(unplaced_->findData(toQt(name)));
    unplaced_->setCurrentIndex(0);
    setLayoutChanged(true);
}

v1::SiteEntity SchemaPage::layoutSite() const {
    v1::SiteEntity site = data::siteOf(def());
    if (site.layouts().empty()) {
        *site.add_layouts()->mutable_layout() = def().card();
        for (const v1::RoleLayout& card : def().role_cards()) *site.add_layouts() = card;
    }
    const std::string role = fromQt(role_->currentData().toString());
    v1::RoleLayout* target = nullptr;
    for (v1::RoleLayout& each : *site.mutable_layouts()) {
        const bool everybodys = role.empty() && each.roles().empty();
        if (everybodys || (each.roles_size() == 1 && each.roles(0) == role)) target = &each;
    }
    if (target == nullptr) {
        target = site.add_layouts();
        target->add_roles(role);
        *target->mutable_layout()->mutable_related() = def().card().related();
    }
    v1::Layout& card = *target->mutable_layout();
    card.clear_sections();
    for (int i = 0; i < layout_->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* item = layout_->topLevelItem(i);
        v1::LayoutSection& section = *card.add_sections();
        section.ParseFromString(item->data(0, kSectionRole).toByteArray().toStdString());
        if (say(host_.context(), section.label()) != item->text(0)) {
            section.mutable_label()->set_ru(fromQt(item->text(0)));
            section.mutable_label()->set_en(fromQt(item->text(0)));
        }
        for (int field = 0; field < item->childCount(); ++field)
            section.add_fields(fromQt(item->child(field)->data(0, kNameRole).toString()));
    }
    return site;
}

void SchemaPage::dropLayout() {
    v1::SiteEntity site = data::siteOf(def());
    site.clear_layouts();
    setLayoutChanged(false);
    save(std::move(site), tr("The product's card is back"), {});
}

void SchemaPage::saveLayout() {
    v1::SiteEntity site = layoutSite();
    saveLayout_->setEnabled(false);
    layoutChanged_ = false;
    save(std::move(site), tr("The card is saved"), [this](const Error& error) {
        setLayoutChanged(true);
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error, entity_->name()));
    });
}

}  // namespace kupets::view
