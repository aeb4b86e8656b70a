// The fields of a record in the sections of its entity's layout: label above, editor, what is wrong with it below.
// Shows a draft and tells what the person did to it; knows nothing of saving. The layout's tabs are built when they are
// shown first: a card opens at the speed of its first one.
#pragma once

#include <QWidget>
#include <map>
#include <string>

#include "client/form/draft.h"
#include "client/view/host.h"

namespace kupets::view {

class FieldEditor;
class FormField;

/// The card that a person of this role has: that of his role, else the entity's own.
const v1::Layout& layoutOf(const schema::Entity& entity, const QString& role);

class CardForm : public QWidget {
    Q_OBJECT
public:
    CardForm(Host& host, const schema::Entity& entity, const v1::Layout& layout, QWidget* parent);
    ~CardForm() override;

    /// Names of the tabs, the first one first.
    QStringList tabs() const;
    int currentTab() const { return current_; }
    void showTab(int tab);
    /// `draft` is looked at until another one is shown: tabs that are built later show it too.
    void showDraft(const form::Draft& draft);
    void showField(const form::Draft& draft, const std::string& field);
    /// Words under fields; those of fields that the person has not touched yet only when `all` is true.
    void showProblems(const std::map<std::string, Error>& problems, bool all);
    /// What was typed and is no value goes; the next showDraft shows what the draft holds.
    void forgetTyping();
    void setReadOnly(bool readOnly);
    void focusFirst();
    /// Goes to the field's tab. False when the field is not in the form.
    bool focusField(const std::string& field);
    /// A file is on its way.
    bool isBusy() const;
    /// Fields whose text is not a value (yet).
    bool hasRefusals() const { return !refusals_.empty(); }
    /// What stands in the lines of those fields, to be kept, and put back.
    std::map<std::string, QString> typed() const;
    void retype(const std::map<std::string, QString>& typed);
    /// Marks the fields in which others are writing: who, by field.
    void showWriters(const std::map<std::string, QString>& writers);
    /// Builds the field's tab when it has not been shown yet; null when the field is not in the form.
    FieldEditor* editor(const std::string& field);

Q_SIGNALS:
    void edited(const std::string& field, const kupets::data::Cell& cell);
    /// Files began or ended their way; `ok`: none of them was lost.
    void busyChanged(bool ok);
    /// Another tab is shown, e.g. because a field on it is wrong.
    void tabShown(int tab);

private:
    struct Tab {
        QString name;
        std::vector<const v1::LayoutSection*> sections;
        QWidget* page = nullptr;  // null until it is built
    };
    void readTabs(const v1::Layout& layout);
    void build(Tab& tab);
    void buildSection(const v1::LayoutSection& section, QWidget* page);
    int tabOf(const std::string& field) const;
    void buildTabOf(const std::string& field);
    FormField* addField(const schema::Field& field, QWidget* parent);
    void refreshMessage(const std::string& field);
    void partForm(const std::string& name);
    void findGaps();

    Host& host_;
    const schema::Entity& entity_;
    v1::Layout layout_;
    std::vector<Tab> tabs_;
    int current_ = 0;
    const form::Draft* draft_ = nullptr;
    bool readOnly_ = false;
    QWidget* last_ = nullptr;  // the editor built last: Tab goes on from it
    std::map<std::string, QString> writers_;
    std::vector<std::string> order_;
    std::map<std::string, FormField*> fields_;
    std::map<std::string, Error> refusals_;  // typed, but no value
    std::map<std::string, Error> problems_;
    std::map<std::string, const v1::CheckDef*> gaps_;  // of the schema that entity_ belongs to
    std::map<std::string, bool> touched_;
    bool showAll_ = false;
};

}  // namespace kupets::view
