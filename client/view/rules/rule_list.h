// The company's rules as a list: name, about what, when it fired last, a mark where it failed, a switch.
#pragma once

#include <QWidget>

#include "client/model/rules.h"
#include "client/view/rules/rule_desk.h"

class QListWidget;
class QListWidgetItem;

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

class RuleList : public QWidget {
    Q_OBJECT
public:
    struct Line {
        model::RuleRecord rule;
        bool unsaved = false;
        model::RuleFigures figures;
    };

    RuleList(RuleDesk& desk, bool mayChange, QWidget* parent);
    void setLines(std::vector<Line> lines);
    /// What is typed of a rule that is not saved yet.
    void showTyped(const model::RuleRecord& rule);
    Uuid current() const;
    /// Never emits.
    void setCurrent(const Uuid& id);
    QListWidget* list() const { return list_; }

Q_SIGNALS:
    void chosen(const kupets::Uuid& id);
    void toggled(const kupets::Uuid& id, bool on);

private:
    void rebuild();
    QWidget* makeLine(const Line& line);
    void narrow(const QString& typed);

    RuleDesk& desk_;
    const bool mayChange_;
    std::vector<Line> lines_;
    ui::SearchField* search_;
    QListWidget* list_;
};

/// "12 минут назад", "вчера", of what was; GUI words.
QString agoWords(std::int64_t moment, data::Language language);

}  // namespace kupets::view
