#include "client/view/card_form.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "client/ui/form_grid.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"

namespace kupets::view {

/// Label, editor and message of one field.
class FormField final : public QWidget {
public:
    FormField(const schema::Field& field, const data::Context& context, QWidget* parent) : QWidget(parent) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        const QString star = field.def.required() && isEditable(field) ? QStringLiteral(" *") : QString();
        label_ = ui::label(say(context, field.def.label()) + star, ui::TextStyle::Caption, ui::Tone::Secondary, this);
        editor_ = makeEditor(field, context, this);
        label_->setBuddy(editor_);
        message_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
        message_->setWordWrap(true);
        message_->hide();
        column->addWidget(label_);
        column->addWidget(editor_);
        column->addWidget(message_);
        column->addStretch(1);
        const QString hint = say(context, field.def.hint());
        if (!hint.isEmpty()) setToolTip(hint);
    }
    void setMessage(const QString& text) {
        message_->setText(text);
        message_->setVisible(!text.isEmpty());
        editor_->setInvalid(!text.isEmpty());
        editor_->setAccessibleDescription(text);
    }
    void setDirty(bool dirty) { ui::setTone(label_, dirty ? ui::Tone::Normal : ui::Tone::Secondary); }
    FieldEditor* editor() const { return editor_; }

private:
    QLabel* label_;
    FieldEditor* editor_;
    QLabel* message_;
};

CardForm::CardForm(Host& host, const schema::Entity& entity, QWidget* parent)
    : QWidget(parent), host_(host), entity_(entity) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const auto& layout = entity.def().card();
    QWidget* before = nullptr;
    for (int i = 0; i < layout.sections_size(); ++i) {
        const v1::LayoutSection& section = layout.sections(i);
        if (i > 0) {
            column->addSpacing(20);
            column->addWidget(ui::horizontalLine(this));
            column->addSpacing(16);
        }
        column->addWidget(
            ui::label(say(host.context(), section.label()), ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
        column->addSpacing(12);
        auto* body = new QWidget(this);
        const int columns = section.columns() ? static_cast<int>(section.columns()) : 2;
        auto* grid = new ui::FormGrid(columns, columns > 2 ? 180 : 240, body);
        for (const std::string& name : section.fields()) {
            const schema::Field* field = entity.field(name);
            if (!field || fields_.contains(name)) continue;
            FormField* made = addField(*field, body);
            grid->addField(made, made->editor()->isWide());
            if (before) QWidget::setTabOrder(before, made->editor());
            before = made->editor();
        }
        column->addWidget(body);
    }
}

CardForm::~CardForm() {
    // An editor that dies with the focus says that it was left.
    for (const auto& [name, field] : fields_) field->editor()->disconnect(this);
}

FormField* CardForm::addField(const schema::Field& field, QWidget* parent) {
    auto* made = new FormField(field, host_.context(), parent);
    const std::string name = field.name();
    fields_[name] = made;
    order_.push_back(name);
    connect(made->editor(), &FieldEditor::edited, this, [this, name](const data::Cell& cell) {
        refusals_.erase(name);
        refreshMessage(name);
        Q_EMIT edited(name, cell);
    });
    connect(made->editor(), &FieldEditor::refused, this, [this, name](const Error& error) {
        refusals_[name] = error;
        refreshMessage(name);
    });
    connect(made->editor(), &FieldEditor::leftField, this, [this, name] {
        touched_[name] = true;
        refreshMessage(name);
    });
    connect(made->editor(), &FieldEditor::busyChanged, this, [this](bool, bool ok) { Q_EMIT busyChanged(ok); });
    connect(made->editor(), &FieldEditor::openRequested, this,
            [this](const data::RecordKey& key) { host_.openRecord(key); });
    return made;
}

bool CardForm::isBusy() const {
    return std::ranges::any_of(fields_, [](const auto& each) { return each.second->editor()->isBusy(); });
}

FieldEditor* CardForm::editor(const std::string& field) const {
    const auto found = fields_.find(field);
    return found == fields_.end() ? nullptr : found->second->editor();
}

void CardForm::showDraft(const form::Draft& draft) {
    for (const std::string& name : order_) showField(draft, name);
}

void CardForm::showField(const form::Draft& draft, const std::string& field) {
    const auto found = fields_.find(field);
    if (found == fields_.end()) return;
    if (!refusals_.contains(field)) found->second->editor()->setCell(draft.cell(field));
    found->second->setDirty(draft.dirty(field) && !draft.isNew());
}

void CardForm::showProblems(const std::map<std::string, Error>& problems, bool all) {
    problems_ = problems;
    showAll_ = all;
    for (const std::string& name : order_) refreshMessage(name);
}

void CardForm::refreshMessage(const std::string& field) {
    const auto found = fields_.find(field);
    if (found == fields_.end()) return;
    QString words;
    const bool shown = showAll_ || touched_[field];
    if (const auto refused = refusals_.find(field); refused != refusals_.end() && shown)
        words = wordsOf(host_.context(), refused->second, entity_.name());
    else if (const auto problem = problems_.find(field); problem != problems_.end() && shown)
        words = wordsOf(host_.context(), problem->second, entity_.name());
    found->second->setMessage(words);
}

void CardForm::forgetTyping() {
    refusals_.clear();
    touched_.clear();
    for (const auto& [name, field] : fields_) field->editor()->giveUp();
}

void CardForm::setReadOnly(bool readOnly) {
    for (const auto& [name, field] : fields_) {
        const schema::Field* definition = entity_.field(name);
        field->editor()->setReadOnly(readOnly || !isEditable(*definition));
    }
}

void CardForm::focusFirst() {
    for (const std::string& name : order_)
        if (isEditable(*entity_.field(name))) {
            fields_[name]->editor()->setFocus();
            return;
        }
}

bool CardForm::focusField(const std::string& field) {
    FieldEditor* found = editor(field);
    if (found) found->setFocus();
    return found;
}

}  // namespace kupets::view
