// The company's rules of automation: the list at the left, the rule in hand at the right with what it did, what it
// would have done, and its versions. Administrators write, everybody else reads.
#pragma once

#include <map>
#include <vector>

#include "client/model/rules.h"
#include "client/view/host.h"
#include "client/view/page.h"
#include "client/view/rules/rule_desk.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QToolButton;
class QVBoxLayout;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class ChronologyPanel;
class RuleEditor;
class RuleList;
class RulePipeline;
class RuleRehearsal;
class RuleRunsPanel;
class RuleTemplates;

class RulesPage : public Page {
    Q_OBJECT
public:
    static const QString kAddress;

    /// `address`: under which it was opened ("rules/deal": with the pipeline of deals); `rule`: that stands open at
    /// first, nil: none.
    RulesPage(Host& host, const QString& address, const Uuid& rule = {}, QWidget* parent = nullptr);
    /// The parts of the page of a rule.
    enum Tab { kWhat, kTrial, kRuns, kVersions };
    static bool mayChange(const data::Context& context);

    QString address() const override { return address_; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("zap"); }
    bool isDirty() const override;
    QByteArray kept() const override;
    void restore(const QByteArray& kept) override;
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(RulesPage* self);

    /// Shows a rule.
    void choose(const Uuid& id);
    /// A rule that is not saved yet.
    void begin(const QString& name, const QString& note, const v1::RuleDef& def);
    RuleTemplates* openTemplates();
    void save();
    void revert();
    void remove();
    bool isSaving() const { return saving_; }

    model::Rules& rules() { return *model_; }
    RuleDesk& desk() { return *desk_; }
    RuleEditor* editor() const { return editor_; }
    RuleList* ruleList() const { return list_; }
    QPushButton* newButton() const { return new_; }
    QPushButton* saveButton() const { return save_; }
    QTabBar* tabs() const { return tabs_; }
    RuleRunsPanel* runs() const { return runs_; }
    RulePipeline* pipeline() const { return pipeline_; }
    /// As stages with their rules, or as a list.
    void setPipeline(bool on);
    RuleRehearsal* rehearsal() const { return rehearsal_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHead(QVBoxLayout* column);
    QWidget* buildRule();
    QWidget* buildFoot();
    void fill();
    void keepDraft();
    void showRule(const Uuid& id);
    void showTab();
    void refreshFoot();
    void switchRule(const Uuid& id, bool on);
    void send(data::Operation operation, const model::RuleRecord& rule, const QString& words, bool whole);

    Host& host_;
    const QString address_;
    const bool mayChange_;
    RuleDesk* desk_;
    model::Rules* model_;
    Uuid wanted_;
    std::map<Uuid, model::RuleRecord> drafts_;  // of rules that are not shown now
    std::vector<Uuid> fresh_;                   // drafts that were never saved
    bool saving_ = false;

    QStackedWidget* stack_ = nullptr;
    ui::EmptyState* empty_ = nullptr;
    QWidget* parts_ = nullptr;
    RulePipeline* pipeline_ = nullptr;
    QPushButton* asList_ = nullptr;
    QPushButton* asPipeline_ = nullptr;
    RuleList* list_ = nullptr;
    QPushButton* new_ = nullptr;
    QStackedWidget* right_ = nullptr;
    ui::EmptyState* none_ = nullptr;
    QTabBar* tabs_ = nullptr;
    QStackedWidget* tabStack_ = nullptr;
    RuleEditor* editor_ = nullptr;
    RuleRehearsal* rehearsal_ = nullptr;
    RuleRunsPanel* runs_ = nullptr;
    ChronologyPanel* versions_ = nullptr;
    QWidget* foot_ = nullptr;
    QPushButton* save_ = nullptr;
    QPushButton* revert_ = nullptr;
    QToolButton* remove_ = nullptr;
};

}  // namespace kupets::view
