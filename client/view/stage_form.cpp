#include "client/view/stage_form.h"

#include <QLabel>
#include <QLineEdit>
#include <algorithm>

#include "client/ui/form_grid.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/stage_demands_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kLeastWidth = 170;

QString textOf(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? QString() : toQt(*text);
}

bool isPicked(v1::FieldType type) {
    return type == v1::CHOICE || type == v1::MULTI_CHOICE || type == v1::BOOLEAN || type == v1::REFERENCE ||
           type == v1::USER;
}

}  // namespace

StageForm::StageForm(const schema::Entity& records, schema::SnapshotPtr schema, const data::Context& context,
                     QWidget* parent)
    : QWidget(parent),
      records_(records),
      stage_(*records.field(records.def().board().column_field())->target),
      schema_(std::move(schema)),
      context_(context) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(0);
    for (const v1::LayoutSection& section : stage_.def().card().sections()) addSection(column, section);
    const v1::StageDef& def = records.def().board().stage();
    addDemands(column, tr("To enter this stage"), tr("Who moves a card here is asked for what is missing."),
               def.entry_fields(), def.entry_condition());
    addDemands(column, tr("To go on from here"),
               tr("Asked on the way forward and to success; not on the way back and not for a refusal."),
               def.exit_fields(), def.exit_condition());
    column->addStretch(1);
}

StageForm::~StageForm() {
    // An editor that dies with the focus says that it was left.
    for (const auto& [name, row] : rows_) row.editor->disconnect(this);
    for (const auto& [name, editor] : conditions_) editor->disconnect(this);
}

/// What the page or the demands below take care of.
bool StageForm::isSpecial(const std::string& field) const {
    const v1::BoardDef& board = records_.def().board();
    const v1::StageDef& def = board.stage();
    for (const std::string& name : {board.column_lane_path(), def.position_field(), def.entry_fields(),
                                    def.entry_condition(), def.exit_fields(), def.exit_condition()})
        if (name == field) return true;
    return false;
}

