// When notices keep quiet, and whether the morning digest comes. Belongs to the window; deletes itself.
#pragma once

#include <QDialog>

#include "client/model/notices.h"
#include "client/view/host.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTimeEdit;

namespace kupets::view {

class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    PreferencesDialog(Host& host, model::Notices& notices, QWidget* window);

    QCheckBox* quietBox() const { return quiet_; }
    QTimeEdit* fromEdit() const { return from_; }
    QTimeEdit* toEdit() const { return to_; }
    QCheckBox* digestBox() const { return digest_; }
    QPushButton* go() const { return go_; }

private:
    void build();
    void save();

    Host& host_;
    model::Notices& notices_;
    QCheckBox* quiet_;
    QTimeEdit* from_;
    QTimeEdit* to_;
    QCheckBox* digest_;
    QLabel* trouble_;
    QPushButton* go_;
};

}  // namespace kupets::view
