#include "client/view/rules/rule_step_flow.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>

#include "client/ui/widgets.h"
#include "client/view/rules/rule_step_list.h"
#include "client/view/rules/rule_trigger_edit.h"

namespace kupets::view {
namespace {

/// "yes[0].set…" of "branch.yes[0].set…".
std::string inside(const std::string& path) {
    const std::size_t dot = path.find('.');
    return dot == std::string::npos ? std::string() : path.substr(dot + 1);
}

class WaitBody : public StepBody {
public:
    WaitBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleWait& wait, QWidget* parent)
        : StepBody(desk, entity, parent),
          most_(new SpanEdit(StepBody::tr("At most"), this)),
          late_(new StepList(desk, entity, "late", StepBody::tr("If nothing of it happens in time"), this)) {
        const v1::RuleTrigger first = wait.events_size() > 0 ? wait.events(0) : v1::RuleTrigger();
        event_ = new TriggerEdit(desk, entity, first,
                                 {v1::RuleTrigger::CHANGED, v1::RuleTrigger::ENTERED, v1::RuleTrigger::LEFT}, this);
        event_->setRemovable(false);
        for (int at = 1; at < wait.events_size(); ++at) more_.push_back(wait.events(at));
        most_->setSpan(wait.at_most());
        late_->setSteps(wait.late());
        addLine(StepBody::tr("Until it"), event_);
        addLine(StepBody::tr("At most"), most_);
        addWide(late_);
        connect(event_, &TriggerEdit::edited, this, &StepBody::edited);
        connect(most_, &SpanEdit::edited, this, [this] {
            refresh();
            Q_EMIT edited();
        });
        connect(late_, &StepList::edited, this, &StepBody::edited);
        refresh();
    }
    void write(v1::RuleStep& step) override {
        v1::RuleWait& wait = *step.mutable_wait();
        *wait.add_events() = event_->trigger();
        for (const v1::RuleTrigger& each : more_) *wait.add_events() = each;
        if (most_->span().amount() == 0) return;
        *wait.mutable_at_most() = most_->span();
        late_->write(wait.mutable_late());
    }
    bool isGood() override { return late_->isGood(); }
    bool showProblem(const std::string& path, const QString& words) override {
        return late_->showProblem(inside(path), words);
    }
    void clearProblems() override { late_->clearProblems(); }

private:
    void refresh() { late_->setVisible(most_->span().amount() != 0); }

    TriggerEdit* event_;
    std::vector<v1::RuleTrigger> more_;  // that a constructor of one event keeps as they are
    SpanEdit* most_;
    StepList* late_;
};

class AskBody : public StepBody {
public:
    AskBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleAsk& ask, QWidget* parent)
        : StepBody(desk, entity, parent),
          whom_(new PeopleEdit(desk, &entity, this)),
          text_(new WordsEdit(desk, entity, StepBody::tr("What to approve"), 2, this)),
          all_(ruleBox(StepBody::tr("Who must approve"), this)),
          most_(new SpanEdit(StepBody::tr("At most"), this)),
          refused_(new StepList(desk, entity, "refused", StepBody::tr("If refused"), this)) {
        whom_->setPeople(ask.whom(), ask.users());
        text_->setWords(ask.text());
        all_->addItem(StepBody::tr("any one of them is enough"), false);
        all_->addItem(StepBody::tr("all of them"), true);
        all_->setCurrentIndex(ask.all() ? 1 : 0);
        most_->setSpan(ask.at_most());
        refused_->setSteps(ask.refused());
        addLine(StepBody::tr("Whom"), whom_);
        addLine(StepBody::tr("About"), text_);
        addLine(StepBody::tr("Approved by"), all_);
        addLine(StepBody::tr("Answer within"), most_);
        addWide(refused_);
        connect(whom_, &ChipsEdit::edited, this, &StepBody::edited);
        connect(text_, &WordsEdit::edited, this, &StepBody::edited);
        connect(all_, &QComboBox::currentIndexChanged, this, &StepBody::edited);
        connect(most_, &SpanEdit::edited, this, &StepBody::edited);
        connect(refused_, &StepList::edited, this, &StepBody::edited);
    }
    void write(v1::RuleStep& step) override {
        v1::RuleAsk& ask = *step.mutable_ask();
        whom_->write(ask.mutable_whom(), ask.mutable_users());
        ask.set_text(text_->words());
        ask.set_all(all_->currentData().toBool());
        if (most_->span().amount() != 0) *ask.mutable_at_most() = most_->span();
        refused_->write(ask.mutable_refused());
    }
    bool isGood() override { return refused_->isGood(); }
    bool showProblem(const std::string& path, const QString& words) override {
        text_->setInvalid(path == "ask.text");
        return refused_->showProblem(inside(path), words);
    }
    void clearProblems() override {
        text_->setInvalid(false);
        refused_->clearProblems();
    }

private:
    PeopleEdit* whom_;
    WordsEdit* text_;
    QComboBox* all_;
    SpanEdit* most_;
    StepList* refused_;
};

class BranchBody : public StepBody {
public:
    BranchBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleBranch& branch, QWidget* parent)
        : StepBody(desk, entity, parent),
          condition_(new ConditionPart(desk, entity, StepBody::tr("condition"), this)),
          yes_(new StepList(desk, entity, "yes", StepBody::tr("Then"), this)),
          no_(new StepList(desk, entity, "no", StepBody::tr("Else"), this)) {
        condition_->setText(branch.condition());
        yes_->setSteps(branch.yes());
        no_->setSteps(branch.no());
        addLine(StepBody::tr("If"), condition_);
        addWide(yes_);
        addWide(no_);
        connect(condition_, &ConditionPart::edited, this, &StepBody::edited);
        connect(yes_, &StepList::edited, this, &StepBody::edited);
        connect(no_, &StepList::edited, this, &StepBody::edited);
    }
    void write(v1::RuleStep& step) override {
        v1::RuleBranch& branch = *step.mutable_branch();
        branch.set_condition(condition_->text());
        yes_->write(branch.mutable_yes());
        no_->write(branch.mutable_no());
    }
    bool isGood() override { return condition_->isGood() && yes_->isGood() && no_->isGood(); }
    bool showProblem(const std::string& path, const QString& words) override {
        return yes_->showProblem(inside(path), words) || no_->showProblem(inside(path), words);
    }
    void clearProblems() override {
        yes_->clearProblems();
        no_->clearProblems();
    }

private:
    ConditionPart* condition_;
    StepList* yes_;
    StepList* no_;
};

}  // namespace

StepBody* makeFlowBody(RuleDesk& desk, const schema::Entity& entity, const v1::RuleStep& step, QWidget* parent) {
    if (step.has_wait()) return new WaitBody(desk, entity, step.wait(), parent);
    if (step.has_ask()) return new AskBody(desk, entity, step.ask(), parent);
    return new BranchBody(desk, entity, step.branch(), parent);
}

}  // namespace kupets::view