void StageForm::addSection(QVBoxLayout* column, const v1::LayoutSection& section) {
    std::vector<const schema::Field*> fields;
    for (const std::string& name : section.fields()) {
        const schema::Field* field = stage_.field(name);
        if (field != nullptr && !isSpecial(name) && !rows_.contains(name)) fields.push_back(field);
    }
    if (fields.empty()) return;
    column->addWidget(ui::label(say(context_, section.label()), ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    column->addSpacing(10);
    auto* body = new QWidget(this);
    auto* grid = new ui::FormGrid(2, kLeastWidth, body);
    for (const schema::Field* field : fields) addField(grid, *field);
    column->addWidget(body);
    column->addSpacing(20);
}

void StageForm::addField(ui::FormGrid* grid, const schema::Field& field) {
    const std::string name = field.name();
    auto* cell = new QWidget(this);
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* label = ui::label(say(context_, field.def.label()), ui::TextStyle::Caption, ui::Tone::Secondary, cell);
    Row row{makeEditor(field, context_, cell), ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, cell)};
    label->setBuddy(row.editor);
    row.message->setWordWrap(true);
    row.message->hide();
    column->addWidget(label);
    column->addWidget(row.editor);
    column->addWidget(row.message);
    column->addStretch(1);
    grid->addField(cell, row.editor->isWide());
    const bool picked = isPicked(field.type());
    connect(row.editor, &FieldEditor::edited, this,
            [this, name, picked](const data::Cell& value) { take(name, value, picked); });
    connect(row.editor, &FieldEditor::refused, this, [this, name](const Error& error) {
        refusals_.insert_or_assign(name, error);
        showMessage(name, wordsOf(context_, error, stage_.name()));
    });
    connect(row.editor, &FieldEditor::leftField, this, &StageForm::flush);
    rows_.emplace(name, row);
}

void StageForm::addDemands(QVBoxLayout* column, const QString& title, const QString& hint, const std::string& fields,
                           const std::string& condition) {
    if (stage_.field(fields) == nullptr && stage_.field(condition) == nullptr) return;
    column->addWidget(ui::label(title, ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    column->addSpacing(2);
    auto* words = ui::label(hint, ui::TextStyle::Caption, ui::Tone::Muted, this);
    words->setWordWrap(true);
    column->addWidget(words);
    column->addSpacing(10);
    if (stage_.field(fields) != nullptr) addNames(column, fields);
    if (stage_.field(condition) != nullptr) addCondition(column, condition);
    column->addSpacing(12);
}

void StageForm::addNames(QVBoxLayout* column, const std::string& field) {
    column->addWidget(ui::label(tr("Fields to be filled"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    column->addSpacing(4);
    auto* editor = new FieldNamesEditor(records_, context_, tr("Fields to be filled"), this);
    column->addWidget(editor);
    column->addSpacing(10);
    connect(editor, &FieldNamesEditor::edited, this, [this, field](const QString& text) {
        take(field, {text.isEmpty() ? Value(Null{}) : Value(fromQt(text)), {}}, true);
    });
    names_.emplace(field, editor);
}

void StageForm::addCondition(QVBoxLayout* column, const std::string& field) {
    column->addWidget(ui::label(tr("Condition"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    column->addSpacing(4);
    auto* editor = new ConditionEditor(records_, context_, tr("Condition"), this);
    column->addWidget(editor);
    column->addSpacing(8);
    connect(editor, &ConditionEditor::edited, this, [this, field](const QString& text) {
        take(field, {text.isEmpty() ? Value(Null{}) : Value(fromQt(text)), {}}, true);
    });
    conditions_.emplace(field, editor);
}

void StageForm::setRecord(const data::Record& record) {
    const bool same = draft_ && draft_->key() == record.key;
    if (same) {
        draft_->takeServer(record);
        for (const form::Conflict& conflict : std::vector(draft_->conflicts()))
            draft_->resolve(conflict.field, form::Draft::Choice::Mine);
    } else {
        draft_ = form::Draft::forExisting(schema_, record);
        refusals_.clear();
    }
    for (const auto& [name, row] : rows_) {
        if (same && (refusals_.contains(name) || draft_->dirty(name))) continue;
        row.editor->setCell(draft_->cell(name));
        if (!same) showMessage(name, {});
    }
    for (const auto& [name, editor] : names_) editor->setText(textOf(draft_->value(name)));
    for (const auto& [name, editor] : conditions_) editor->setText(textOf(draft_->value(name)));
}

void StageForm::setReadOnly(bool readOnly) {
    for (const auto& [name, row] : rows_) row.editor->setReadOnly(readOnly || !isEditable(row.editor->field()));
    for (const auto& [name, editor] : names_) editor->setReadOnly(readOnly);
    for (const auto& [name, editor] : conditions_) editor->setReadOnly(readOnly);
}

void StageForm::take(const std::string& field, const data::Cell& cell, bool now) {
    if (!draft_) return;
    refusals_.erase(field);
    draft_->set(field, cell);
    const auto problems = draft_->problems();
    const auto problem = problems.find(field);
    showMessage(field, problem == problems.end() ? QString() : wordsOf(context_, problem->second, stage_.name()));
    if (now) flush();
}

void StageForm::flush() {
    if (!draft_ || !draft_->dirty() || !draft_->problems().empty()) return;
    const std::optional<v1::RecordChange> change = draft_->toChange();
    if (!change) return;
    // From now on this is what the stage has; a refusal is shown beside it.
    draft_->saved(draft_->version(), *change);
    v1::RecordChange sent = *change;
    sent.set_base_version(0);
    Q_EMIT changed(sent);
}

bool StageForm::isDirty() const { return draft_ && (draft_->dirty() || !refusals_.empty()); }

void StageForm::showRefusal(const Error& error) {
    showMessage(data::fieldOf(error), wordsOf(context_, error, stage_.name()));
}

void StageForm::showMessage(const std::string& field, const QString& words) {
    const auto found = rows_.find(field);
    if (found == rows_.end()) return;
    found->second.message->setText(words);
    found->second.message->setVisible(!words.isEmpty());
    found->second.editor->setInvalid(!words.isEmpty());
}

void StageForm::focusName() {
    FieldEditor* name = editor(stage_.def().title_field());
    if (name == nullptr) return;
    name->setFocus();
    if (auto* line = name->findChild<QLineEdit*>()) line->selectAll();
}

FieldEditor* StageForm::editor(const std::string& field) const {
    const auto found = rows_.find(field);
    return found == rows_.end() ? nullptr : found->second.editor;
}

FieldNamesEditor* StageForm::names(const std::string& field) const {
    const auto found = names_.find(field);
    return found == names_.end() ? nullptr : found->second;
}

ConditionEditor* StageForm::condition(const std::string& field) const {
    const auto found = conditions_.find(field);
    return found == conditions_.end() ? nullptr : found->second;
}

}  // namespace kupets::view
