// The table view of records, in pages and in the related lists of a card: scrolls any number of rows, opens by Enter or
// by a click on a link, edits in place, copies as TSV, remembers columns. The model belongs to it.
#pragma once

#include <QTableView>

#include "client/data/record.h"
#include "client/model/record_table_model.h"
#include "client/view/host.h"

namespace kupets::ui {
class TableHeader;
}

namespace kupets::view {

class RecordDelegate;

class RecordTable : public QTableView {
    Q_OBJECT
public:
    RecordTable(Host& host, QWidget* parent = nullptr);

    model::RecordTableModel& records() { return *model_; }
    const model::RecordTableModel& records() const { return *model_; }
    void setCompact(bool compact);
    /// Widths and order of the columns are kept under this name; "" keeps nothing.
    void setMemory(const QString& name);
    /// The selected rows' records, top to bottom; rows that are not loaded are left out.
    std::vector<Uuid> selectedRecords() const;
    /// Deletes the selected records and says so, with Undo.
    void removeSelected();
    void copySelected() const;
    void openCurrent();
    /// Beside the table: in a tab, in a window.
    void openCurrentIn(Host::Place place);
    /// Gives each column a width by its type and content, unless the person chose one.
    void fitColumns();
    void setSortShown(const std::vector<model::SortBy>& sort);

Q_SIGNALS:
    void columnMenuRequested(const QPoint& globalPosition);
    void newRequested();
    void columnsReordered();
    /// The person clicked a header; the query says what it is sorted by now.
    void sortChosen();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void setHovered(const QModelIndex& index);
    void tellViewport();
    void openRow(const Uuid& id);
    void rememberColumns();
    bool followLink(const QPoint& at);
    QRect linkRect(const QModelIndex& index) const;
    int wantedWidth(int column) const;

    Host& host_;
    model::RecordTableModel* model_;
    RecordDelegate* delegate_;
    ui::TableHeader* header_;
    QString memory_;
    QPersistentModelIndex hovered_;
    QPersistentModelIndex pressed_;
    bool fitting_ = false;
};

}  // namespace kupets::view
