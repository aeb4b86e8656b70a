// Find and replace: in the selected cells, in a column of the selection, or in a text field of all records of the list.
#pragma once

#include <QDialog>

#include "client/view/host.h"
#include "common/schema/snapshot.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace kupets::view {

class ReplaceDialog : public QDialog {
    Q_OBJECT
public:
    /// `total`: records of the whole list; `field`: the column that one stands in.
    ReplaceDialog(Host& host, const schema::Entity& entity, int selectedCells, int total, const std::string& field,
                  QWidget* parent);

    QLineEdit* what() const { return what_; }
    QLineEdit* with() const { return with_; }
    QComboBox* where() const { return where_; }
    QPushButton* go() const { return go_; }

Q_SIGNALS:
    void inSelection(const QString& what, const QString& with, bool wholeCells);
    /// In one field of all records of the list.
    void inField(const QString& field, const QString& what, const QString& with, bool wholeCells);

private:
    void accept() override;
    void refresh();

    QLineEdit* what_;
    QLineEdit* with_;
    QComboBox* where_;
    QCheckBox* whole_;
    QPushButton* go_;
};

}  // namespace kupets::view
