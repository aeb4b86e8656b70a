#include "client/view/import_mapping_page.h"

#include <QHBoxLayout>
#include <QTabBar>
#include <QVBoxLayout>

#include "client/data/schema_site.h"
#include "client/net/connection.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/import_conversion.h"
#include "client/view/import_field_picker.h"
#include "client/view/import_mapping_model.h"
#include "client/view/import_mapping_table.h"
#include "client/view/import_template_menu.h"
#include "client/view/schema_field_dialog.h"
#include "client/view/schema_page.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr std::size_t kMostChoices = 40;

}  // namespace

ImportMappingPage::ImportMappingPage(Host& host, model::ImportSession& session)
    : ImportPage(
          host, session, tr("Columns and fields"),
          tr("What the program guessed stands here already. Enter or a click changes it; type to find a field.")) {
    auto* head = new QHBoxLayout;
    tabs_ = new QTabBar(this);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setAccessibleName(tr("Sheets"));
    head->addWidget(tabs_);
    head->addStretch(1);
    templates_ = new ImportTemplateMenu(host, session, this);
    head->addWidget(templates_);
    content()->addLayout(head);
    lines_ = new ImportMappingModel(session, this);
    table_ = new ImportMappingTable(*lines_, this);
    content()->addWidget(table_, 1);
    auto* foot = new QHBoxLayout;
    note_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Warning, this);
    note_->setWordWrap(true);
    foot->addWidget(note_, 1);
    auto* constant = ui::button(tr("A value for all rows…"), ui::ButtonKind::Link, QStringLiteral("plus"), this);
    constant->setObjectName(QStringLiteral("constant"));
    foot->addWidget(constant, 0, Qt::AlignTop);
    content()->addLayout(foot);
    connect(constant, &QPushButton::clicked, this, [this] {
        const int row = lines_->addConstant();
        if (row < 0) return;
        table_->setCurrentIndex(lines_->index(row, ImportMappingModel::Field));
        pickField(row, {});
    });
    connect(tabs_, &QTabBar::currentChanged, this, &ImportMappingPage::show);
    connect(table_, &ImportMappingTable::fieldWanted, this, &ImportMappingPage::pickField);
    connect(table_, &ImportMappingTable::conversionWanted, this, &ImportMappingPage::openConversion);
    connect(table_, &ImportMappingTable::removeWanted, this, [this](int row) { lines_->remove(row); });
    connect(table_, &ImportMappingTable::duplicateWanted, this, [this](int row) {
        const int made = lines_->duplicate(row);
        if (made >= 0) table_->setCurrentIndex(lines_->index(made, ImportMappingModel::Field));
    });
    connect(&session, &model::ImportSession::touched, this, &ImportMappingPage::refresh);
    connect(&session, &model::ImportSession::planned, this, [this] {
        if (isVisible()) initializePage();
    });
    connect(&session, &model::ImportSession::schemaChanged, this, [this] {
        if (isVisible()) lines_->reset();
    });
}

void ImportMappingPage::initializePage() {
    fillTabs();
    show(tabs_->currentIndex());
    table_->setFocus();
}

void ImportMappingPage::fillTabs() {
    const int before = std::max(0, tabs_->currentIndex());
    const QSignalBlocker quiet(tabs_);
    while (tabs_->count() > 0) tabs_->removeTab(0);
    places_ = session().plan().chosen();
    for (const std::size_t place : places_) tabs_->addTab(sheetTitle(session(), session().plan().sheets[place]));
    tabs_->setCurrentIndex(std::min(before, tabs_->count() - 1));
    tabs_->setVisible(places_.size() > 1);
    tabs_->updateGeometry();  // a bar that is not seen yet does not tell its layout
}

void ImportMappingPage::show(int tab) {
    lines_->setPlace(tab >= 0 && tab < static_cast<int>(places_.size())
                         ? static_cast<int>(places_[static_cast<std::size_t>(tab)])
                         : -1);
    if (lines_->rowCount() > 0) table_->setCurrentIndex(lines_->index(0, ImportMappingModel::Field));
    refresh();
}

void ImportMappingPage::pickField(int row, const QString& typed) {
    const model::ImportUse* use = lines_->use(row);
    if (!use) return;
    const QModelIndex at = lines_->index(row, ImportMappingModel::Field);
    table_->setCurrentIndex(at);
    auto* picker = new ImportFieldPicker(session(), *lines_->sheet(), *use, SchemaPage::mayOpen(host().context()),
                                         table_->anchorAt(at));
    connect(picker, &ImportFieldPicker::picked, this, [this, row](int part, const std::string& path) {
        lines_->setTarget(row, part, path);
        const model::ImportUse* now = lines_->use(row);
        if (now && now->isConstant() && now->isUsed() && now->constant.empty()) {
            const QModelIndex value = lines_->index(row, ImportMappingModel::Examples);
            table_->setCurrentIndex(value);
            table_->edit(value);
        }
    });
    connect(picker, &ImportFieldPicker::newFieldWanted, this, [this, row](int part) { newField(row, part); });
    picker->open();
    if (!typed.isEmpty()) picker->search()->setText(typed);
}

