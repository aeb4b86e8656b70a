// All records of an entity as a table: search, sorting, columns, density, editing in place, count below. Live.
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
class PageHeader;
class RecordTable;

class TablePage : public Page {
    Q_OBJECT
public:
    TablePage(Host& host, const std::string& entity, QWidget* parent = nullptr);

    QString address() const override;
    QString title() const override;
    QString iconName() const override;
    void shown() override;
    std::optional<data::RecordKey> neighbour(const data::RecordKey& of, int rows) override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(TablePage* self);

    RecordTable& table() { return *table_; }
    ui::SearchField& search() { return *search_; }
    QString countText() const;
    /// The same list as it was: a bar above to choose the moment, nothing to be edited (table_page_past.cpp).
    void lookBack();
    void backToToday();
    AsOfBar* past() const { return past_; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildTools(PageHeader* header);
    QWidget* buildFooter();
    void restore();
    void chooseColumns(QWidget* anchor);
    void setColumns(std::vector<std::string> columns);
    void setCompact(bool compact);
    void refreshFooter();
    void refreshState();
    QString key(const char* what) const;

    Host& host_;
    std::string entity_;
    schema::SnapshotPtr snapshot_;  // holds what definition_ points to
    const schema::Entity* definition_;
    RecordTable* table_;
    ui::SearchField* search_;
    ui::EmptyState* empty_;
    QStackedLayout* stack_;
    QLabel* count_;
    QLabel* selection_;
    QWidget* columnsButton_;
    QToolButton* density_;
    AsOfBar* past_ = nullptr;  // while the past is shown
    Error failure_;
    bool failed_ = false;
    bool answered_ = false;
};

}  // namespace kupets::view
