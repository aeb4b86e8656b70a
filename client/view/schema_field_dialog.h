// A field as an administrator describes it: what it is called, what it holds, whether it must be filled in. Of a
// product's field only the words, "required" and choices are open. Says what is wrong at once; asks nobody.
#pragma once

#include <QDialog>

#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/schema.pb.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace kupets::view {

class SchemaFieldDialog : public QDialog {
    Q_OBJECT
public:
    /// Without a field: a new one.
    SchemaFieldDialog(Host& host, schema::SnapshotPtr snapshot, const std::string& entity, const v1::FieldDef* field,
                      QWidget* parent);

    v1::FieldDef field() const;
    /// Of a new field: begins with these words, this type and these choices.
    void propose(const v1::FieldDef& field);
    /// The server's refusal, beside what it is about; the dialog stays open.
    void showError(const QString& words);
    void setBusy(bool busy);

    // For tests.
    QLineEdit* labelLine() const { return label_; }
    QComboBox* typeBox() const { return type_; }
    QPushButton* okButton() const { return ok_; }

Q_SIGNALS:
    void saved();

private:
    void build();
    QWidget* buildChoices();
    void addChoice(const v1::ChoiceDef& choice);
    void fill(const v1::FieldDef& field);
    void refresh();
    QString trouble() const;
    v1::FieldType type() const;
    void setRowVisible(QWidget* field, bool visible);

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    v1::FieldDef given_;
    bool isNew_;
    bool isOwn_;

    QFormLayout* form_ = nullptr;
    QLineEdit* label_ = nullptr;
    QLineEdit* english_ = nullptr;
    QLineEdit* hint_ = nullptr;
    QComboBox* type_ = nullptr;
    QComboBox* target_ = nullptr;
    QLineEdit* formula_ = nullptr;
    QWidget* choices_ = nullptr;
    QTreeWidget* list_ = nullptr;
    QCheckBox* required_ = nullptr;
    QCheckBox* unique_ = nullptr;
    QCheckBox* searchable_ = nullptr;
    QLabel* message_ = nullptr;
    QPushButton* ok_ = nullptr;
};

}  // namespace kupets::view
