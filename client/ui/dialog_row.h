// The last line of a dialog: "Cancel" at the left of what it is for.
#pragma once

#include <QString>

class QDialog;
class QHBoxLayout;
class QPushButton;

namespace kupets::ui {

struct DialogRow {
    QHBoxLayout* line;    // more may stand at its left; goes into a layout of the dialog
    QPushButton* cancel;  // rejects the dialog
    QPushButton* go;      // by Enter too; who makes the dialog connects it
};

DialogRow dialogRow(QDialog* dialog, const QString& go, const QString& goIcon = {});

}  // namespace kupets::ui
