// The fields of a record in the sections of its entity's layout: label above, editor, what is wrong with it below.
// Shows a draft and tells what the person did to it; knows nothing of saving.
#pragma once

#include <QWidget>
#include <map>
#include <string>

#include "client/form/draft.h"
#include "client/view/host.h"

namespace kupets::view {

class FieldEditor;
class FormField;

class CardForm : public QWidget {
    Q_OBJECT
public:
    CardForm(Host& host, const schema::Entity& entity, QWidget* parent);
    ~CardForm() override;

    void showDraft(const form::Draft& draft);
    void showField(const form::Draft& draft, const std::string& field);
    /// Words under fields; those of fields that the person has not touched yet only when `all` is true.
    void showProblems(const std::map<std::string, Error>& problems, bool all);
    /// What was typed and is no value goes; the next showDraft shows what the draft holds.
    void forgetTyping();
    void setReadOnly(bool readOnly);
    void focusFirst();
    /// False when the field is not in the form.
    bool focusField(const std::string& field);
    /// A file is on its way.
    bool isBusy() const;
    /// Fields whose text is not a value (yet).
    bool hasRefusals() const { return !refusals_.empty(); }
    FieldEditor* editor(const std::string& field) const;

Q_SIGNALS:
    void edited(const std::string& field, const kupets::data::Cell& cell);
    /// Files began or ended their way; `ok`: none of them was lost.
    void busyChanged(bool ok);

private:
    FormField* addField(const schema::Field& field, QWidget* parent);
    void refreshMessage(const std::string& field);

    Host& host_;
    const schema::Entity& entity_;
    std::vector<std::string> order_;
    std::map<std::string, FormField*> fields_;
    std::map<std::string, Error> refusals_;  // typed, but no value
    std::map<std::string, Error> problems_;
    std::map<std::string, bool> touched_;
    bool showAll_ = false;
};

}  // namespace kupets::view
