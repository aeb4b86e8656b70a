// What a person does to the selected cells of a table: copy, paste, fill down, clear, replace, delete. Everything that
// is wrong is told at once, before anything is saved; what was done can be undone from its toast. Belongs to its table.
#pragma once

#include <QObject>
#include <functional>

#include "client/model/clipboard.h"
#include "client/model/record_table_block.h"
#include "client/view/host.h"

namespace kupets::view {

class RecordTable;

class TableEdits : public QObject {
    Q_OBJECT
public:
    TableEdits(Host& host, RecordTable& table);

    void copy();
    void cut();
    /// The clipboard's rectangle into the cells at the selection; one value goes into all of them. What does not fit
    /// above the table's end becomes new records, with `asNew` all of it.
    void paste(bool asNew);
    void pasteGrid(const model::Grid& grid, bool asNew);
    /// The first selected row's values into those below; of one row, the values above it.
    void fillDown();
    void clear();
    void removeRecords();
    /// In the selected cells.
    void replaceText(const QString& what, const QString& with, bool wholeColumns);
    bool isBusy() const { return busy_; }

Q_SIGNALS:
    /// An operation has ended: saved, refused or given up.
    void settled();

private:
    void begin(int first, std::vector<int> columns, model::Block block, const char* done);
    void judge(model::BlockEdit* edit);
    void save(model::BlockEdit* edit);
    void say(const Error& error);
    QString reasonOf(const model::BlockEdit::Bad& bad) const;
    void withRows(int first, int last, const std::function<void(const std::vector<model::TableRow>&)>& use);
    model::Grid gridOf(const std::vector<model::TableRow>& rows, const std::vector<int>& columns) const;
    std::vector<int> columnsFrom(int column, int count) const;

    Host& host_;
    RecordTable& table_;
    bool busy_ = false;
};

}  // namespace kupets::view
