// The server's schema as this person may see it, held as the same immutable snapshot that the server has. What was seen
// last is kept on disk (one SQLite file), so that the next start shows its tables before the server has answered.
#pragma once

#include <QObject>
#include <memory>

#include "client/net/connection.h"
#include "common/schema/snapshot.h"

namespace kupets::data {

class SchemaCache;

class SchemaMirror : public QObject {
    Q_OBJECT

public:
    /// An empty cache folder: nothing is kept on disk.
    SchemaMirror(net::Connection& connection, const QString& cacheFolder, QObject* parent = nullptr);
    ~SchemaMirror() override;

    /// Null until the first one is known.
    schema::SnapshotPtr snapshot() const { return snapshot_; }
    /// Null when there is none of this name, or no schema yet. Lives as long as the snapshot it came from.
    const schema::Entity* entity(std::string_view name) const;

    /// Shows what the cache holds of this server and login at once; what the server says follows.
    bool openCached(const net::ServerAddress& server, const QString& login);
    /// Asks the server; happens by itself when the session begins or names a newer version.
    void refresh();

Q_SIGNALS:
    /// There is another snapshot: resolve names anew, drop pointers into the old one.
    void changed();
    void failed(const kupets::Error& error);

private:
    void onState(net::Connection::State state);
    void ask(std::uint64_t knownVersion);
    void onReply(Result<v1::SchemaReply> reply);
    bool take(const v1::SchemaReply& reply);

    net::Connection& connection_;
    std::unique_ptr<SchemaCache> cache_;
    schema::SnapshotPtr snapshot_;
    QString key_;   // whose snapshot it is
    QString role_;  // with which rights it was filtered
    net::CallHandle call_;
};

}  // namespace kupets::data
