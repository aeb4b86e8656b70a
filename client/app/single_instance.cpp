#include "client/app/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

#include "client/app/link.h"

namespace kupets::app {
namespace {

constexpr int kConnect = 300;  // milliseconds; the other is on this computer
constexpr int kAnswer = 2'000;
const QByteArray kTaken = QByteArrayLiteral("ok\n");

QString nameFor(const QString& settingsFolder) {
    QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty()) folder = QDir::tempPath();
    const QByteArray whose = QDir(settingsFolder).absolutePath().toUtf8();
    const QByteArray mark = settingsFolder.isEmpty()
                                ? QByteArrayLiteral("desktop")
                                : QCryptographicHash::hash(whose, QCryptographicHash::Sha256).toHex().left(16);
    return folder + QStringLiteral("/kupets-") + QString::fromLatin1(mark);
}

}  // namespace

SingleInstance::SingleInstance(const QString& settingsFolder, QObject* parent)
    : QObject(parent), name_(nameFor(settingsFolder)) {}
SingleInstance::~SingleInstance() = default;

bool SingleInstance::handOver(const QString& link) {
    QLocalSocket socket;
    socket.connectToServer(name_);
    if (!socket.waitForConnected(kConnect)) return false;
    socket.write(link.left(kLongestLink).toUtf8().replace('\n', ' ') + '\n');
    if (!socket.waitForBytesWritten(kAnswer)) return false;
    QByteArray answer;
    while (!answer.endsWith('\n') && socket.waitForReadyRead(kAnswer)) answer += socket.read(kTaken.size());
    return answer == kTaken;
}

bool SingleInstance::listen() {
    server_ = new QLocalServer(this);
    server_->setSocketOptions(QLocalServer::UserAccessOption);
    server_->setMaxPendingConnections(kMostWaiting);
    connect(server_, &QLocalServer::newConnection, this, &SingleInstance::greet);
    // Qt puts its socket in the place of whatever has the name: whether somebody answers there is asked before.
    QLocalSocket probe;
    probe.connectToServer(name_);
    if (probe.waitForConnected(kConnect)) return false;
    QLocalServer::removeServer(name_);
    return server_->listen(name_);
}

void SingleInstance::greet() {
    while (QLocalSocket* from = server_->nextPendingConnection()) {
        connect(from, &QLocalSocket::disconnected, from, &QObject::deleteLater);
        if (waiting_ >= kMostWaiting) {
            from->abort();
            continue;
        }
        ++waiting_;
        connect(from, &QObject::destroyed, this, [this] { --waiting_; });
        connect(from, &QLocalSocket::readyRead, this, [this, from] { hear(from); });
        QTimer::singleShot(kPatience, from, [from] { from->abort(); });
        from->setReadBufferSize(4 * kLongestLink);
        if (from->bytesAvailable() > 0) hear(from);
    }
}

void SingleInstance::hear(QLocalSocket* from) {
    if (!from->canReadLine()) {
        if (from->bytesAvailable() >= 4 * kLongestLink) from->abort();
        return;
    }
    const QString line = QString::fromUtf8(from->readLine(4 * kLongestLink)).trimmed();
    const std::optional<QString> address = line.isEmpty() ? QString() : addressIn(line);
    if (!address) return from->abort();
    from->write(kTaken);
    from->flush();
    from->disconnectFromServer();
    Q_EMIT wanted(*address);
}

}  // namespace kupets::app
