// The table view of records, in pages and in the related lists of a card: scrolls any number of rows, selects cells as
// a spreadsheet does, edits in place, copies and pastes, follows links. The model belongs to it.
//
// record_table.cpp: parts and columns; record_table_paint.cpp: rows to the edge, heads of groups, frozen columns;
// record_table_input.cpp: keys, mouse, menu. What is done to a selection: TableEdits.
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
class TableEdits;
class TableGutter;

class RecordTable : public QTableView {
    Q_OBJECT
public:
    RecordTable(Host& host, QWidget* parent = nullptr);
    ~RecordTable() override;

    model::RecordTableModel& records() { return *model_; }
    const model::RecordTableModel& records() const { return *model_; }
    TableEdits& edits() { return *edits_; }
    TableGutter& gutter() { return *gutter_; }
    ui::TableHeader& header() { return *header_; }
    RecordDelegate& delegate() { return *delegate_; }
    void setRowHeight(int height);
    /// So many columns at the left stay while the others scroll.
    void setFrozen(int columns);
    /// So many pixels at the lower edge belong to something that lies on the table: the last row scrolls above it.
    void setFootRoom(int height);
    /// Widths and order of the columns are kept under this name; "" keeps nothing.
    void setMemory(const QString& name);
    /// Widths that the view brings; what is not there has a width by its type.
    void setWidths(std::map<std::string, int> widths);

    /// The selected cells as one rectangle, columns as they are seen.
    struct Selected {
        int top = -1;
        int bottom = -1;
        std::vector<int> columns;  // of the model
        bool wholeRows = false;
        int rows() const { return top < 0 ? 0 : bottom - top + 1; }
    };
    Selected selected() const;
    /// The selected rows' records, top to bottom; rows that are not loaded are left out.
    std::vector<Uuid> selectedRecords() const;
    void selectRows();
    void removeSelected();
    void copySelected();
    void openCurrent();
    /// Gives each column a width by its type and content, unless the person chose one.
    void fitColumns();
    void setSortShown(const std::vector<model::SortBy>& sort);

    QModelIndex indexAt(const QPoint& at) const override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    void columnMenuRequested(int column, const QPoint& globalPosition);
    void newRequested();
    void columnsReordered();
    void columnResized(const std::string& path, int width);
    /// The person clicked a header; the query says what it is sorted by now.
    void sortChosen();
    /// Ctrl+H and Ctrl+E: whoever holds the table asks what and where.
    void replaceRequested();
    void bulkRequested();
    void mergeRequested();
    void selectionSettled();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void setHovered(const QModelIndex& index);
    void tellViewport();
    void openRow(const Uuid& id);
    void rememberColumns(int column);
    void sortBy(int section, bool add);
    bool followLink(const QPoint& at);
    bool actOn(const QModelIndex& index);
    bool onSheetKey(QKeyEvent* event);
    bool onGroupKey(QKeyEvent* event);
    QRect linkRect(const QModelIndex& index) const;
    int wantedWidth(int column) const;
    int shiftAt(int x) const;
    void paintGroup(QPainter& painter, int row, const QRect& rect) const;
    void paintFrozen(QPainter& painter, const QRect& dirty) const;
    QMenu* cellMenu(const QModelIndex& index);

    Host& host_;
    model::RecordTableModel* model_;
    RecordDelegate* delegate_;
    ui::TableHeader* header_;
    TableGutter* gutter_;
    TableEdits* edits_;
    QString memory_;
    std::map<std::string, int> widths_;
    QPersistentModelIndex hovered_;
    QPersistentModelIndex pressed_;
    bool wasCurrent_ = false;  // the cell was current before it was pressed
    bool fitting_ = false;
    int footRoom_ = 0;
};

}  // namespace kupets::view
