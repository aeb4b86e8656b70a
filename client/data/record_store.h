// Whole records for cards and drafts: each is in memory once, by entity and id, brought by Records.Get and kept up to
// date by the feed and by one's own saves. Tables hold their pages themselves, by column.
//
// A RecordWatch is how one looks at a record: create it, listen, delete it. What nobody watches stays for a while (the
// last 500), so that going back to a card shows it at once.
#pragma once

#include <QObject>
#include <list>
#include <memory>
#include <unordered_map>

#include "client/data/feed.h"
#include "client/data/record.h"
#include "client/net/connection.h"
#include "common/schema/snapshot.h"

namespace kupets::data {

class SchemaMirror;
class RecordStore;

/// Owned by whoever watches; signals nothing any more once it is gone.
class RecordWatch : public QObject {
    Q_OBJECT

public:
    ~RecordWatch() override;
    const RecordKey& key() const { return key_; }
    /// Null until it has come.
    std::shared_ptr<const Record> record() const;
    bool isLoading() const;
    void refresh();

Q_SIGNALS:
    /// The record has come, or is another now; `paths` are those that changed, `by` who did it when that is known.
    void changed(const std::vector<std::string>& paths, const QString& by);
    /// It is no more (or one may not see it any more). Its last values stay readable.
    void removed(const QString& by);
    void failed(const kupets::Error& error);

private:
    friend class RecordStore;
    RecordWatch(RecordStore& store, RecordKey key, QObject* parent);

    QPointer<RecordStore> store_;
    RecordKey key_;
};

class RecordStore : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kUnwatched = 500;

    RecordStore(net::Connection& connection, SchemaMirror& schema, Feed& feed, QObject* parent = nullptr);
    ~RecordStore() override;

    /// All fields of one record.
    RecordWatch* watch(const RecordKey& key, QObject* parent);
    /// What is here now; null when it is not here. Never asks the server.
    std::shared_ptr<const Record> peek(const RecordKey& key) const;
    std::size_t size() const;

    /// Takes rows of Get or Query as news of these records; only records that are here already, older versions are
    /// ignored.
    void take(const std::string& entity, const v1::RowSet& rows);
    /// What an own save has made, before its event comes back.
    void takeSaved(const RecordKey& key, std::uint64_t version, const std::map<std::string, Cell, std::less<>>& cells);

private:
    friend class RecordWatch;
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace kupets::data
