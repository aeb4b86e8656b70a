#include "client/data/file_transfer.h"

#include <QFile>
#include <QIODevice>

#include "client/net/qt.h"

namespace kupets::data {
namespace {

constexpr qint64 kPiece = 64 * 1024;
constexpr qint64 kMostWaiting = 4 * kPiece;  // what others ask for meanwhile stands behind no more than this
constexpr int kMostAtOnce = 4;
constexpr net::CallOptions kOptions{.deadline = std::chrono::hours(1), .repeatable = false};

Error unreadable(const QIODevice& device) { return Error(ErrorCode::BadFile, {fromQt(device.errorString())}); }

}  // namespace

Upload::Upload(net::Connection& connection, std::unique_ptr<QIODevice> source, const QString& name, QObject* parent)
    : QObject(parent), connection_(connection), source_(std::move(source)), name_(name), id_(Uuid::make()) {}

Upload::~Upload() { call_.cancel(); }

void Upload::start() {
    if (!source_->isOpen() && !source_->open(QIODevice::ReadOnly)) return fail(unreadable(*source_));
    size_ = static_cast<std::uint64_t>(source_->size());
    v1::UploadRequest request;
    request.set_file_id(std::string(id_.view()));
    request.set_name(fromQt(name_));
    request.set_size(size_);
    const auto done = [this](Result<v1::UploadReply> reply) {
        if (!reply) return fail(reply.error());
        Q_EMIT finished(id_);
    };
    connect(&connection_, &net::Connection::written, this, &Upload::pump);
    connect(&connection_, &net::Connection::stateChanged, this, &Upload::pump, Qt::QueuedConnection);
    call_ = connection_.call<v1::UploadReply>(v1::METHOD_FILES_UPLOAD, request, this, done, kOptions);
    pump();
}

/// A few pieces at a time: what packs well would never fill the line, and the window has to live meanwhile.
void Upload::pump() {
    for (int piece = 0; !ended_ && connection_.isSent(call_) && connection_.bytesToWrite() < kMostWaiting; ++piece) {
        if (piece == kMostAtOnce) {
            if (!std::exchange(queued_, true)) {
                const auto goOn = [this] {
                    queued_ = false;
                    pump();
                };
                QMetaObject::invokeMethod(this, goOn, Qt::QueuedConnection);
            }
            return;
        }
        const QByteArray bytes = source_->read(kPiece);
        if (bytes.isEmpty() && sent_ < size_) {
            call_.cancel();
            return fail(unreadable(*source_));
        }
        v1::FileChunk chunk;  // the empty one ends the file
        chunk.set_data(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        if (!connection_.sendChunk(call_, chunk)) return;
        ended_ = bytes.isEmpty();
        sent_ += static_cast<std::uint64_t>(bytes.size());
        Q_EMIT progressed();
    }
}

void Upload::fail(const Error& error) {
    disconnect(&connection_, nullptr, this, nullptr);
    ended_ = true;
    // Not from inside start(): whoever began it has not looked at it yet.
    QMetaObject::invokeMethod(this, [this, error] { Q_EMIT failed(error); }, Qt::QueuedConnection);
}

Download::Download(net::Connection& connection, const Uuid& file, const QString& path, QObject* parent)
    : QObject(parent), connection_(connection), file_(file), path_(path), target_(path) {}

Download::~Download() { call_.cancel(); }

void Download::start() {
    if (!target_.open(QIODevice::WriteOnly)) return fail(unreadable(target_));
    v1::DownloadRequest request;
    request.set_file_id(std::string(file_.view()));
    const auto chunk = [this](const v1::FileChunk& piece) { take(piece); };
    const auto done = [this](Result<v1::FileChunk> reply) {
        if (!reply) return fail(reply.error());
        if (reply->size() != received_) return fail(Error(ErrorCode::BadFrame));
        if (!target_.commit()) return fail(unreadable(target_));
        Q_EMIT finished(path_);
    };
    call_ = connection_.stream<v1::FileChunk, v1::FileChunk>(v1::METHOD_FILES_DOWNLOAD, request, this, chunk, done,
                                                             kOptions);
}

void Download::take(const v1::FileChunk& chunk) {
    if (chunk.size() > 0) size_ = chunk.size();
    received_ += chunk.data().size();
    if (target_.write(chunk.data().data(), static_cast<qint64>(chunk.data().size())) !=
        static_cast<qint64>(chunk.data().size())) {
        call_.cancel();
        return fail(unreadable(target_));
    }
    Q_EMIT progressed();
}

void Download::fail(const Error& error) {
    target_.cancelWriting();
    QMetaObject::invokeMethod(this, [this, error] { Q_EMIT failed(error); }, Qt::QueuedConnection);
}

}  // namespace kupets::data
