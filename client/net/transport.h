// One TLS socket and its frames: bytes to envelopes and back. Knows nothing of sessions. Every attempt ends in exactly
// one broken(), unless drop() ended it. Owned by Connection, GUI thread.
#pragma once

#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <chrono>

#include "client/net/server_address.h"
#include "common/wire/frame.h"

namespace kupets::net {

class Transport : public QObject {
    Q_OBJECT

public:
    explicit Transport(QObject* parent = nullptr);
    ~Transport() override;

    void connectTo(const ServerAddress& server, std::chrono::milliseconds timeout);
    /// Silent: no signal follows.
    void drop();
    /// LimitExceeded when the message is too large; the line stays as it is.
    Result<void> send(const v1::Envelope& envelope);
    void setLimit(std::size_t bytes);
    bool isOpen() const { return socket_ != nullptr && socket_->isEncrypted(); }
    qint64 bytesToWrite() const;

Q_SIGNALS:
    /// Bytes have gone out: there is room for more.
    void written();
    /// TLS stands; this is the fingerprint of the certificate shown.
    void shown(const QString& fingerprint);
    void received(const kupets::v1::Envelope& envelope);
    /// Unavailable (args: what the network said), BadFrame or FrameTooLarge.
    void broken(const kupets::Error& error);

private:
    void onEncrypted();
    void onReadable();
    void breakOff(Error error);

    QSslSocket* socket_ = nullptr;
    QTimer timeout_;
    wire::Decoder decoder_;
    std::size_t limit_ = wire::kLimitBeforeLogin;
    quint64 attempt_ = 0;
};

}  // namespace kupets::net
