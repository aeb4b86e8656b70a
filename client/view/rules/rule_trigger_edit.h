// What sets a rule off, as drop-downs: «переходит на [Этап] [Доставка]», «[за] [3] [рабочих дня] до [Срок]».
#pragma once

#include <memory>

#include "client/view/rules/rule_parts.h"

class QLabel;
class QLineEdit;
class QTimeEdit;
class QToolButton;

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

class FieldEditor;

/// At what times: each working day, a weekday, a day of the month, or as cron writes it.
class TimesEdit : public QWidget {
    Q_OBJECT
public:
    explicit TimesEdit(QWidget* parent);
    void setTimes(const std::string& times);
    std::string times() const;
    QComboBox* dayBox() const { return days_; }

Q_SIGNALS:
    void edited();

private:
    void refresh();

    QComboBox* days_;
    QTimeEdit* clock_;
    QLineEdit* other_;
};

class TriggerEdit : public QWidget {
    Q_OBJECT
public:
    /// `kinds`: those that are offered.
    TriggerEdit(RuleDesk& desk, const schema::Entity& entity, const v1::RuleTrigger& trigger,
                const std::vector<v1::RuleTrigger::Kind>& kinds, QWidget* parent);

    v1::RuleTrigger trigger() const;
    void setRemovable(bool removable);
    /// Words below it; empty: nothing is wrong.
    void setProblem(const QString& words);
    QComboBox* kindBox() const { return kind_; }
    QComboBox* fieldBox() const { return field_; }
    FieldEditor* valueEditor() const { return value_; }
    QLineEdit* buttonLine() const { return button_; }
    TimesEdit* timesEdit() const { return times_; }

Q_SIGNALS:
    void edited();
    void removed();

private:
    void build(const v1::RuleTrigger& trigger);
    void buildStage(const v1::RuleTrigger& trigger);
    void buildValue(const std::string& value);
    void buildOffset(const v1::RuleTrigger& trigger);
    v1::RuleTrigger::Kind kind() const;

    RuleDesk& desk_;
    const schema::Entity& entity_;
    QComboBox* kind_;
    QWidget* holder_;
    ui::FlowLayout* row_;
    QToolButton* remove_;
    QLabel* problem_;
    // What the kind needs; the others are null.
    ChipsEdit* fields_ = nullptr;
    QComboBox* field_ = nullptr;
    QWidget* valueHolder_ = nullptr;
    FieldEditor* value_ = nullptr;
    std::unique_ptr<schema::Field> valueField_;
    data::Cell cell_;
    QComboBox* before_ = nullptr;
    SpanEdit* span_ = nullptr;
    ExpressionBox* moment_ = nullptr;
    TimesEdit* times_ = nullptr;
    QLineEdit* button_ = nullptr;
};

}  // namespace kupets::view
