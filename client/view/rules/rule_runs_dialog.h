// What rules did about one record, and why they did nothing.
#pragma once

#include <QDialog>

#include "client/view/host.h"

namespace kupets::view {

class RuleRunsPanel;

class RuleRunsDialog : public QDialog {
    Q_OBJECT
public:
    RuleRunsDialog(Host& host, const data::RecordKey& record, const QString& title, QWidget* window);
    RuleRunsPanel* panel() const { return panel_; }

private:
    RuleRunsPanel* panel_;
};

}  // namespace kupets::view
