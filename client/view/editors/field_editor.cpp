#include "client/view/editors/field_editor.h"

#include "client/view/editors/basic_editors.h"
#include "client/view/editors/choice_editors.h"
#include "client/view/editors/date_editors.h"
#include "client/view/editors/file_editor.h"
#include "client/view/editors/list_editors.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/words.h"

namespace kupets::view {

FieldEditor::FieldEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : QWidget(parent), field_(field), context_(context) {}

QString FieldEditor::label() const { return say(context_, field_.def.label()); }

bool isEditable(const schema::Field& field) {
    return field.isStored() && !field.system && !field.def.read_only() && field.type() != v1::AUTO_NUMBER;
}

FieldEditor* makeEditor(const schema::Field& field, const data::Context& context, QWidget* parent) {
    if (!isEditable(field) && !field.isReference() && field.type() != v1::FILE)
        return new ReadOnlyEditor(field, context, parent);
    FieldEditor* editor = nullptr;
    switch (field.type()) {
        case v1::LONG_TEXT:
            editor = new LongTextEditor(field, context, parent);
            break;
        case v1::MONEY:
            editor = new MoneyEditor(field, context, parent);
            break;
        case v1::BANK_ACCOUNT:
            editor = new BankAccountEditor(field, context, parent);
            break;
        case v1::BOOLEAN:
            editor = new CheckEditor(field, context, parent);
            break;
        case v1::DATE:
        case v1::DATE_TIME:
            editor = new DateEditor(field, context, parent);
            break;
        case v1::CHOICE:
            editor = new ChoiceEditor(field, context, parent);
            break;
        case v1::MULTI_CHOICE:
            editor = new MultiChoiceEditor(field, context, parent);
            break;
        case v1::REFERENCE:
        case v1::USER:
            editor = new ReferenceEditor(field, context, parent);
            break;
        case v1::REFERENCES:
            editor = new ReferencesEditor(field, context, parent);
            break;
        case v1::FILE:
            editor = new FileEditor(field, context, parent);
            break;
        case v1::PHONES:
        case v1::EMAILS:
            editor = new LinesEditor(field, context, parent);
            break;
        default:
            editor = new LineEditor(field, context, parent);
    }
    if (!isEditable(field)) editor->setReadOnly(true);
    return editor;
}

}  // namespace kupets::view
