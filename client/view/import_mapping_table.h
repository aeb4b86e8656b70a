// The table of the mapping: arrows walk it, Enter, F2, Space or a letter open what is under the cursor, Del takes a
// column out, Ins uses it once more.
#pragma once

#include <QTableView>

namespace kupets::view {

class ImportMappingModel;

class ImportMappingTable : public QTableView {
    Q_OBJECT
public:
    explicit ImportMappingTable(ImportMappingModel& model, QWidget* parent = nullptr);
    /// What a popover points at: covers the cell as long as the popover is open.
    QWidget* anchorAt(const QModelIndex& index);

Q_SIGNALS:
    /// `typed`: the letter that opened it.
    void fieldWanted(int row, const QString& typed);
    void conversionWanted(int row);
    void removeWanted(int row);
    void duplicateWanted(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void openAt(const QModelIndex& index, const QString& typed = {});

    ImportMappingModel& lines_;
    QWidget* anchor_;
};

}  // namespace kupets::view
