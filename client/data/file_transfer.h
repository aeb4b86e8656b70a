// A file on its way to the server, or from it: with progress, and given up by deleting it. One object a transfer; it
// tells once how it ended. Reads and writes by pieces from the event loop; GUI thread. Failures: what the server says
// (LimitExceeded for a file that is too large, with the limit), Unavailable when the line breaks, BadFile with the
// system's words when the file itself can not be read or written.
#pragma once

#include <QObject>
#include <QPointer>
#include <QSaveFile>
#include <memory>

#include "client/net/connection.h"
#include "common/base/uuid.h"
#include "kupets/v1/files.pb.h"

class QIODevice;

namespace kupets::data {

class Upload : public QObject {
    Q_OBJECT

public:
    /// Takes the source, which is open or can be opened.
    Upload(net::Connection& connection, std::unique_ptr<QIODevice> source, const QString& name,
           QObject* parent = nullptr);
    ~Upload() override;

    void start();
    const QString& name() const { return name_; }
    std::uint64_t size() const { return size_; }
    std::uint64_t sent() const { return sent_; }

Q_SIGNALS:
    void progressed();
    void finished(const kupets::Uuid& file);
    void failed(const kupets::Error& error);

private:
    void pump();
    void fail(const Error& error);

    net::Connection& connection_;
    std::unique_ptr<QIODevice> source_;
    QString name_;
    Uuid id_;
    std::uint64_t size_ = 0;
    std::uint64_t sent_ = 0;
    bool queued_ = false;
    bool ended_ = false;  // the last piece has been handed on
    net::CallHandle call_;
};

class Download : public QObject {
    Q_OBJECT

public:
    /// What stands at `path` is replaced when all has come, never before.
    Download(net::Connection& connection, const Uuid& file, const QString& path, QObject* parent = nullptr);
    ~Download() override;

    void start();
    const QString& path() const { return path_; }
    /// 0 until the first piece has come.
    std::uint64_t size() const { return size_; }
    std::uint64_t received() const { return received_; }

Q_SIGNALS:
    void progressed();
    void finished(const QString& path);
    void failed(const kupets::Error& error);

private:
    void take(const v1::FileChunk& chunk);
    void fail(const Error& error);

    net::Connection& connection_;
    Uuid file_;
    QString path_;
    QSaveFile target_;
    std::uint64_t size_ = 0;
    std::uint64_t received_ = 0;
    net::CallHandle call_;
};

}  // namespace kupets::data
