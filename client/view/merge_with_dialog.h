// "Merge with…": which other record is the same, chosen by typing; the merge dialog follows.
#pragma once

#include <QDialog>

#include "client/data/record.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"

class QPushButton;

namespace kupets::view {

class MergeDialog;
class ReferenceEditor;

class MergeWithDialog : public QDialog {
    Q_OBJECT
public:
    MergeWithDialog(Host& host, const data::RecordKey& key, const QString& title, QWidget* parent);

    void choose(const data::Cell& cell);
    MergeDialog* next();

private:
    Host& host_;
    data::RecordKey key_;
    schema::SnapshotPtr snapshot_;
    schema::Field field_;  // what the editor edits: a reference to the record's own entity
    ReferenceEditor* other_;
    QPushButton* go_;
};

}  // namespace kupets::view
