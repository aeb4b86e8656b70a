// A check as an administrator describes it: what must hold, where and in what words it is said, how strictly and
// against whom. Of a product's check only the last three are open. Says what is wrong at once; asks nobody.
#pragma once

#include <QDialog>
#include <vector>

#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/schema.pb.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace kupets::view {

class FormulaEdit;

class SchemaCheckDialog : public QDialog {
    Q_OBJECT
public:
    /// Without a check: a new one.
    SchemaCheckDialog(Host& host, schema::SnapshotPtr snapshot, const std::string& entity, const v1::CheckDef* check,
                      QWidget* parent);

    v1::CheckDef check() const;
    /// The server's refusal; the dialog stays open.
    void showError(const QString& words);
    void setBusy(bool busy);

    // For tests.
    QLineEdit* labelLine() const { return label_; }
    FormulaEdit* conditionEdit() const { return condition_; }
    QComboBox* severityBox() const { return severity_; }
    QPushButton* okButton() const { return ok_; }

Q_SIGNALS:
    void saved();

private:
    void build();
    QWidget* buildRoles();
    void fill();
    QString trouble() const;
    bool isRussian() const;

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    v1::CheckDef given_;
    bool isNew_;
    bool isOwn_;

    QLineEdit* label_ = nullptr;
    FormulaEdit* condition_ = nullptr;
    QComboBox* field_ = nullptr;
    QLineEdit* message_ = nullptr;
    QLineEdit* other_ = nullptr;  // the message in the other language
    QComboBox* severity_ = nullptr;
    std::vector<QCheckBox*> roles_;
    QLabel* trouble_ = nullptr;
    QPushButton* ok_ = nullptr;
};

/// "Warn", "Do not save", "Off": what a check does.
QString severityWords(v1::Severity severity);
/// All of them, for a box of choices.
void addSeverities(QComboBox& box);

}  // namespace kupets::view
