// Records of a set on their way into a file: asked of the server as a stream, written by a thread of its own. One
// object an export; it tells once how it ended, and is given up by deleting it: then there is no file. GUI thread.
// Failures: what the server says, Unavailable when the line breaks, BadFile when the file can not be written.
#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "client/data/context.h"
#include "client/net/connection.h"
#include "common/sheet/record_cells.h"
#include "kupets/v1/records.pb.h"

namespace kupets::data {

struct ExportTarget {
    QString path;
    sheet::Format format = sheet::Format::Xlsx;
    QString sheetName;
    std::vector<sheet::RecordColumn> columns;  // as many as the request has
};

class TableExport : public QObject {
    Q_OBJECT

public:
    TableExport(const Context& context, v1::ExportRequest request, ExportTarget target, QObject* parent = nullptr);
    ~TableExport() override;

    void start();
    const QString& path() const { return path_; }
    quint64 rows() const { return rows_; }

Q_SIGNALS:
    /// So many rows are written.
    void progressed(quint64 rows);
    void finished(quint64 rows);
    void failed(const kupets::Error& error);

private:
    class Writing;
    void written(quint64 rows);
    void end(Result<quint64> result);

    Context context_;
    v1::ExportRequest request_;
    QString path_;
    quint64 rows_ = 0;
    bool ended_ = false;
    std::shared_ptr<Writing> writing_;
    net::CallHandle call_;
};

}  // namespace kupets::data
