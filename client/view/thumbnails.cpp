#include "client/view/thumbnails.h"

#include <QFileInfo>
#include <QImageReader>
#include <QThreadPool>
#include <algorithm>
#include <mutex>
#include <utility>

#include "client/data/file_transfer.h"
#include "client/view/looked_at.h"

namespace kupets::view {
namespace {

constexpr int kMostKept = 200;
constexpr std::size_t kMostWanted = 50;                   // the earliest asked for have scrolled away
constexpr std::uint64_t kMostFetched = 10 * 1024 * 1024;  // a larger one is fetched when it is opened

bool isPictureName(const QString& name) {
    // What is only painted from points; drawings are opened by a click.
    static const QStringList kinds{QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"),
                                   QStringLiteral("gif"), QStringLiteral("bmp"), QStringLiteral("webp"),
                                   QStringLiteral("tif"), QStringLiteral("tiff")};
    const QString kind = QFileInfo(name).suffix().toLower();
    return kinds.contains(kind) && QImageReader::supportedImageFormats().contains(kind.toLatin1());
}

/// Fitted into `most` pixels; null when it can not be read.
QImage readFitted(const QString& path, QSize most) {
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    // Turned by its transformation: the larger side fits either way, and the rest is done below.
    const int side = std::max(most.width(), most.height());
    if (size.isValid() && std::max(size.width(), size.height()) > side)
        reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatio));
    const QImage image = reader.read();
    if (image.isNull() || (image.width() <= most.width() && image.height() <= most.height())) return image;
    return image.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

}  // namespace

struct Thumbnails::Link {
    std::mutex mutex;
    Thumbnails* owner;
};

Thumbnails::Thumbnails(const data::Context& context, QSize most, QObject* parent)
    : QObject(parent), context_(context), most_(most), known_(kMostKept), link_(std::make_shared<Link>()) {
    link_->owner = this;
}

Thumbnails::~Thumbnails() {
    const std::scoped_lock lock(link_->mutex);
    link_->owner = nullptr;
}

bool Thumbnails::isPicture(const Uuid& file, const QString& name) const {
    return !file.isNil() && !none_.contains(file) && isPictureName(name);
}

QPixmap Thumbnails::of(const Uuid& file, const QString& name, qreal ratio) {
    if (const QPixmap* known = known_.object(QString::fromStdString(file.text()))) return *known;
    if (!isPicture(file, name) || std::ranges::find(queue_, file, &Wanted::file) != queue_.end()) return {};
    if (queue_.size() >= kMostWanted) queue_.erase(queue_.begin() + 1);
    queue_.push_back({file, name, ratio});
    if (queue_.size() == 1) next();
    return {};
}

/// The first of the queue.
void Thumbnails::next() {
    if (queue_.empty()) return;
    const Wanted& wanted = queue_.front();
    const QString path = placeToLookAt(wanted.file, wanted.name);
    if (QFileInfo::exists(path)) return read(path);
    download_ = new data::Download(*context_.connection, wanted.file, path, this);
    connect(download_, &data::Download::progressed, this, [this] {
        if (download_ && download_->size() > kMostFetched) giveUp();
    });
    connect(download_, &data::Download::finished, this, [this](const QString& at) {
        dropDownload();
        read(at);
    });
    connect(download_, &data::Download::failed, this, &Thumbnails::onFailed);
    download_->start();
}

void Thumbnails::read(const QString& path) {
    const Wanted& wanted = queue_.front();
    QThreadPool::globalInstance()->start(
        [link = link_, path, file = wanted.file, ratio = wanted.ratio, most = most_ * wanted.ratio] {
            const QImage image = readFitted(path, most);
            const std::scoped_lock lock(link->mutex);
            if (!link->owner) return;
            QMetaObject::invokeMethod(
                link->owner, [owner = link->owner, file, image, ratio] { owner->take(file, image, ratio); },
                Qt::QueuedConnection);
        });
}

void Thumbnails::take(const Uuid& file, const QImage& image, qreal ratio) {
    if (image.isNull()) {
        none_.insert(file);
    } else {
        auto* picture = new QPixmap(QPixmap::fromImage(image));
        picture->setDevicePixelRatio(ratio);
        known_.insert(QString::fromStdString(file.text()), picture);
    }
    queue_.pop_front();
    Q_EMIT settled(!image.isNull());
    next();
}

/// Without a line it is asked for again when it is painted the next time.
void Thumbnails::onFailed(const Error& error) {
    if (error.code != ErrorCode::Unavailable && error.code != ErrorCode::DeadlineExceeded) return giveUp();
    dropDownload();
    queue_.clear();
}

void Thumbnails::giveUp() {
    dropDownload();
    take(queue_.front().file, {}, 1);
}

void Thumbnails::dropDownload() {
    if (!download_) return;
    download_->disconnect(this);
    std::exchange(download_, nullptr)->deleteLater();
}

}  // namespace kupets::view
