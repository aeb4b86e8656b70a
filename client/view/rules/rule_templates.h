// Where a new rule begins: an empty one, or one that the product knows how to make, each as its sentence.
#pragma once

#include <QDialog>

#include "client/view/rules/rule_desk.h"

class QLabel;
class QListWidget;

namespace kupets::view {

class RuleTemplates : public QDialog {
    Q_OBJECT
public:
    RuleTemplates(RuleDesk& desk, QWidget* window);
    QListWidget* list() const { return list_; }
    bool isAnswered() const { return answered_; }
    /// Takes the line at this place; 0 is the empty rule.
    void take(int row);

Q_SIGNALS:
    /// The definition is empty for an empty rule.
    void chosen(const QString& name, const QString& note, const kupets::v1::RuleDef& def);

private:
    void show(const v1::RuleTemplatesReply& reply);
    void addLine(const QString& title, const QString& sentence, int at);
    void addHeading(const QString& words);
    void narrow(const QString& typed);

    RuleDesk& desk_;
    std::vector<v1::RuleTemplate> templates_;
    QListWidget* list_;
    QLabel* trouble_;
    bool answered_ = false;
};

}  // namespace kupets::view
