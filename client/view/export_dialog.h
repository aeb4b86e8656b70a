// A list into a file: which kind, where to, then how far it is. What is written is what the list shows: its filter,
// search, order, and columns under their names. Belongs to its window, deletes itself.
#pragma once

#include <QDialog>

#include "client/data/table_export.h"
#include "client/model/record_table_model.h"
#include "client/view/host.h"

class QProgressBar;
class QLabel;
class QPushButton;
class QRadioButton;

namespace kupets::view {

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(Host& host, const model::RecordTableModel& table, QWidget* parent);

    void setFormat(sheet::Format format);
    /// Asks for the file's name.
    void ask();
    /// Without asking; ends with ended().
    void writeTo(const QString& path);
    void reject() override;

Q_SIGNALS:
    void ended(bool ok);

private:
    void build(int columns);
    void showProgress(quint64 rows);
    void finish(quint64 rows);
    void fail(const Error& error);
    QString proposedName() const;
    sheet::Format format() const;
    std::vector<sheet::RecordColumn> columns() const;

    Host& host_;
    v1::ExportRequest request_;
    QStringList titles_;
    quint64 total_ = 0;
    QString name_;
    schema::SnapshotPtr snapshot_;  // holds what the columns point to
    const schema::Entity* entity_;
    data::TableExport* export_ = nullptr;
    QRadioButton* excel_ = nullptr;
    QRadioButton* csv_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QLabel* words_ = nullptr;
    QPushButton* go_ = nullptr;
    QPushButton* cancel_ = nullptr;
};

}  // namespace kupets::view
