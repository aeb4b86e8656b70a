// What is done to many records of a table at once, with a dialog that asks: change many, find and replace. Belongs to
// its table.
#pragma once

#include <QObject>
#include <functional>

#include "client/view/host.h"
#include "kupets/v1/records.pb.h"

namespace kupets::view {

class BulkDialog;
class ExportDialog;
class MergeDialog;
class RecordTable;
class ReplaceDialog;

class TableActions : public QObject {
    Q_OBJECT
public:
    TableActions(Host& host, RecordTable& table);

    BulkDialog* changeMany();
    ReplaceDialog* replace();
    /// The whole list into a file; also of the past.
    ExportDialog* exportList();
    /// The selected records, two at least, become one.
    MergeDialog* merge();
    /// Starts it, with progress; `all`: of everything that the list holds, else of the selected rows.
    void run(v1::BulkRequest request, bool all, const QString& what);

Q_SIGNALS:
    void ended(bool ok);

private:
    void withRecords(v1::BulkRequest request, bool all, std::function<void(const v1::BulkRequest&)> then);
    void replaceInField(const QString& field, const QString& what, const QString& with, bool wholeCells);
    void start(const v1::BulkRequest& request, const QString& what);
    std::string currentField() const;

    Host& host_;
    RecordTable& table_;
};

}  // namespace kupets::view
