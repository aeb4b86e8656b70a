// One stage of a pipeline as its administrator edits it: the fields of its card, what it asks for on entry and on the
// way forward. Each change is told at once, when a field is left; the page saves it.
#pragma once

#include <QWidget>
#include <map>
#include <optional>

#include "client/data/context.h"
#include "client/form/draft.h"

class QLabel;
class QVBoxLayout;

namespace kupets::ui {
class FormGrid;
}

namespace kupets::view {

class ConditionEditor;
class FieldEditor;
class FieldNamesEditor;

class StageForm : public QWidget {
    Q_OBJECT
public:
    /// `records`: whose board it is; the stage's entity is that of its columns.
    StageForm(const schema::Entity& records, schema::SnapshotPtr schema, const data::Context& context, QWidget* parent);
    ~StageForm() override;

    /// Another stage, or news of the one that is shown.
    void setRecord(const data::Record& record);
    void setReadOnly(bool readOnly);
    /// The server said no; what was typed stays.
    void showRefusal(const Error& error);
    /// Something is typed that is not told yet: told now, when it is right.
    void flush();
    bool isDirty() const;
    void focusName();
    Uuid record() const { return draft_ ? draft_->key().id : Uuid{}; }
    FieldEditor* editor(const std::string& field) const;
    FieldNamesEditor* names(const std::string& field) const;
    ConditionEditor* condition(const std::string& field) const;

Q_SIGNALS:
    void changed(const kupets::v1::RecordChange& change);

private:
    struct Row {
        FieldEditor* editor;
        QLabel* message;
    };
    void addSection(QVBoxLayout* column, const v1::LayoutSection& section);
    void addField(ui::FormGrid* grid, const schema::Field& field);
    void addDemands(QVBoxLayout* column, const QString& title, const QString& hint, const std::string& fields,
                    const std::string& condition);
    void addNames(QVBoxLayout* column, const std::string& field);
    void addCondition(QVBoxLayout* column, const std::string& field);
    bool isSpecial(const std::string& field) const;
    void take(const std::string& field, const data::Cell& cell, bool now);
    void showMessage(const std::string& field, const QString& words);

    const schema::Entity& records_;
    const schema::Entity& stage_;
    schema::SnapshotPtr schema_;
    data::Context context_;
    std::optional<form::Draft> draft_;
    std::map<std::string, Row> rows_;
    std::map<std::string, FieldNamesEditor*> names_;
    std::map<std::string, ConditionEditor*> conditions_;
    std::map<std::string, Error> refusals_;
};

}  // namespace kupets::view
