// A line to the real server that the test can cut: forwards bytes between a client and the server, swallows answers,
// breaks.
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <vector>

#include "client/net/server_address.h"

namespace kupets::test {

class CutLine : public QObject {
public:
    explicit CutLine(const net::ServerAddress& server) : server_(server) {
        listener_.listen(QHostAddress::LocalHost);
        port_ = listener_.serverPort();
        connect(&listener_, &QTcpServer::newConnection, this, &CutLine::accept);
    }
    net::ServerAddress address() const { return {QStringLiteral("127.0.0.1"), port_}; }

    /// Breaks all lines and takes no new ones until mend().
    void cut() {
        listener_.close();
        for (QTcpSocket* socket : std::exchange(sockets_, {})) {
            socket->disconnect(this);
            socket->abort();
            socket->deleteLater();
        }
    }
    void mend() {
        swallow = false;
        listener_.listen(QHostAddress::LocalHost, port_);
    }
    /// While true, what the server says does not arrive; counted in `swallowed`.
    bool swallow = false;
    qint64 swallowed = 0;

private:
    void accept() {
        while (QTcpSocket* client = listener_.nextPendingConnection()) {
            auto* upstream = new QTcpSocket(this);
            client->setParent(this);
            sockets_.insert(sockets_.end(), {client, upstream});
            connect(client, &QTcpSocket::readyRead, this, [client, upstream] { upstream->write(client->readAll()); });
            connect(upstream, &QTcpSocket::readyRead, this, [this, client, upstream] {
                const QByteArray bytes = upstream->readAll();
                if (swallow) {
                    swallowed += bytes.size();
                } else {
                    client->write(bytes);
                }
            });
            connect(upstream, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
            connect(client, &QTcpSocket::disconnected, upstream, &QTcpSocket::disconnectFromHost);
            upstream->connectToHost(server_.host, server_.port);
        }
    }

    net::ServerAddress server_;
    QTcpServer listener_;
    quint16 port_ = 0;
    std::vector<QTcpSocket*> sockets_;
};

}  // namespace kupets::test
