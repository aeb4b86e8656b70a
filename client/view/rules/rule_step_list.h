// Steps, one after the other: each can be moved, taken out, put off and made to depend on a condition.
#pragma once

#include <QWidget>
#include <vector>

#include "client/view/rules/rule_step_body.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace kupets::view {

class StepBox : public QWidget {
    Q_OBJECT
public:
    StepBox(RuleDesk& desk, const schema::Entity& entity, const v1::RuleStep& step, QWidget* parent);
    v1::RuleStep step();
    void setPlace(int number, bool first, bool last);
    bool isGood();
    /// `path` within the step; the words stand beside the part, or below the step.
    void showProblem(const std::string& path, const QString& words);
    void clearProblems();
    QComboBox* kindBox() const { return kind_; }
    StepBody* body() const { return body_; }
    ConditionPart* when() const { return when_; }
    SpanEdit* after() const { return after_; }
    QString problem() const;
    /// Shows the row in which it is put off.
    void putOff();

Q_SIGNALS:
    void edited();
    void removed();
    /// One place up (-1) or down (1).
    void moved(int by);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build(const v1::RuleStep& step);

    RuleDesk& desk_;
    const schema::Entity& entity_;
    QLabel* number_;
    QComboBox* kind_;
    QPushButton* later_;
    QToolButton* up_;
    QToolButton* down_;
    QWidget* delay_;
    SpanEdit* after_;
    ConditionPart* when_;
    QVBoxLayout* column_;
    StepBody* body_ = nullptr;
    QLabel* problem_;
};

class StepList : public QWidget {
    Q_OBJECT
public:
    /// `name`: of the list in paths of errors, "steps"; `title` above it, when it is nested.
    StepList(RuleDesk& desk, const schema::Entity& entity, std::string name, const QString& title, QWidget* parent);
    void setSteps(const google::protobuf::RepeatedPtrField<v1::RuleStep>& steps);
    void write(google::protobuf::RepeatedPtrField<v1::RuleStep>* steps);
    bool isGood();
    /// "steps[1].set.values[0]": false when it is about no step of this list.
    bool showProblem(const std::string& path, const QString& words);
    void clearProblems();
    StepBox* add(const v1::RuleStep& step);
    /// As the drop-down "+ action" does.
    StepBox* addKind(v1::RuleStep::ActionCase kind);
    const std::vector<StepBox*>& boxes() const { return boxes_; }
    QComboBox* addBox() const { return add_; }

Q_SIGNALS:
    void edited();

private:
    void number();
    void drop(StepBox* box);
    void move(StepBox* box, int by);

    RuleDesk& desk_;
    const schema::Entity& entity_;
    const std::string name_;
    QVBoxLayout* column_;
    QComboBox* add_;
    std::vector<StepBox*> boxes_;
};

}  // namespace kupets::view
