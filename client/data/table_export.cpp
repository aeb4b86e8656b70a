#include "client/data/table_export.h"

#include <QThreadPool>
#include <deque>
#include <mutex>

#include "client/net/qt.h"
#include "common/wire/rowset.h"

namespace kupets::data {
namespace {

constexpr net::CallOptions kLong{.deadline = std::chrono::hours(1)};

}  // namespace

/// What the thread works on. It lives until its last piece of work is done, also when the export was given up.
class TableExport::Writing : public std::enable_shared_from_this<Writing> {
public:
    Writing(TableExport* owner, ExportTarget target, bool russian)
        : owner_(owner), target_(std::move(target)), russian_(russian) {}

    void add(const v1::ExportChunk& chunk) {
        const std::scoped_lock lock(mutex_);
        chunks_.push_back(chunk);
        work();
    }
    void close() {
        const std::scoped_lock lock(mutex_);
        closed_ = true;
        work();
    }
    void giveUp() {
        const std::scoped_lock lock(mutex_);
        owner_ = nullptr;
        chunks_.clear();
        work();  // the file goes with the writer, on the writer's thread
    }

private:
    /// One piece of work at a time, in the order they came.
    void work() {
        if (busy_ || over_) return;
        busy_ = true;
        QThreadPool::globalInstance()->start([self = shared_from_this()] { self->run(); });
    }

    void run() {
        for (;;) {
            std::optional<v1::ExportChunk> chunk;
            {
                const std::scoped_lock lock(mutex_);
                if (!owner_) over_ = true;
                if (over_ || (chunks_.empty() && !closed_)) {
                    busy_ = false;
                    if (over_) writer_.reset();
                    return;
                }
                if (!chunks_.empty()) {
                    chunk = std::move(chunks_.front());
                    chunks_.pop_front();
                }
            }
            const Result<void> done = chunk ? write(*chunk) : finish();
            const std::scoped_lock lock(mutex_);
            over_ = !done || !chunk;
            tell(done);
        }
    }

    void tell(const Result<void>& done) {
        if (!owner_) return;
        QMetaObject::invokeMethod(
            owner_,
            [owner = owner_, rows = rows_, done, over = over_] {
                if (!over) return owner->written(rows);
                owner->end(done ? Result<quint64>(rows) : std::unexpected(done.error()));
            },
            Qt::QueuedConnection);
    }

    Result<void> open() {
        std::vector<sheet::ColumnStyle> styles;
        for (const auto& column : target_.columns) styles.push_back(column.style());
        auto writer = sheet::TableWriter::create(target_.path.toStdString(), target_.format, std::move(styles),
                                                 {.sheet = fromQt(target_.sheetName), .russian = russian_});
        if (!writer) return std::unexpected(std::move(writer.error()));
        writer_ = std::move(*writer);
        return {};
    }

    Result<void> write(const v1::ExportChunk& chunk) {
        if (!writer_) {
            if (auto opened = open(); !opened) return opened;
        }
        const auto view = wire::RowSetView::open(chunk.rows());
        if (!view) return std::unexpected(view.error());
        const std::size_t width = std::min(view->columns(), target_.columns.size());
        cells_.resize(width);
        for (std::size_t row = 0; row < view->rows(); ++row) {
            for (std::size_t at = 0; at < width; ++at)
                cells_[at] = target_.columns[at].cell(view->value(row, at), view->companion(row, at));
            if (auto written = writer_->row(cells_); !written) return written;
            ++rows_;
        }
        return {};
    }

    Result<void> finish() {
        if (!writer_) {
            if (auto opened = open(); !opened) return opened;
        }
        return writer_->finish();
    }

    std::mutex mutex_;
    TableExport* owner_;  // null when it is gone
    std::deque<v1::ExportChunk> chunks_;
    bool closed_ = false;
    bool busy_ = false;
    bool over_ = false;

    // The thread's own.
    ExportTarget target_;
    bool russian_;
    std::unique_ptr<sheet::TableWriter> writer_;
    std::vector<sheet::Cell> cells_;
    quint64 rows_ = 0;
};

TableExport::TableExport(const Context& context, v1::ExportRequest request, ExportTarget target, QObject* parent)
    : QObject(parent), context_(context), request_(std::move(request)), path_(target.path) {
    writing_ = std::make_shared<Writing>(this, std::move(target), context.language == Language::Russian);
}

TableExport::~TableExport() {
    call_.cancel();
    writing_->giveUp();
}

void TableExport::start() {
    call_ = context_.connection->stream<v1::ExportChunk, v1::ExportChunk>(
        v1::METHOD_RECORDS_EXPORT, request_, this, [this](const v1::ExportChunk& chunk) { writing_->add(chunk); },
        [this](Result<v1::ExportChunk> reply) {
            if (!reply) return end(std::unexpected(std::move(reply.error())));
            writing_->close();
        },
        kLong);
}

void TableExport::written(quint64 rows) {
    rows_ = rows;
    if (!ended_) Q_EMIT progressed(rows);
}

void TableExport::end(Result<quint64> result) {
    if (std::exchange(ended_, true)) return;
    call_.cancel();
    if (!result) {
        writing_->giveUp();
        return Q_EMIT failed(result.error());
    }
    rows_ = *result;
    Q_EMIT finished(rows_);
}

}  // namespace kupets::data
