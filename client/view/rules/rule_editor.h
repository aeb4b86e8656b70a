// One rule, as a sentence made of drop-downs: «Если [Сделка] [переходит на] [Этап] [Доставка] … то: 1. [отправить] …».
// Holds what is typed; the page saves it. Who may not change rules reads the sentence.
#pragma once

#include <QTimer>
#include <optional>

#include "client/model/rules.h"
#include "client/view/rules/rule_step_list.h"
#include "client/view/rules/rule_trigger_edit.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace kupets::ui {
class Banner;
class Toggle;
}  // namespace kupets::ui

namespace kupets::view {

class ReferenceEditor;

class RuleEditor : public QWidget {
    Q_OBJECT
public:
    RuleEditor(RuleDesk& desk, bool mayChange, QWidget* parent);

    /// Another rule. `isNew`: it is not saved yet. With a draft: that is what stands in the drop-downs.
    void setRule(const model::RuleRecord& rule, bool isNew, const model::RuleRecord* draft = nullptr);
    /// News of the rule that is shown; what the person typed since stays.
    void setSaved(const model::RuleRecord& rule);
    /// It stands on the server as it was read from here.
    void takeSaved(model::RuleRecord rule);
    const std::optional<model::RuleRecord>& saved() const { return saved_; }
    /// As it stands in the drop-downs now.
    model::RuleRecord rule();
    Uuid id() const { return id_; }
    bool isNew() const { return isNew_; }
    bool isDirty();
    /// What can be seen without the server is said; false when something is wrong.
    bool check();
    /// The server said no: the words stand beside the part.
    void showRefusal(const Error& error);
    /// What the switch shows, when pressing it was refused.
    void setEnabledShown(bool on);
    QString problems() const;
    void focusName();

    QLineEdit* nameLine() const { return name_; }
    ui::Toggle* toggle() const { return enabled_; }
    QComboBox* entityBox() const { return entity_; }
    const std::vector<TriggerEdit*>& triggers() const { return triggers_; }
    ConditionPart* condition() const { return condition_; }
    ConditionPart* was() const { return was_; }
    StepList* steps() const { return steps_; }
    QString sentence() const;

Q_SIGNALS:
    void edited();
    /// The switch was pressed: it takes effect at once.
    void toggled(bool on);

private:
    void buildHead(QVBoxLayout* column);
    QWidget* buildCause();
    QWidget* buildSteps();
    QWidget* buildRest();
    void fill(const model::RuleRecord& rule);
    void showEntity(const std::string& entity, const v1::RuleDef& def);
    TriggerEdit* addTrigger(const v1::RuleTrigger& trigger);
    void afterTriggers();
    void touched();
    void refreshSentence();
    void clearProblems();
    const schema::Entity* chosenEntity() const;

    RuleDesk& desk_;
    const bool mayChange_;
    Uuid id_;
    bool isNew_ = false;
    bool showing_ = false;
    std::optional<model::RuleRecord> saved_;  // as the drop-downs write it
    std::optional<model::RuleRecord> told_;   // as the server told it last
    data::Cell owner_;

    QLineEdit* name_ = nullptr;
    ui::Toggle* enabled_ = nullptr;
    QLabel* sentence_ = nullptr;
    ui::Banner* banner_ = nullptr;
    QWidget* body_ = nullptr;  // of those who may change it
    QComboBox* entity_ = nullptr;
    QVBoxLayout* triggerColumn_ = nullptr;
    QVBoxLayout* conditionColumn_ = nullptr;
    QVBoxLayout* stepColumn_ = nullptr;
    std::vector<TriggerEdit*> triggers_;
    ConditionPart* was_ = nullptr;
    ConditionPart* condition_ = nullptr;
    QLabel* conditionProblem_ = nullptr;
    StepList* steps_ = nullptr;
    QCheckBox* onImport_ = nullptr;
    QCheckBox* inSave_ = nullptr;
    ReferenceEditor* ownerEdit_ = nullptr;
    QLineEdit* note_ = nullptr;
    QTimer settle_;  // the order of Tab, after parts came and went
};

}  // namespace kupets::view
