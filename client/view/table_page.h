// All records of an entity as a table: saved views, filter, search, columns, groups, totals, editing in place, count
// below. Live. The page puts the parts together: what is looked at is told by ViewState, columns are changed by
// TableColumns, cells by TableEdits, many records by TableActions.
#pragma once

#include <QPointer>
#include <QStackedLayout>

#include "client/view/host.h"
#include "client/view/page.h"
#include "common/schema/snapshot.h"

class QLabel;
class QToolButton;

namespace kupets::ui {
class EmptyState;
class SearchField;
}  // namespace kupets::ui

namespace kupets::view {

class AsOfBar;
class FilterBar;
class PageHeader;
class RecordTable;
class TableActions;
class TableColumns;
class TableFavourites;
class TableNewRow;
class TableTotals;
class ViewMenu;
class ViewState;

class TablePage : public Page {
    Q_OBJECT
public:
    TablePage(Host& host, const std::string& entity, QWidget* parent = nullptr);

    QString address() const override;
    QString title() const override;
    QString iconName() const override;
    bool isDirty() const override;
    void shown() override;
    std::optional<data::RecordKey> neighbour(const data::RecordKey& of, int rows) override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(TablePage* self);

    RecordTable& table() { return *table_; }
    TableActions& many() { return *many_; }
    TableColumns& columns() { return *columns_; }
    TableTotals& totals() { return *totals_; }
    FilterBar& filter() { return *filter_; }
    ViewState& state() { return *state_; }
    ViewMenu& views() { return *views_; }
    ui::SearchField& search() { return *search_; }
    TableNewRow& newRow() { return *newRow_; }
    QString countText() const;
    QString selectionText() const;
    /// The same list as it was: a bar above to choose the moment, nothing to be edited (table_page_past.cpp).
    void lookBack();
    void backToToday();
    AsOfBar* past() const { return past_; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildTools(PageHeader* header);
    void buildParts();
    void connectModel();
    QWidget* buildFooter();
    void applyState();
    void setFavourites(bool on);
    void toggleDensity();
    void showPast(bool past);
    void refreshNewRow();
    void addRow();
    std::map<std::string, data::Cell> presets() const;
    void refreshFooter();
    void refreshState();
    void actOnEmpty();

    Host& host_;
    std::string entity_;
    schema::SnapshotPtr snapshot_;  // holds what definition_ points to
    const schema::Entity* definition_;
    ViewState* state_;
    RecordTable* table_;
    TableActions* many_;
    TableColumns* columns_;
    TableTotals* totals_;
    TableFavourites* stars_;
    TableNewRow* newRow_;
    FilterBar* filter_;
    ViewMenu* views_;
    ui::SearchField* search_;
    ui::EmptyState* empty_;
    QStackedLayout* stack_;
    QLabel* count_;
    QLabel* selection_;
    QLabel* hint_;
    QWidget* columnsButton_;
    QToolButton* filterButton_;
    QToolButton* favourites_;
    QToolButton* groupButton_;
    QToolButton* density_;
    AsOfBar* past_ = nullptr;  // while the past is shown
    Error failure_;
    bool failed_ = false;
    bool answered_ = false;
};

}  // namespace kupets::view
