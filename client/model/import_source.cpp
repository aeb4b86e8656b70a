#include "client/model/import_source.h"

#include <QFileInfo>
#include <QThread>
#include <functional>

#include "client/net/qt.h"
#include "common/mapping/headers.h"
#include "common/sheet/header.h"

namespace kupets::model {
namespace {

constexpr std::uint64_t kTellEach = 5'000;  // rows

}  // namespace

/// Reads on its thread, and posts what it found to the source. Stopped and awaited by its destructor.
struct ImportSource::Worker {
    Worker(ImportSource& source, std::string path, sheet::BookOptions options)
        : source_(source), generation_(source.generation_), path_(std::move(path)), options_(std::move(options)) {
        thread_.reset(QThread::create([this] { run(); }));
        thread_->start();
    }
    ~Worker() {
        stop_ = true;
        thread_->wait();
    }

private:
    void post(std::function<void(ImportSource&)> act) {
        QMetaObject::invokeMethod(
            &source_,
            [&source = source_, generation = generation_, act = std::move(act)] {
                if (source.generation_ == generation) act(source);
            },
            Qt::QueuedConnection);
    }

    void run() {
        auto book = sheet::Book::open(path_, options_);
        if (!book) {
            post([error = book.error()](ImportSource& source) {
                source.reading_ = false;
                source.error_ = error;
                Q_EMIT source.failed(error);
            });
            return;
        }
        std::vector<ImportSheetFacts> sheets;
        for (const sheet::SheetInfo& info : (*book)->sheets())
            sheets.push_back({.name = toQt(info.name), .hidden = info.hidden});
        const std::size_t count = sheets.size();
        post([sheets, format = (*book)->format()](ImportSource& source) {
            source.open_ = true;
            source.format_ = format;
            source.sheets_ = sheets;
            Q_EMIT source.opened();
        });
        for (std::size_t at = 0; at < count && !stop_; ++at) preview(**book, at, sheets[at]);
        post([csv = (*book)->csv()](ImportSource& source) { source.csv_ = csv; });
        for (std::size_t at = 0; at < count && !stop_; ++at) scan(**book, at, std::move(sheets[at]));
        post([](ImportSource& source) {
            source.reading_ = false;
            Q_EMIT source.finished();
        });
    }

    void preview(sheet::Book& book, std::size_t at, ImportSheetFacts& facts) {
        facts.read = true;
        if (auto reader = book.read(at)) {
            if (auto header = sheet::findHeader(**reader)) facts.headerRow = *header;
        }
        auto reader = book.read(at);
        if (!reader) {
            facts.error = reader.error();
        } else {
            sheet::Row row;
            while (facts.preview.size() < kPreviewRows && !stop_) {
                const auto more = (*reader)->next(row);
                if (!more) facts.error = more.error();
                if (!more || !*more) break;
                ImportPreviewRow& out = facts.preview.emplace_back();
                out.number = row.number;
                out.hidden = row.hidden;
                for (const sheet::Cell& cell : row.cells) out.cells.push_back(mapping::sampleOf(cell));
            }
        }
        post([at, facts](ImportSource& source) {
            source.sheets_[at] = facts;
            Q_EMIT source.previewed(static_cast<int>(at));
        });
    }

    void scan(sheet::Book& book, std::size_t at, ImportSheetFacts facts) {
        auto rows = std::make_shared<ImportRows>();
        std::optional<Error> error;
        auto reader = book.read(at);
        if (!reader) error = reader.error();
        sheet::Row row;
        while (!error && !stop_) {
            const auto more = (*reader)->next(row);
            if (!more) error = more.error();
            if (!more || !*more) break;
            if (!rows->add(row)) error = Error(ErrorCode::BadFile, {"disk"});
            if (rows->count() % kTellEach == 0)
                post([at, count = rows->count()](ImportSource& source) {
                    source.sheets_[at].counted = count;
                    Q_EMIT source.counted(static_cast<int>(at));
                });
        }
        if (stop_) return;
        post([at, rows, error](ImportSource& source) {
            ImportSheetFacts& sheet = source.sheets_[at];
            sheet.counted = rows->count();
            sheet.complete = true;
            sheet.rows = rows;
            if (error) sheet.error = error;
            Q_EMIT source.counted(static_cast<int>(at));
        });
    }

    ImportSource& source_;
    int generation_;
    std::string path_;
    sheet::BookOptions options_;
    std::atomic_bool stop_ = false;
    std::unique_ptr<QThread> thread_;
};

ImportSource::ImportSource(QObject* parent) : QObject(parent) {}
ImportSource::~ImportSource() { worker_.reset(); }

void ImportSource::open(const QString& path, const sheet::BookOptions& options) {
    close();
    path_ = path;
    options_ = options;
    reading_ = true;
    worker_ = std::make_unique<Worker>(*this, fromQt(path), options);
}

void ImportSource::close() {
    worker_.reset();
    ++generation_;
    path_.clear();
    open_ = false;
    reading_ = false;
    csv_.reset();
    error_.reset();
    sheets_.clear();
}

QString ImportSource::fileName() const { return QFileInfo(path_).fileName(); }
qint64 ImportSource::fileSize() const { return QFileInfo(path_).size(); }
bool ImportSource::isReading() const { return reading_; }

std::vector<std::string> ImportSource::headers(std::size_t sheet, std::uint64_t header) const {
    for (const ImportPreviewRow& row : sheets_[sheet].preview) {
        if (row.number != header) continue;
        std::vector<std::string> cells;
        for (const mapping::Sample& cell : row.cells) cells.push_back(cell.text);
        return mapping::distinctHeaders(cells);
    }
    return {};
}

std::vector<mapping::Column> ImportSource::columns(std::size_t sheet, std::uint64_t header) const {
    std::vector<mapping::Column> out;
    for (std::string& name : headers(sheet, header)) out.push_back({std::move(name), {}});
    for (const ImportPreviewRow& row : sheets_[sheet].preview) {
        if (row.number <= header) continue;
        for (std::size_t at = 0; at < out.size(); ++at)
            out[at].cells.push_back(at < row.cells.size() ? row.cells[at] : mapping::Sample{});
    }
    return out;
}

}  // namespace kupets::model
