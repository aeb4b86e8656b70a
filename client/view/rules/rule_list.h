// The company's rules as a list: name, about what, when it fired last, a mark where it failed, a switch. Painted, so
// that thousands of them are no burden.
#pragma once

#include <QListView>
#include <QWidget>

#include "client/model/rules.h"
#include "client/view/rules/rule_desk.h"

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

class RuleListModel;

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
    int count() const;
    QListView* list() const { return list_; }
    /// Where the switch of a rule stands in the list's viewport.
    QRect switchOf(const Uuid& id) const;

Q_SIGNALS:
    void chosen(const kupets::Uuid& id);
    void toggled(const kupets::Uuid& id, bool on);

private:
    class Delegate;
    void narrow(const QString& typed);
    void toggle(const QModelIndex& index);

    RuleDesk& desk_;
    const bool mayChange_;
    RuleListModel* model_;
    ui::SearchField* search_;
    QListView* list_;
    bool quiet_ = false;
};

/// "12 минут назад", "вчера", of what was; GUI words.
QString agoWords(std::int64_t moment, data::Language language);

}  // namespace kupets::view
