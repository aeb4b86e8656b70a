// The digital pipeline: the stages of a board as columns, and on each the rules that a record sets off by coming there
// or leaving. "+" makes one more.
#pragma once

#include <QWidget>
#include <vector>

#include "client/model/board_pipelines.h"
#include "client/model/rules.h"
#include "client/view/rules/rule_desk.h"

class QComboBox;
class QHBoxLayout;
class QPushButton;
class QStackedWidget;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class RulePipeline : public QWidget {
    Q_OBJECT
public:
    RulePipeline(RuleDesk& desk, model::Rules& rules, bool mayChange, QWidget* parent);
    /// The board of this entity; nothing happens when it has none.
    void showEntity(const std::string& entity);
    void refresh();

    struct Stage {
        std::string value;  // as triggers name it
        QString name;
        QString color;
    };
    struct Column {
        Stage stage;
        std::vector<Uuid> rules;
        QWidget* widget = nullptr;
        QPushButton* add = nullptr;
    };
    const std::vector<Column>& columns() const { return columns_; }
    QComboBox* entityBox() const { return entities_; }
    QComboBox* laneBox() const { return lanes_; }

Q_SIGNALS:
    void ruleChosen(const kupets::Uuid& id);
    void ruleWanted(const kupets::v1::RuleDef& def);

private:
    void showLanes();
    std::vector<Stage> stages() const;
    void addColumn(const Stage& stage);
    QWidget* makeCard(const model::RuleRecord& rule, bool leaving, QWidget* parent);

    RuleDesk& desk_;
    model::Rules& rules_;
    const bool mayChange_;
    const schema::Entity* entity_ = nullptr;
    model::BoardPipelines* pipelines_ = nullptr;  // where columns are records
    QComboBox* entities_;
    QComboBox* lanes_;
    QStackedWidget* stack_;
    ui::EmptyState* empty_;
    QHBoxLayout* row_;
    std::vector<Column> columns_;
};

}  // namespace kupets::view
