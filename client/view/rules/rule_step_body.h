// What a step does, kind by kind: the drop-downs and rows that say it.
#pragma once

#include <QWidget>

#include "client/view/rules/rule_parts.h"

class QGridLayout;

namespace kupets::view {

class StepBody : public QWidget {
    Q_OBJECT
public:
    StepBody(RuleDesk& desk, const schema::Entity& entity, QWidget* parent);
    /// Puts its action into the step.
    virtual void write(v1::RuleStep& step) = 0;
    /// No formula is typed that is wrong.
    virtual bool isGood() { return true; }
    /// `path` within the step: "set.values[0].text". True when the words stand beside the part now; marks it in any
    /// case.
    virtual bool showProblem(const std::string& /*path*/, const QString& /*words*/) { return false; }
    virtual void clearProblems() {}

Q_SIGNALS:
    void edited();

protected:
    /// A line of the body: what is asked for at the left, the part at the right.
    void addLine(const QString& label, QWidget* part);
    /// A part that takes the whole width.
    void addWide(QWidget* part);

    RuleDesk& desk_;
    const schema::Entity& entity_;

private:
    QGridLayout* grid_;
};

/// The body for the step's kind, filled from it.
StepBody* makeStepBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleStep& step, QWidget* parent);
/// A step of this kind as one begins with it.
v1::RuleStep newStep(v1::RuleStep::ActionCase kind, const schema::Entity& entity, const schema::Snapshot& schema);
const std::vector<v1::RuleStep::ActionCase>& stepKinds();

}  // namespace kupets::view
