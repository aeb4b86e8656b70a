#include "client/net/transport.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <array>

#include "client/net/qt.h"
#include "common/wire/fingerprint.h"

namespace kupets::net {
namespace {

constexpr qint64 kLongestTurn = 6;  // ms that reading may take before other events have theirs

QString fingerprintOf(const QSslCertificate& certificate) {
    const QByteArray hash = certificate.digest(QCryptographicHash::Sha256);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(hash.constData());
    return toQt(wire::fingerprint({bytes, static_cast<std::size_t>(hash.size())}));
}

QSslConfiguration configuration() {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    // The server's certificate is its own: the pin is what we go by, no authority.
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setCaCertificates({});
    return tls;
}

}  // namespace

Transport::Transport(QObject* parent) : QObject(parent) {
    timeout_.setSingleShot(true);
    connect(&timeout_, &QTimer::timeout, this, [this] { breakOff(Error(ErrorCode::Unavailable, {"timeout"})); });
}

Transport::~Transport() { drop(); }

void Transport::connectTo(const ServerAddress& server, std::chrono::milliseconds timeout) {
    drop();
    limit_ = wire::kLimitBeforeLogin;
    decoder_ = wire::Decoder(limit_);
    socket_ = new QSslSocket(this);
    socket_->setSslConfiguration(configuration());
    connect(socket_, &QSslSocket::encrypted, this, &Transport::onEncrypted);
    connect(socket_, &QSslSocket::readyRead, this, &Transport::onReadable);
    connect(socket_, &QSslSocket::encryptedBytesWritten, this, &Transport::written);
    connect(socket_, &QSslSocket::disconnected, this, [this] { breakOff(Error(ErrorCode::Unavailable, {"closed"})); });
    connect(socket_, &QSslSocket::errorOccurred, this,
            [this] { breakOff(Error(ErrorCode::Unavailable, {fromQt(socket_->errorString())})); });
    timeout_.start(timeout);
    socket_->connectToHostEncrypted(server.host, server.port);
}

void Transport::drop() {
    ++attempt_;
    timeout_.stop();
    if (socket_ == nullptr) return;
    QSslSocket* old = std::exchange(socket_, nullptr);
    old->disconnect(this);
    // Deleted later: we may be inside one of its signals.
    old->deleteLater();
    old->disconnectFromHost();
}

void Transport::breakOff(Error error) {
    if (socket_ == nullptr) return;
    drop();
    Q_EMIT broken(error);
}

void Transport::onEncrypted() {
    timeout_.stop();
    socket_->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    Q_EMIT shown(fingerprintOf(socket_->peerCertificate()));
}

void Transport::setLimit(std::size_t bytes) {
    limit_ = bytes;
    decoder_.setLimit(bytes);
}

Result<void> Transport::send(const v1::Envelope& envelope) {
    if (!isOpen()) return fail(ErrorCode::Unavailable);
    const Result<std::string> frame = wire::encodeFrame(envelope, limit_);
    if (!frame) return std::unexpected(frame.error());
    socket_->write(frame->data(), static_cast<qint64>(frame->size()));
    return {};
}

qint64 Transport::bytesToWrite() const {
    return socket_ == nullptr ? 0 : socket_->bytesToWrite() + socket_->encryptedBytesToWrite();
}

void Transport::onReadable() {
    const quint64 attempt = attempt_;
    std::array<char, 64 * 1024> buffer;
    QElapsedTimer turn;
    turn.start();
    while (attempt == attempt_) {
        if (turn.hasExpired(kLongestTurn)) {  // a long answer does not keep the window from painting
            const auto goOn = [this, attempt] {
                if (attempt == attempt_ && socket_ != nullptr) onReadable();
            };
            QMetaObject::invokeMethod(this, goOn, Qt::QueuedConnection);
            return;
        }
        const qint64 count = socket_->read(buffer.data(), buffer.size());
        if (count <= 0) return;
        decoder_.feed({buffer.data(), static_cast<std::size_t>(count)});
        // Whoever receives an envelope may drop the line: then the rest is nobody's.
        while (attempt == attempt_) {
            Result<std::optional<v1::Envelope>> envelope = decoder_.next();
            if (!envelope) return breakOff(std::move(envelope.error()));
            if (!*envelope) break;
            Q_EMIT received(**envelope);
        }
    }
}

}  // namespace kupets::net
