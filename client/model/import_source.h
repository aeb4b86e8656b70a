// A table file of this computer, looked at before anything is sent: its sheets, their first rows at once, all rows
// counted and kept on disk beside. The file is read on a thread of its own; this object and its signals belong to the
// GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "client/model/import_rows.h"
#include "common/base/error.h"
#include "common/mapping/propose.h"
#include "common/sheet/book.h"

class QThread;

namespace kupets::model {

struct ImportPreviewRow {
    std::uint64_t number = 0;
    bool hidden = false;
    std::vector<mapping::Sample> cells;
};

struct ImportSheetFacts {
    QString name;
    bool hidden = false;
    bool read = false;                      // the first rows are here
    std::vector<ImportPreviewRow> preview;  // the first kPreviewRows
    std::uint64_t headerRow = 0;            // found by looking; 0: none is like one
    std::uint64_t counted = 0;              // rows so far, the header among them
    bool complete = false;                  // all are counted
    std::optional<Error> error;
    std::shared_ptr<const ImportRows> rows;  // once complete
};

class ImportSource : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kPreviewRows = 200;

    explicit ImportSource(QObject* parent = nullptr);
    ~ImportSource() override;

    /// Begins anew with this file.
    void open(const QString& path, const sheet::BookOptions& options = {});
    void close();

    const QString& path() const { return path_; }
    QString fileName() const;
    qint64 fileSize() const;
    bool isOpen() const { return open_; }
    bool isReading() const;
    const std::optional<Error>& error() const { return error_; }
    sheet::Format format() const { return format_; }
    const std::optional<sheet::CsvFacts>& csv() const { return csv_; }
    const sheet::BookOptions& options() const { return options_; }
    const std::vector<ImportSheetFacts>& sheets() const { return sheets_; }

    /// Names of the columns as the row `header` gives them; what stands beyond them has none and is not read.
    std::vector<std::string> headers(std::size_t sheet, std::uint64_t header) const;
    /// The columns with what stands below the header, of the first rows.
    std::vector<mapping::Column> columns(std::size_t sheet, std::uint64_t header) const;

Q_SIGNALS:
    /// The sheets are known.
    void opened();
    void failed(const kupets::Error& error);
    /// Its first rows are here.
    void previewed(int sheet);
    /// More of its rows are counted, or all.
    void counted(int sheet);
    /// Nothing is being read any more.
    void finished();

private:
    struct Worker;

    QString path_;
    sheet::BookOptions options_;
    bool open_ = false;
    bool reading_ = false;
    sheet::Format format_ = sheet::Format::Csv;
    std::optional<sheet::CsvFacts> csv_;
    std::optional<Error> error_;
    std::vector<ImportSheetFacts> sheets_;
    int generation_ = 0;  // of the file that is read now: what is told of an earlier one is not heard
    std::unique_ptr<Worker> worker_;
};

}  // namespace kupets::model
