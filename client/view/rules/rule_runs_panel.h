// What rules did and why they did nothing: of one rule, or of one record. The newest first, read on as one scrolls.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "client/model/rules.h"
#include "client/net/call.h"
#include "client/view/rules/rule_desk.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class RuleRunsPanel : public QWidget {
    Q_OBJECT
public:
    RuleRunsPanel(Host& host, const model::Rules& rules, RuleDesk& desk, QWidget* parent);
    void showRule(const Uuid& rule);
    void showRecord(const data::RecordKey& record);
    void refresh();
    bool isAnswered() const { return answered_; }
    const std::vector<v1::RuleRunLine>& lines() const { return lines_; }
    QTreeWidget* list() const { return list_; }
    QComboBox* outcomeBox() const { return outcomes_; }

Q_SIGNALS:
    /// Something else was opened from it.
    void left();

private:
    void ask(bool more);
    void take(const v1::RuleRunsReply& reply, bool more);
    void addLine(const v1::RuleRunLine& line);
    void open(const QTreeWidgetItem* item);
    void openMenu(const QPoint& at);
    QString reasonOf(const v1::RuleRunLine& line) const;

    Host& host_;
    const model::Rules& rules_;
    RuleDesk& desk_;
    Uuid rule_;
    std::optional<data::RecordKey> record_;
    std::vector<v1::RuleRunLine> lines_;
    bool more_ = false;
    bool answered_ = false;
    net::CallHandle call_;
    QComboBox* outcomes_;
    QStackedWidget* stack_;
    QTreeWidget* list_;
    ui::EmptyState* empty_;
};

/// "Сработало", "Не подошло"…
QString outcomeWords(v1::RuleRunLine::Outcome outcome);
/// Why a run ended as it did, in words; `def` may be null when the rule is gone.
QString runReason(const RuleDesk& desk, const v1::RuleDef* def, const v1::RuleRunLine& line);

}  // namespace kupets::view
