// What a rule would have done lately, before it is switched on: "it would have fired 37 times: here they are".
#pragma once

#include <QWidget>

#include "client/net/call.h"
#include "client/view/rules/rule_desk.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class RuleRehearsal : public QWidget {
    Q_OBJECT
public:
    RuleRehearsal(RuleDesk& desk, QWidget* parent);
    /// The definition to try; another one takes away what is shown.
    void setRule(const v1::RuleDef& def);
    void start();
    void cancel();
    bool isRunning() const { return call_.isOpen(); }
    const v1::RehearseReply& reply() const { return reply_; }
    bool isAnswered() const { return answered_; }
    QString words() const;
    QTreeWidget* list() const { return list_; }
    QPushButton* startButton() const { return start_; }

private:
    void show(const v1::RehearseReply& reply);
    void refresh();

    RuleDesk& desk_;
    v1::RuleDef def_;
    v1::RehearseReply reply_;
    net::CallHandle call_;
    bool answered_ = false;
    QComboBox* days_;
    QPushButton* start_;
    QPushButton* stop_;
    QProgressBar* progress_;
    QLabel* words_;
    QLabel* note_;
    QStackedWidget* stack_;
    ui::EmptyState* empty_;
    QTreeWidget* list_;
};

}  // namespace kupets::view
