// In which colour a reference to a record is shown: that of the record itself, where its entity says which choice
// tells (EntityDef.color_fields). Colours of records that are looked at are asked for together, remembered, and kept
// true by the feed. Owned by the composition root; GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <unordered_map>

#include "client/data/feed.h"
#include "client/data/record.h"
#include "client/net/connection.h"
#include "common/schema/snapshot.h"
#include "common/wire/rowset.h"

namespace kupets::data {

class SchemaMirror;

class ReferenceColors : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMost = 20'000;  // records remembered

    ReferenceColors(net::Connection& connection, SchemaMirror& schema, Feed& feed, QObject* parent = nullptr);

    /// "green"; empty when the record has no colour, or none that is known yet: then it is asked for and `changed`
    /// follows.
    QString colorOf(const schema::Entity& entity, const Uuid& id);

Q_SIGNALS:
    /// Records of this entity have other colours than colorOf() said.
    void changed(const std::string& entity);

private:
    struct Entry {
        QString color;
        bool wanted = false;
        bool stale = false;  // the line broke before it was told
    };
    void want(const RecordKey& key, Entry& entry);
    void ask();
    void take(const std::string& entity, const std::vector<RecordKey>& asked, Result<v1::GetReply> reply);
    void onFeed(const FeedBatch& batch);
    void forgetAll();

    net::Connection& connection_;
    SchemaMirror& schema_;
    QTimer timer_;
    std::vector<RecordKey> wanted_;
    std::unordered_map<RecordKey, Entry> entries_;
};

/// True of entities whose records have colours; null has none.
bool hasColors(const schema::Entity* entity);
/// The colour of a row that was asked for with the entity's color_fields among its columns.
QString colorOfRow(const schema::Entity& entity, const wire::RowSetView& rows, std::size_t row);

}  // namespace kupets::data
