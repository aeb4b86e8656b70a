// What is done with the columns of a table: chosen, moved, hidden, kept in place, computed, added up, grouped by,
// coloured. All of it changes the view; the menu of the header and the page's actions lead here.
#pragma once

#include <QObject>

#include "client/view/view_state.h"

class QMenu;

namespace kupets::view {

class ColorDialog;
class FormulaDialog;
class FilterBar;
class RecordTable;

class TableColumns : public QObject {
    Q_OBJECT
public:
    TableColumns(Host& host, const schema::Entity& entity, RecordTable& table, ViewState& state, FilterBar& filter);

    void openMenu(int column, const QPoint& at);
    void openTotals(int column, const QPoint& at);
    void choose(QWidget* anchor);
    FormulaDialog* addFormula();
    FormulaDialog* editFormula(const std::string& path);
    ColorDialog* colors(const std::string& column = {});
    void groupBy(const std::string& path);
    /// Within the groups that are there, by one thing more; "": by nothing more.
    void groupThenBy(const std::string& path);
    void setTotal(const std::string& path, v1::Aggregate::Function function);
    void hide(const std::string& path);
    void freezeUpTo(int column);
    void fillGroups(QMenu* menu);

private:
    void setPaths(const std::vector<std::string>& paths);
    void takeOrder();
    void takeSort();
    bool canGroup(const std::string& path) const;
    std::string groupOf(const std::string& path) const;
    bool isGroupedBy(int level, const std::string& path) const;
    QString labelOf(const std::string& path) const;
    void fillTotals(QMenu* menu, const std::string& path);

    Host& host_;
    const schema::Entity& entity_;
    RecordTable& table_;
    ViewState& state_;
    FilterBar& filter_;
};

}  // namespace kupets::view