void ImportMappingPage::openConversion(int row) {
    const model::ImportUse* use = lines_->use(row);
    if (!use || !use->isUsed()) return pickField(row, {});
    if (use->isConstant()) return;
    const QModelIndex at = lines_->index(row, ImportMappingModel::Conversion);
    auto* popover = new ImportConversion(session(), *lines_->sheet(), *use, table_->anchorAt(at));
    connect(popover, &ImportConversion::changed, this, [this, row](const model::ImportUse& changed) {
        if (model::ImportUse* line = lines_->use(row)) {
            line->conversion = changed.conversion;
            line->onlyIfEmpty = changed.onlyIfEmpty;
            lines_->changed(row);
        }
    });
    popover->open(Qt::AlignRight);
}

SchemaFieldDialog* ImportMappingPage::newField(int row, int part) {
    const model::ImportSheetPlan& sheet = *lines_->sheet();
    auto* dialog = new SchemaFieldDialog(host(), session().snapshot(),
                                         sheet.parts[static_cast<std::size_t>(part)].entity, nullptr, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const mapping::Column& column = lines_->columnOf(row);
    v1::FieldDef field;
    field.mutable_label()->set_ru(column.header);
    field.mutable_label()->set_en(column.header);
    field.set_type(mapping::typeFor(column.cells));
    if (field.type() == v1::CHOICE)
        for (const std::string& text : mapping::distinctTexts(column.cells, kMostChoices)) {
            v1::ChoiceDef& choice = *field.add_choices();
            choice.mutable_label()->set_ru(text);
            choice.mutable_label()->set_en(text);
        }
    dialog->propose(field);
    connect(dialog, &SchemaFieldDialog::saved, this,
            [this, dialog, place = lines_->place(), row, part] { saveField(dialog, place, row, part); });
    dialog->open();
    return dialog;
}

/// The field is there for everybody before the column goes to it.
void ImportMappingPage::saveField(SchemaFieldDialog* dialog, int place, int row, int part) {
    const v1::FieldDef field = dialog->field();
    const std::string entity =
        session().plan().sheets[static_cast<std::size_t>(place)].parts[static_cast<std::size_t>(part)].entity;
    v1::SchemaSaveRequest request;
    request.set_base_version(session().schema().version());
    *request.mutable_site() = data::siteOf(session().schema().entity(entity)->def());
    data::putField(*request.mutable_site(), field);
    dialog->setBusy(true);
    call_ = host().context().connection->call<v1::SchemaReply>(
        v1::METHOD_SCHEMA_SAVE, request, dialog,
        [this, dialog, place, row, part, entity, field](Result<v1::SchemaReply> reply) {
            dialog->setBusy(false);
            if (!reply) return dialog->showError(wordsOf(host().context(), reply.error(), entity));
            dialog->accept();
            const auto set = [this, place, row, part, entity, name = field.name()] {
                const schema::Entity* known = session().schema().entity(entity);
                if (!known || !known->field(name) || lines_->place() != place) return false;
                lines_->setTarget(row, part, name);
                return true;
            };
            if (set()) return;
            auto* once = new QObject(this);
            connect(&session(), &model::ImportSession::schemaChanged, once, [set, once] {
                if (set()) once->deleteLater();
            });
            host().context().schema->refresh();
        });
}

/// What cannot go on so, or will make all rows bad.
QString ImportMappingPage::troubles() const {
    QStringList lines;
    for (const std::size_t place : places_) {
        if (place >= session().plan().sheets.size()) continue;
        const model::ImportSheetPlan& sheet = session().plan().sheets[place];
        for (int part = 0; part < static_cast<int>(sheet.parts.size()); ++part) {
            QStringList names;
            for (const schema::Field* field : model::missingFields(sheet, part, session().schema()))
                names << say(host().context(), field->def.label());
            if (names.isEmpty()) continue;
            const QString of = places_.size() > 1 ? sheetTitle(session(), sheet) + QStringLiteral(" · ") +
                                                        partTitle(session(), sheet, part)
                                                  : partTitle(session(), sheet, part);
            lines << tr("%1: nothing fills %2, and that must be filled in new records")
                         .arg(of, names.join(QStringLiteral(", ")));
        }
    }
    return lines.join(u'\n');
}

void ImportMappingPage::refresh() {
    note_->setText(troubles());
    Q_EMIT completeChanged();
}

bool ImportMappingPage::isComplete() const {
    const auto chosen = session().plan().chosen();
    return !chosen.empty() && std::ranges::all_of(chosen, [this](std::size_t place) {
        const auto& uses = session().plan().sheets[place].uses;
        return std::ranges::any_of(uses, [](const model::ImportUse& use) { return use.isUsed() && !use.isConstant(); });
    });
}

}  // namespace kupets::view
